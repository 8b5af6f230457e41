"""Tells what was found: as text, Markdown, JSON, data frames and rows of statements."""

from stances.report.answers import format_resolved, format_stances
from stances.report.document import read_schema, statement_to_dict
from stances.report.escaping import clean_line
from stances.report.parquet import format_parquet
from stances.report.record import Report
from stances.report.rows import format_csv, format_jsonl, format_labelled, format_table

__all__ = [
    "Report",
    "clean_line",
    "format_csv",
    "format_jsonl",
    "format_labelled",
    "format_parquet",
    "format_resolved",
    "format_stances",
    "format_table",
    "read_schema",
    "statement_to_dict",
]

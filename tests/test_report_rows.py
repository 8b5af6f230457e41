"""Statements as rows."""

import csv
import dataclasses
import io
import json
from pathlib import Path

import duckdb
import pytest
from report_samples import TARGET, TEXT, make_report, make_statements
from rich.cells import cell_len

from stances.records import Party, Speaker, Stance
from stances.report import (
    format_csv,
    format_jsonl,
    format_labelled,
    format_parquet,
    format_table,
    statement_to_dict,
)
from stances.report.rows import STATEMENT_COLUMNS, flatten_statement


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def read_parquet(path: Path, data: bytes) -> tuple[dict[str, str], list[dict[str, object]]]:
    """The types of the columns of a Parquet file, and its rows."""
    path.write_bytes(data)
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        types = {name: str(kind) for name, kind, *_ in found.description or ()}
        return types, [dict(zip(types, row, strict=True)) for row in found.fetchall()]


def test_jsonl_has_one_statement_a_line():
    lines = format_jsonl(make_statements()).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"dam:{n}" for n in range(1, 7)]


def test_jsonl_lines_do_not_break_inside_a_statement():
    odd = dataclasses.replace(make_statements()[0], text="a\u2028b\x85c\nd")
    assert len(format_jsonl([odd]).splitlines()) == 1


def test_csv_has_a_row_for_each_statement():
    rows = read_csv(format_csv(make_statements()))
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert [row["party"] for row in rows] == ["ARV", "ARV", "BLM", "BLM", "", "COR"]
    assert (rows[1]["start"], rows[1]["end"], rows[1]["spans"]) == ("63", "102", "63:72;84:102")
    assert rows[0]["stance"] == "favor"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "＝1"])
def test_no_cell_is_a_formula(text: str):
    statement = dataclasses.replace(make_statements()[0], text=text, party=Party("A", text))
    row = read_csv(format_csv([statement]))[0]
    assert row["text"].startswith("'")
    assert row["party_name"].startswith("'")


def test_csv_holds_no_terminal_escape_and_can_be_written():
    statement = dataclasses.replace(make_statements()[0], text="a\x1b[2J\x9b \ud800")
    text = format_csv([statement])
    assert "\x1b" not in text
    assert "\x9b" not in text
    text.encode("utf8")


def test_parquet_has_the_same_rows_with_types(tmp_path: Path):
    types, rows = read_parquet(tmp_path / "x", format_parquet(make_statements()))
    assert tuple(types) == STATEMENT_COLUMNS
    assert rows == [flatten_statement(each) for each in make_statements()]
    assert {types["start"], types["negated"], types["confidence"], types["text"]} == {
        *("BIGINT", "BOOLEAN", "DOUBLE", "VARCHAR"),
    }


def test_parquet_of_nothing_has_the_same_columns(tmp_path: Path):
    types, rows = read_parquet(tmp_path / "x", format_parquet(()))
    assert (tuple(types), rows) == (STATEMENT_COLUMNS, [])
    assert types == read_parquet(tmp_path / "x", format_parquet(make_statements()))[0]


def test_parquet_keeps_exact_texts_and_the_same_bytes(tmp_path: Path):
    first = make_statements()[0]
    odd = ["=1+1", "a\x00b\x1b[2J", '\u2028\r\n\t"\\', "null", "", "1e5", "x" * 3_000_000, "é😀"]
    made = [dataclasses.replace(first, text=text, speaker=Speaker(text)) for text in odd]
    data = format_parquet(made)
    rows = read_parquet(tmp_path / "x", data)[1]
    assert [row["text"] for row in rows] == [row["speaker"] for row in rows] == odd
    assert format_parquet(made) == data
    half = read_parquet(
        tmp_path / "x", format_parquet([dataclasses.replace(first, text="a\ud800")])
    )
    assert half[1][0]["text"] == "a?"


def test_parquet_of_many_is_in_order(tmp_path: Path):
    first = make_statements()[0]
    many = [dataclasses.replace(first, id=f"a:{n}") for n in range(3000)]
    rows = read_parquet(tmp_path / "x", format_parquet(many))[1]
    assert [row["id"] for row in rows] == [each.id for each in many]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_table_fits_the_width(width: int):
    wide = dataclasses.replace(make_statements()[0], text="漢字" * 300, speaker=Speaker("x" * 200))
    lines = format_table([wide, *make_statements()], width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_table_shows_where_who_and_what():
    text = " ".join(format_table(make_statements(), width=200).split())
    assert " 0–34 Ada Vale Arvania declared: “We will build the dam this year,”" in text
    assert "dam 0–34" not in text, "one article needs no name in each row"
    first, *others = make_statements()
    two = [first, *(dataclasses.replace(other, article="sea") for other in others)]
    assert "dam 0–34 Ada Vale" in " ".join(format_table(two, width=200).split())
    assert "denied: a treaty allows it (paraphrase)" in text
    assert max(map(len, format_table(make_statements()).splitlines())) <= 80


def test_table_of_nothing_says_so():
    assert format_table(()) == "No statement was found.\n"


def test_labelled_example_has_the_shape_of_gold():
    report = make_report()
    line = format_labelled(
        report.articles, report.statements, ["ARV", "BLM"], TARGET, report.positions
    )
    example = json.loads(line)
    assert list(example) == [
        *("id", "title", "date", "text", "parties", "stance_target", "party_stance"),
        *("speaker_aliases", "statements"),
    ]
    assert example["text"] == TEXT
    assert example["party_stance"] == {"ARV": "favor", "BLM": "against"}
    assert example["speaker_aliases"]["Ada Vale"] == ["Minister Ada Vale"]
    assert example["statements"][1] == {
        "kind": "indirect",
        "speaker": "Ada Vale",
        "party": "ARV",
        "stance": "",
        "source": [list(span) for span in report.statements[1].source.spans],
        "cue": [list(span) for span in report.statements[1].cue.spans],
        "content": [[63, 72], [84, 102]],
    }


def test_labelled_example_leaves_the_unsure_open():
    unsure = Stance(TARGET, "against", 0.4, -0.1, abstained=True)
    other = Stance("Something else.", "favor", 0.9, 0.8)
    report = make_report()
    for stance, target, expected in (
        ((unsure,), TARGET, ""),
        ((other,), TARGET, ""),
        ((other,), "", ""),
    ):
        statement = dataclasses.replace(report.statements[0], stance=stance)
        example = json.loads(format_labelled(report.articles, [statement], target=target))
        assert example["statements"][0]["stance"] == expected


def test_every_article_has_an_example_with_the_parties_it_quotes():
    report = make_report()
    example = json.loads(format_labelled(report.articles, report.statements))
    assert example["parties"] == ["ARV", "BLM", "COR"]
    assert json.loads(format_labelled(report.articles, ()))["statements"] == []


def test_every_field_of_a_statement_is_explained():
    page = (Path(__file__).parents[1] / "docs" / "extract.md").read_text(encoding="utf8")
    for name, value in statement_to_dict(make_statements()[0]).items():
        fields = [f"{name}.{part}" for part in value] if isinstance(value, dict) else [name]
        assert [field for field in fields if f"`{field}`" not in page] == []

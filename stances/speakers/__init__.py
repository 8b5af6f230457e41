"""Finds who made each quotation, following short names, pronouns and roles in an article."""

from stances.speakers.coreference import find_speakers

__all__ = ["find_speakers"]

"""Finds who made each quotation, following short names, pronouns and roles in an article."""

from stances.speakers.coreference import find_speakers
from stances.speakers.nested import find_nested
from stances.speakers.relaying import find_channels
from stances.speakers.unifying import unify_speakers

__all__ = ["find_channels", "find_nested", "find_speakers", "unify_speakers"]

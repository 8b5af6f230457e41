"""Finds every attribution in an article: who (source), how (cue), what (content).

A trained tagger reads windows of word pieces; a scanner pairs the quotation marks; the two
correct each other.
"""

from stances.quotations.marks import Quoted, pair_marks
from stances.quotations.tagger import QuotationTagger

__all__ = ["QuotationTagger", "Quoted", "pair_marks"]

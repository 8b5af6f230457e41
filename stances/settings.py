"""The settings of a run, as one frozen record."""

from dataclasses import dataclass
from pathlib import Path

MIN_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose. Nothing is read from the environment.

    `parties` are names or ids, compared in this order; empty means those the articles quote
    most. `target` is the proposition or thing to be for or against; empty means one is found
    for each issue. `granularity` is the cosine similarity at which two groups of statements
    are one issue: higher gives more and narrower issues. Statements found with less than
    `min_confidence` are left out; the default is where the shipped tagger's F1 is best.
    """

    parties: tuple[str, ...] = ()
    target: str = ""
    party_file: Path | None = None
    corrections: Path | None = None
    min_confidence: float = MIN_CONFIDENCE
    encoder: str = "shipped"
    every_manner: bool = False
    granularity: float = 0.35
    max_article_bytes: int = 5_000_000
    max_parties: int = 6

"""Who says what, and who disagrees: statements, speakers, parties and stances in news text."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stances.records import Article, Issue, Party, Position, Statement
from stances.settings import Settings
from stances.version import VERSION

if TYPE_CHECKING:
    from stances.articles import read
    from stances.embedding import Encoder
    from stances.evaluation import evaluate
    from stances.parties import PartyRegistry
    from stances.pipeline import Pipeline, analyze
    from stances.quotations import QuotationTagger
    from stances.report import Report
    from stances.sides.clusterer import StanceClusterer
    from stances.stance.estimator import RelationClassifier, StanceClassifier

__version__ = VERSION

__all__ = [
    "Article",
    "Encoder",
    "Issue",
    "Party",
    "PartyRegistry",
    "Pipeline",
    "Position",
    "QuotationTagger",
    "RelationClassifier",
    "Report",
    "Settings",
    "StanceClassifier",
    "StanceClusterer",
    "Statement",
    "__version__",
    "analyze",
    "evaluate",
    "read",
]

# Imported when first asked for, so that `import stances` and `stances --help` stay fast.
_LAZY = {
    "Encoder": "stances.embedding",
    "PartyRegistry": "stances.parties",
    "Pipeline": "stances.pipeline",
    "QuotationTagger": "stances.quotations",
    "RelationClassifier": "stances.stance.estimator",
    "Report": "stances.report",
    "StanceClassifier": "stances.stance.estimator",
    "StanceClusterer": "stances.sides.clusterer",
    "analyze": "stances.pipeline",
    "evaluate": "stances.evaluation",
    "read": "stances.articles",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'stances' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

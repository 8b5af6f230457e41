"""Collections: what was read of many articles, kept in a DuckDB file and added to.

A collection stands beside the flow: it runs the pipeline's first steps on what is new, stores what
they found, and lets the last steps work on what is stored.
"""

from stances.collection.collecting import Collected, collect
from stances.collection.opening import is_collection, opened
from stances.collection.reader import ArticleReader

__all__ = ["ArticleReader", "Collected", "collect", "is_collection", "opened"]

"""From inputs to articles: files, folders, JSONL and standard input, read as they are."""

from stances.articles.language import guess_language
from stances.articles.paragraphs import paragraphs
from stances.articles.reach import Reach
from stances.articles.reading import Problem, read

__all__ = ["Problem", "Reach", "guess_language", "paragraphs", "read"]

"""Issues: statements about the same thing, with a label and a target; and what is said again."""

from stances.issues.grouping import group_issues, place
from stances.issues.repeats import find_repeats

__all__ = ["find_repeats", "group_issues", "place"]

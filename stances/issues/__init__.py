"""Issues: statements about the same thing, with a label and a target."""

from stances.issues.grouping import group_issues, place

__all__ = ["group_issues", "place"]

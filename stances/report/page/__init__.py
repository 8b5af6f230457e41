"""The report as one self-contained HTML page, and as a fragment for notebooks."""

from stances.report.page.rendering import render_fragment, render_page

__all__ = ["render_fragment", "render_page"]

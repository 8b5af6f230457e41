"""Puts a report into the page's templates, in which everything is escaped."""

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stances.report.added import Outlets, OverTime
from stances.report.lookup import Lookup
from stances.report.page.articles import list_texts, list_unmarked
from stances.report.page.book import Book
from stances.report.page.hidden import neutralise
from stances.report.page.issues import list_loose, list_sections, sum_target
from stances.report.page.making import tell_making
from stances.report.page.matrix import open_page
from stances.report.page.outlets import show_outlets
from stances.report.page.over_time import show_time
from stances.report.page.pictures import draw_map
from stances.report.page.standing import agreement_blocks, list_panels, list_regards
from stances.report.page.table import list_table
from stances.report.sharing import LEFT_OUT, SHARES
from stances.report.wording import count

if TYPE_CHECKING:
    from stances.report.record import Report

STYLES = ("base.css", "first.css", "quotes.css", "parts.css", "added.css", "print.css")
SCRIPTS = ("places.js", "table.js")


def render_page(
    report: "Report", *, over_time: OverTime | None = None, outlets: Outlets | None = None
) -> str:
    """The report as one HTML page that asks for nothing: styles, pictures and script inside.

    What is told over time and by outlet is added where it is given.
    """
    book = Book(Lookup(report))
    sections, texts = list_sections(book), list_texts(book)
    found = report.map
    page = (
        _environment()
        .get_template("page.html.j2")
        .render(
            book=book,
            first=open_page(book),
            overall=sum_target(book),
            sections=[each for each in sections if not each.single],
            loose=list_loose(book),
            singles=[each for each in sections if each.single],
            agreement=agreement_blocks(book),
            regards=list_regards(book),
            chart=draw_map(found, book.compared) if found else None,
            stress=f"{found.stress:.2f}" if found else "",
            panels=list_panels(book),
            by_time=show_time(book, over_time),
            by_outlet=show_outlets(book, outlets),
            shares_told=SHARES,
            left_out_told=LEFT_OUT,
            table=list_table(book),
            texts=texts,
            unmarked=list_unmarked(book, texts),
            making=tell_making(book),
            style=load_parts(STYLES),
            script=load_parts(SCRIPTS),
            policy=make_policy(load_parts(STYLES), load_parts(SCRIPTS)),
        )
    )
    return neutralise(page)


def render_fragment(report: "Report") -> str:
    """The report's first screen as a fragment of HTML, without links, styles or script."""
    book = Book(Lookup(report))
    return neutralise(_environment().get_template("fragment.html.j2").render(first=open_page(book)))


def make_policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page with exactly this style and script.

    >>> make_policy("", "").partition(";")[0]
    "default-src 'none'"
    """
    rules = (
        "default-src 'none'",
        f"style-src '{hash_source(style)}'",
        f"script-src '{hash_source(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def hash_source(text: str) -> str:
    """The hash of a style or script, as a Content-Security-Policy has it."""
    digest = hashlib.sha256(text.encode("utf8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@lru_cache(maxsize=4)
def load_parts(names: tuple[str, ...]) -> Markup:
    """The files of these names, one after the other, as they go into the page."""
    folder = resources.files("stances.report.page") / "templates"
    parts = (folder.joinpath(name).read_text(encoding="utf8").strip() for name in names)
    return Markup("\n" + "\n".join(parts) + "\n")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stances.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = {"count": count}
    environment.globals.update(helpers)
    return environment

"""Which office a person held on a day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from stances.parties.tables import Term


class Held(NamedTuple):
    """The term of office that decides, and how sure it makes us: 1 in office, less outside."""

    term: Term
    certainty: float
    when: str


def term_on(terms: Sequence[Term], on: date | None) -> Held:
    """The term that holds on a day: the one running, else the last before, else the first after.

    Without a day the latest term counts.
    """
    if on is None:
        return Held(max(terms, key=lambda term: term.start), 1.0, "")
    running = [t for t in terms if t.start <= on and (t.until is None or on <= t.until)]
    if running:
        return Held(max(running, key=lambda term: term.start), 1.0, "in office")
    ended = [term for term in terms if term.until is not None and term.until < on]
    if ended:
        return Held(max(ended, key=lambda term: term.start), 0.8, "formerly")
    return Held(min(terms, key=lambda term: term.start), 0.7, "later")


def describe(name: str, held: Held, party: str) -> str:
    """One sentence on the term, for the chain of evidence."""
    until = held.term.until.isoformat() if held.term.until else "now"
    years = f"{held.term.start.isoformat()} to {until}"
    return f'"{name}" is known as {held.term.office} ({years}) for {party}'

"""Groups statements into issues: what they are about, whatever side they take.

Statements are compared by their own words and by those around them (`context`), and clustered by
average linkage (`linkage`); each group is named in the articles' own words (`labels`).
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from stances.errors import UsageError
from stances.issues.context import with_context
from stances.issues.labels import Naming, label_groups
from stances.issues.linkage import group_vectors, link_vectors
from stances.issues.usage import Usage
from stances.records import Article, Issue, Statement

__all__ = ["group_issues", "link_vectors", "place"]

PRECISE = 3000
NAMED = 20
TITLE_CHARACTERS = 300


def group_issues(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    *,
    granularity: float,
    target: str = "",
    articles: Sequence[Article] = (),
) -> list[Issue]:
    """Group `statements` into issues, each with a label and a target.

    `vectors` has one unit row a statement, in the same order. `granularity` is the mean cosine
    similarity in [-1, 1] above which two groups are one issue: higher gives more and narrower
    ones. With a user's `target`, that is the target of every issue: one question is asked of
    all, and the issues break it down by topic. Without, an issue's target is its label, with
    "the" where the texts write it so. `articles` lend their titles where the statements hold no
    phrase that names what is at issue, and their texts to say it in full and to tell verbs from
    nouns. Issues come with those of most
    parties first, then the largest; statements that stand alone come last, as issues of their
    own. A repeat is in the issue of what it repeats and counts for nothing. The order of
    `statements` does not matter.

    Raises `UsageError` where the rows of `vectors` do not fit, or granularity is out of range.
    """
    _check(statements, vectors, granularity)
    groups = _groups(statements, vectors, granularity)
    namings = _namings(statements, vectors, [own for own, _ in groups], articles)
    return [
        Issue(
            f"i{number}",
            naming.label,
            target or naming.target,
            tuple(statements[row].id for row in every),
            naming.phrases[1:],
        )
        for number, ((_, every), naming) in enumerate(zip(groups, namings, strict=True), start=1)
    ]


def place(statement: Statement) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Where a statement stands: article, then place in it. Sorting by it forgets input order."""
    return statement.article, statement.spans, statement.id


def _check(statements: Sequence[Statement], vectors: np.ndarray, granularity: float) -> None:
    if vectors.ndim != 2 or len(vectors) != len(statements):
        raise UsageError(
            f"vectors have the shape {vectors.shape} for {len(statements)} statements; "
            "give one row a statement."
        )
    if not -1.0 <= granularity <= 1.0:
        raise UsageError(f"granularity is {granularity}; give a cosine from -1 to 1.")


def _groups(
    statements: Sequence[Statement], vectors: np.ndarray, granularity: float
) -> list[tuple[list[int], list[int]]]:
    """Rows of each issue in order: those that count, and all of them."""
    order = sorted(range(len(statements)), key=lambda row: place(statements[row]))
    repeated = _repeated(statements)
    counted = [row for row in order if row not in repeated]
    held: dict[int, list[int]] = defaultdict(list)
    for row in order:
        held[repeated.get(row, row)].append(row)
    groups = []
    for own in _members(statements, vectors, counted, granularity):
        every = [row for first in own for row in held[first]]
        groups.append((own, sorted(every, key=lambda row: place(statements[row]))))
    return sorted(groups, key=lambda group: _rank([statements[row] for row in group[0]]))


def _repeated(statements: Sequence[Statement]) -> dict[int, int]:
    """The row that each repeat repeats, where that is among the statements and no repeat."""
    row_of = {s.id: row for row, s in enumerate(statements) if not s.repeat_of}
    found = ((row, row_of.get(s.repeat_of or "")) for row, s in enumerate(statements))
    return {row: first for row, first in found if first is not None and first != row}


def _members(
    statements: Sequence[Statement], vectors: np.ndarray, rows: Sequence[int], granularity: float
) -> list[list[int]]:
    """The groups of `rows`, each in their order."""
    precision = np.float64 if len(rows) <= PRECISE else np.float32
    chosen = np.asarray(vectors[list(rows)], dtype=precision)
    labels = group_vectors(with_context([statements[row] for row in rows], chosen), granularity)
    groups: dict[int, list[int]] = defaultdict(list)
    for row, label in zip(rows, labels.tolist(), strict=True):
        groups[label].append(row)
    return list(groups.values())


def _namings(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    groups: Sequence[Sequence[int]],
    articles: Sequence[Article],
) -> list[Naming]:
    if len(statements) > PRECISE:
        groups, rows = _sampled(groups)
        statements, vectors = [statements[row] for row in rows], vectors[rows]
        named = {statement.article for statement in statements}
        articles = [article for article in articles if article.id in named]
    texts = [statement.text for statement in statements]
    title_of = {article.id: _title(article) for article in articles}
    body_of = {article.id: article.text for article in articles}
    ordered = sorted(articles, key=lambda article: article.id)
    return label_groups(
        texts,
        [statement.party.id or "" for statement in statements],
        vectors,
        groups,
        titles=[title_of.get(s.article, "") for s in statements] if articles else (),
        bodies=[body_of.get(s.article, "") for s in statements] if articles else (),
        usage=Usage.of([*(a.text for a in ordered), *sorted(texts)], statements),
    )


def _sampled(groups: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
    """Of each group at most `NAMED` rows, evenly spread over its order; and all of them in order.

    The rows of the groups given are places among those: a name does not need thousands of
    statements, and reading them all would take longer than all the rest.
    """
    chosen = [
        [group[len(group) * i // n] for i in range(n)]
        for group in groups
        for n in [min(NAMED, len(group))]
    ]
    rows = sorted(row for group in chosen for row in group)
    place_of = {row: number for number, row in enumerate(rows)}
    return [[place_of[row] for row in group] for group in chosen], rows


def _title(article: Article) -> str:
    """The title, or the first line of the text where there is none."""
    lines = article.text[:TITLE_CHARACTERS].strip().splitlines()
    return article.title or (lines[0] if lines else "")


def _rank(
    group: Sequence[Statement],
) -> tuple[bool, int, int, tuple[str, tuple[tuple[int, int], ...], str]]:
    parties = {statement.party.id for statement in group} - {None}
    return len(group) == 1, -len(parties), -len(group), place(group[0])

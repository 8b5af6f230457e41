"""Scores of found attributions against gold ones.

Exact F1 on contiguous spans as tagging papers count them (CoNLL-2000, Tjong Kim Sang and
Buchholz), on whole discontinuous sets, by characters, and on linked triples.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from stances.evaluation.tally import Figures, f1
from stances.records import Span, Spans

ROLES = ("source", "cue", "content")
LINKED = 0.5
BLOCK = 512

Relation = Mapping[str, Spans]
"""One attribution: spans under `source`, `cue` and `content`, any of them empty."""


def score_quotations(
    gold: Sequence[Sequence[Relation]], found: Sequence[Sequence[Relation]]
) -> Figures:
    """F1 figures over articles; both arguments hold one list of relations an article.

    `…_f1` counts exact contiguous spans, `…_set_f1` the whole set of spans of a relation's
    role, `…_overlap_f1` characters; `triple_f1` counts linked relations, matched one to one:
    content Jaccard of at least 0.5 by characters, and sources that touch or are both empty.
    Where neither side holds anything to count a figure is 1.0.

    >>> relation = {"source": ((0, 3),), "cue": ((4, 8),), "content": ((9, 20),)}
    >>> other = {**relation, "content": ((9, 21),)}
    >>> scores = score_quotations([[relation]], [[other]])
    >>> scores["source_f1"], scores["content_f1"], scores["triple_f1"]
    (1.0, 0.0, 1.0)
    """
    counts = [count_quotations(g, f) for g, f in zip(gold, found, strict=True)]
    return quotation_figures(np.sum(counts, axis=0))


def count_quotations(gold: Sequence[Relation], found: Sequence[Relation]) -> np.ndarray:
    """How many are right, found and in gold, for each figure of one article: `(figures * 3,)`."""
    counts: list[int] = []
    for role in ROLES:
        for items in _COUNTED.values():
            ours, theirs = set(items(found, role)), set(items(gold, role))
            counts += (len(ours & theirs), len(ours), len(theirs))
    held = [sum(bool(each["content"]) for each in side) for side in (found, gold)]
    return np.array([*counts, len(match_triples(gold, found)), *held], dtype=np.float64)


def quotation_figures(total: np.ndarray, prefix: str = "") -> Figures:
    """The figures of summed counts, their names with `prefix` before them."""
    names = [f"{role}{key}_f1" for role in ROLES for key in _COUNTED]
    return {
        prefix + name: f1(*counts)
        for name, counts in zip([*names, "triple_f1"], total.reshape(-1, 3), strict=True)
    }


def _pieces(relations: Iterable[Relation], role: str) -> Iterator[Span]:
    for relation in relations:
        yield from ((start, end) for start, end in relation[role])


def _sets(relations: Iterable[Relation], role: str) -> Iterator[Spans]:
    for relation in relations:
        if relation[role]:
            yield tuple(sorted((start, end) for start, end in relation[role]))


def _characters(relations: Iterable[Relation], role: str) -> Iterator[int]:
    for start, end in _pieces(relations, role):
        yield from range(start, end)


_COUNTED: Mapping[str, Callable[[Iterable[Relation], str], Iterable[Hashable]]] = {
    "": _pieces,
    "_set": _sets,
    "_overlap": _characters,
}


def match_triples(gold: Sequence[Relation], found: Sequence[Relation]) -> list[tuple[int, int]]:
    """Pair gold and found relations of one article, those of the largest overlap first."""
    pairs = [
        (overlap, g, f)
        for overlap, g, f in match_contents([r["content"] for r in gold], found)
        if _sources_touch(gold[g]["source"], found[f]["source"])
    ]
    return one_to_one(pairs)


def match_contents(
    gold: Sequence[Spans], found: Sequence[Relation]
) -> Iterator[tuple[float, int, int]]:
    """All pairs of contents with a Jaccard of at least 0.5 by characters: `(overlap, g, f)`."""
    near: dict[int, list[int]] = {}
    for f, relation in enumerate(found):
        for block in _blocks(relation["content"]):
            near.setdefault(block, []).append(f)
    for g, wanted in enumerate(gold):
        for f in sorted({f for block in _blocks(wanted) for f in near.get(block, ())}):
            overlap = jaccard(wanted, found[f]["content"])
            if overlap >= LINKED:
                yield overlap, g, f


def _blocks(spans: Spans) -> set[int]:
    """The blocks of the text that spans touch: only contents that share one can overlap."""
    return {
        block for start, end in spans for block in range(start // BLOCK, (end - 1) // BLOCK + 1)
    }


def one_to_one(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Choose pairs greedily, the largest overlap first, ties by place; nothing twice."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, f in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if g not in chosen and f not in taken:
            chosen[g] = f
            taken.add(f)
    return sorted(chosen.items())


def jaccard(one: Spans, other: Spans) -> float:
    """Shared characters of two sets of spans over all their characters; 0.0 for empty ones.

    >>> jaccard(((0, 4),), ((2, 6),))
    0.3333333333333333
    """
    one, other = merged(one), merged(other)
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    total = sum(b - a for a, b in (*one, *other)) - shared
    return shared / total if total else 0.0


def merged(spans: Spans) -> Spans:
    """The same characters as spans in order that do not overlap."""
    ordered = sorted((start, end) for start, end in spans)
    if all(left[1] <= right[0] for left, right in pairwise(ordered)):
        return tuple(ordered)
    joined: list[Span] = []
    for start, end in ordered:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _sources_touch(one: Spans, other: Spans) -> bool:
    if not one or not other:
        return not one and not other
    return any(a < d and c < b for a, b in one for c, d in other)

"""From the tagger's scores on word pieces to spans, and from link scores to relations."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in ("B", "I")))
_NEVER = -1e4
# A content begins less readily than the CRF has it: one that is broken in two is worth nothing.
CONTENT_BEGINS = -0.8
FARTHEST = 8
WAYS = 2 * FARTHEST + 1
BESIDE = 2


@dataclass(slots=True)
class Stretch:
    """Pieces `first` to `last` (exclusive) of one role, with the mean probability of its tags."""

    role: str
    first: int
    last: int
    probability: float


@dataclass(slots=True)
class Relation:
    """One attribution on the pieces of a window; any part may be missing."""

    cue: Stretch | None
    sources: list[Stretch] = field(default_factory=list)
    contents: list[Stretch] = field(default_factory=list)


def allowed_moves(moves: np.ndarray) -> np.ndarray:
    """Forbid an inside tag after anything but the same role, in a `(7, 7)` transition matrix.

    A content's first tag costs `CONTENT_BEGINS` more, which was chosen on the development set.
    """
    allowed = moves.astype(np.float32).copy()
    allowed[:, TAGS.index("B-content")] += CONTENT_BEGINS
    for after in range(2, len(TAGS), 2):
        for before in range(len(TAGS)):
            if before not in (after - 1, after):
                allowed[before, after] = _NEVER
    return allowed


def best_tags(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """The best tag sequence by the Viterbi algorithm.

    `scores` is `(pieces, 7)`, `moves` the `(7, 7)` transition scores from row to column.

    >>> best_tags(np.eye(7, dtype=np.float32)[[0, 1, 2]], allowed_moves(np.zeros((7, 7))))
    array([0, 1, 2])
    """
    first = scores[0].copy()
    first[2::2] = _NEVER
    best, back = first, []
    for row in scores[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return np.array(tags[::-1])


def read_stretches(tags: np.ndarray, scores: np.ndarray) -> list[Stretch]:
    """Read the tagged stretches, in order."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    chosen = (odds / odds.sum(1, keepdims=True))[np.arange(len(tags)), tags]
    found = []
    first = 0
    for at in range(1, len(tags) + 1):
        if at < len(tags) and tags[at] and tags[at] % 2 == 0:
            continue
        if tags[first]:
            role = ROLES[(int(tags[first]) - 1) // 2]
            found.append(Stretch(role, first, at, float(chosen[first:at].mean())))
        first = at
    return found


def ways(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Number the way from one piece to another: its direction and how often it doubles.

    >>> ways(np.array([9, 9, 9]), np.array([9, 10, 1]))
    array([8, 9, 4])
    """
    gap = np.asarray(end) - np.asarray(start)
    doublings = np.minimum(np.ceil(np.log2(1 + np.abs(gap))), FARTHEST)
    numbers: np.ndarray = (np.sign(gap) * doublings + FARTHEST).astype(np.int64)
    return numbers


def relate(
    stretches: Sequence[Stretch], links: np.ndarray, distances: np.ndarray
) -> list[Relation]:
    """Link each content to its cue and each cue to its sources.

    `links` is `(pieces + 1, 4 * width)`; row 0 stands for "none". `distances` is `(2, WAYS)`,
    what is added to a score of content → cue and of cue → source for the way between them. A
    content whose best cue is "none" becomes a relation of its own. A cue linked to "none"
    takes the source that ends within `BESIDE` pieces before it.
    """
    content_out, cue_in, cue_out, source_in = np.split(links, 4, axis=1)
    cues = [s for s in stretches if s.role == "cue"]
    sources = [s for s in stretches if s.role == "source"]
    relations = [Relation(cue) for cue in cues]
    for relation, cue in zip(relations, cues, strict=True):
        pieces = np.array([cue.first])
        best = _choose(pieces, cue_out, source_in, sources, distances[1])
        beside = [s for s in sources if 0 <= cue.first - s.last <= BESIDE]
        relation.sources = beside[-1:] if best is None else [sources[best]]
    for content in (s for s in stretches if s.role == "content"):
        pieces = np.arange(content.first, content.last)
        best = _choose(pieces, content_out, cue_in, cues, distances[0])
        if best is None:
            relations.append(Relation(None, contents=[content]))
        else:
            relations[best].contents.append(content)
    return relations


def _choose(
    pieces: np.ndarray,
    queries: np.ndarray,
    keys: np.ndarray,
    candidates: Sequence[Stretch],
    distances: np.ndarray,
) -> int | None:
    """The candidate that the pieces of a stretch score highest on average; None for "none"."""
    if not candidates:
        return None
    query = queries[pieces + 1].mean(0) * queries.shape[1] ** -0.5
    firsts = np.array([candidate.first for candidate in candidates])
    far = distances[ways(pieces[:, None], firsts)].mean(0)
    scores = keys[firsts + 1] @ query + far
    best = int(scores.argmax())
    return best if scores[best] > keys[0] @ query else None

"""From the tagger's scores on word pieces to spans, and from link scores to relations."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in ("B", "I")))
_NEVER = -1e4
DISTANCE = 0.5
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
    """Forbid an inside tag after anything but the same role, in a `(7, 7)` transition matrix."""
    allowed = moves.astype(np.float32).copy()
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


def relate(stretches: Sequence[Stretch], links: np.ndarray) -> list[Relation]:
    """Link each content to its cue and each cue to its sources.

    `links` is `(pieces + 1, 4 * width)`; row 0 stands for "none". A content whose best cue is
    "none" becomes a relation of its own. Far candidates pay `DISTANCE` for each doubling of
    the pieces between, since the bilinear scores know no distance. A cue linked to "none"
    takes the source that ends within `BESIDE` pieces before it.
    """
    content_out, cue_in, cue_out, source_in = np.split(links, 4, axis=1)
    cues = [s for s in stretches if s.role == "cue"]
    sources = [s for s in stretches if s.role == "source"]
    relations = [Relation(cue) for cue in cues]
    for relation, cue in zip(relations, cues, strict=True):
        best = _choose(cue, cue_out[cue.first + 1], source_in, sources)
        beside = [s for s in sources if 0 <= cue.first - s.last <= BESIDE]
        relation.sources = beside[-1:] if best is None else [sources[best]]
    for content in (s for s in stretches if s.role == "content"):
        mean = content_out[content.first + 1 : content.last + 1].mean(0)
        best = _choose(content, mean, cue_in, cues)
        if best is None:
            relations.append(Relation(None, contents=[content]))
        else:
            relations[best].contents.append(content)
    return relations


def _choose(
    stretch: Stretch, query: np.ndarray, keys: np.ndarray, candidates: Sequence[Stretch]
) -> int | None:
    scale = len(query) ** -0.5
    scores = [float(query @ keys[0]) * scale]
    for candidate in candidates:
        gap = max(candidate.first - stretch.last, stretch.first - candidate.last, 0)
        scores.append(
            float(query @ keys[candidate.first + 1]) * scale - DISTANCE * np.log2(1 + gap)
        )
    best = int(np.argmax(scores))
    return best - 1 if best else None

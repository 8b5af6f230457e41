"""The task `sides`: which statements of a topic stand together, with and without a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from stances.embedding import Encoder
from stances.evaluation.clusters import alone_where_unclear, b_cubed, mixed_rate, same_side_auc
from stances.evaluation.gold import GoldRow, choice_of, key_of_topic, text_of
from stances.evaluation.outcome import Mistake, Outcome
from stances.evaluation.tally import Tally, mean_tally
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.issues.grouping import link_vectors
from stances.records import LABELS
from stances.stance import StanceHead, judge

# The cosine at which B³ of the clusters of Perspectrum's train split is best.
FINEST = 0.7
FIGURES = ("ari", "v_measure", "b_cubed", "mixed_side_rate", "same_side_auc")
NOTE = "there is no relation model yet: sides without a target come from vectors alone."


class SideRow(NamedTuple):
    """A statement of a topic with the side it takes; `target` and `cluster` may be ""."""

    topic: str
    statement: str
    label: str
    target: str
    cluster: str


@dataclass(frozen=True)
class Split:
    """What was found for the statements of one topic: a number for each, -1 for unclear.

    `given` are sides with the target given, None where there is none; `relation` `(n, n)` is
    how near each two statements are.
    """

    sides: list[int]
    groups: list[int]
    given: list[int] | None
    relation: np.ndarray


def run(rows: Rows, options: Options) -> Outcome:
    """Split every topic; labels, the number of sides and the target are never shown."""
    gold = read_each(rows, options.path, _gold)
    topics: dict[str, list[int]] = {}
    for at, each in enumerate(gold):
        topics.setdefault(each.topic, []).append(at)
    encoder = Encoder.named(options.encoder or "shipped")
    vectors = encoder.encode([each.statement for each in gold]).astype(np.float64)
    head = StanceHead.shipped()
    given = _given(gold, Encoder.shipped(), head)
    members = list(topics.values())
    splits = [
        split_topic(vectors[each], [given[at] for at in each] if gold[each[0]].target else None)
        for each in members
    ]
    return Outcome(
        added=_added(gold, members, splits),
        tally=_tally(gold, members, splits),
        unit="topic",
        baselines={"one_side": _tally(gold, members, [_together(len(each)) for each in members])},
        mistakes=[
            m
            for each, split in zip(members, splits, strict=True)
            for m in _wrong(rows, gold, each, split)
        ],
        notes=_notes(gold, members, options),
        models={"encoder": encoder.sha256, "stance": head.sha256},
    )


def _notes(gold: Sequence[SideRow], members: Sequence[list[int]], options: Options) -> list[str]:
    notes = [] if options.encoder else [NOTE]
    if all(len({gold[at].label for at in each}) == 1 for each in members):
        notes.append("no topic holds both sides, so there is nothing to find: every figure is 0.")
    return notes


def _gold(row: GoldRow) -> SideRow:
    data = row.data
    return SideRow(
        key_of_topic(data, "topic"),
        text_of(data, "statement"),
        choice_of(data, "label", LABELS),
        text_of(data, "target", needed=False),
        key_of_topic(data, "cluster") if data.get("cluster") not in (None, "") else "",
    )


def _given(gold: Sequence[SideRow], encoder: Encoder, head: StanceHead) -> list[int]:
    """The side that each statement takes toward its own target: 0 for, 1 against, -1 neither.

    By the most probable label, also where the head would abstain: who gives a target wants to
    see everything split.
    """
    asked = [(each.target, each.statement) for each in gold]
    sides = {"favor": 0, "against": 1}
    return [sides.get(stance.label, -1) for stance in judge(asked, encoder, head)]


def split_topic(vectors: np.ndarray, given: list[int] | None) -> Split:
    """Sides and finest groups of the statements of one topic from their vectors `(n, d)`."""
    from stances.sides.clusterer import StanceClusterer

    sides = StanceClusterer().fit(vectors).labels_.tolist()
    groups = link_vectors(vectors, FINEST).tolist()
    return Split(sides, groups, given, vectors @ vectors.T)


def _together(count: int) -> Split:
    """The baseline: all on one side, each a group of its own."""
    return Split([0] * count, list(range(count)), [0] * count, np.zeros((count, count)))


def _added(
    gold: Sequence[SideRow], members: Sequence[list[int]], splits: Sequence[Split]
) -> list[dict[str, int]]:
    added: list[dict[str, int]] = [{} for _ in gold]
    for each, split in zip(members, splits, strict=True):
        for place, at in enumerate(each):
            added[at] = {"side": split.sides[place]}
            if split.given is not None:
                added[at]["side_given_target"] = split.given[place]
            added[at]["group"] = split.groups[place]
    return added


def _tally(gold: Sequence[SideRow], members: Sequence[list[int]], splits: Sequence[Split]) -> Tally:
    both = [
        (each, split)
        for each, split in zip(members, splits, strict=True)
        if len({gold[at].label for at in each}) > 1
    ]
    keys = [
        *FIGURES,
        *(["ari_given_target"] if any(each.target for each in gold) else []),
        *(["cluster_b_cubed"] if any(each.cluster for each in gold) else []),
    ]
    return mean_tally([figures_of([gold[at] for at in each], split) for each, split in both], keys)


def figures_of(gold: Sequence[SideRow], split: Split) -> dict[str, float | None]:
    """The figures of one topic; None where one cannot be had."""
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    labels = [each.label for each in gold]
    sides = alone_where_unclear(split.sides)
    figures: dict[str, float | None] = {
        "ari": adjusted_rand_score(labels, sides),
        "v_measure": v_measure_score(labels, sides),
        "b_cubed": b_cubed(labels, sides),
        "mixed_side_rate": mixed_rate(labels, split.groups),
        "same_side_auc": same_side_auc(labels, split.relation),
    }
    if split.given is not None and gold[0].target:
        given = alone_where_unclear(split.given)
        figures["ari_given_target"] = adjusted_rand_score(labels, given)
    if all(each.cluster for each in gold):
        figures["cluster_b_cubed"] = b_cubed([each.cluster for each in gold], split.groups)
    return figures


def _wrong(
    rows: Rows, gold: Sequence[SideRow], members: Sequence[int], split: Split
) -> list[Mistake]:
    """The pairs of opposite sides that were put on one, the nearest first."""
    found = []
    for i, one in enumerate(members):
        for j in range(i + 1, len(members)):
            other = members[j]
            together = split.sides[i] == split.sides[j] >= 0
            if together and gold[one].label != gold[other].label:
                found.append((float(split.relation[i, j]), one, other))
    return [
        Mistake(
            f"lines {rows[one].line}, {rows[other].line}",
            f"{gold[one].label}, {gold[other].label}",
            f"one side ({nearness:.2f})",
            f"{gold[one].statement} ↔ {gold[other].statement}",
            nearness,
        )
        for nearness, one, other in sorted(found, reverse=True)[:3]
    ]

"""The task `sides`: which statements of a topic stand together, with and without a target."""

from collections.abc import Collection, Sequence
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
from stances.sides.relations import relate
from stances.sides.signed import complete_signed, draw_together
from stances.stance import PairModel

# The cosine at which B³ of the clusters of Perspectrum's train split is best.
FINEST = 0.7
# The share of the stance part in the cosine of both, and where they are cut: on the dev split, a
# lower cut gives a slightly better B³ and twice as many groups that hold both sides.
STANCE_SHARE, FINEST_BOTH = 0.15, 0.74
# What the cosine of two stance parts counts beside their relation, and how probable it must be
# that a statement is neutral for it to take no side toward a target; chosen on the dev sets.
NEAR_SHARE, NEITHER = 0.25, 0.8
MIXED = "mixed_side_rate"
FIGURES = ("ari", "v_measure", "b_cubed", MIXED, "same_side_auc")


class SideRow(NamedTuple):
    """A statement of a topic with the side it takes; `target` and `cluster` may be ""."""

    topic: str
    statement: str
    label: str
    target: str
    cluster: str


@dataclass(frozen=True)
class Split:
    """What was found for the statements of one topic: a number for each.

    In `sides` -1 is unclear; in `given`, the sides toward a target, None is a statement that was
    not asked. `relation` `(n, n)` is how near each two statements are.
    """

    sides: list[int]
    groups: list[int]
    given: list[int | None]
    relation: np.ndarray


def run(rows: Rows, options: Options) -> Outcome:
    """Split every topic without seeing its labels, its target or how many sides it has.

    With an encoder everything comes from its vectors, and no side toward a target is given.
    """
    gold = read_each(rows, options.path, _gold)
    topics: dict[str, list[int]] = {}
    for at, each in enumerate(gold):
        topics.setdefault(each.topic, []).append(at)
    members = list(topics.values())
    encoder = Encoder.named(options.encoder or "shipped")
    texts = [each.statement for each in gold]
    vectors, stances = encoder.split(encoder.encode(texts, part="both").astype(np.float64))
    models = {"encoder": encoder.sha256}
    given: list[int | None] = [None] * len(gold)
    model = None if options.encoder else options.pair_model()
    if model:
        models["stance"] = model.sha256
        given = toward_targets(gold, stances if encoder.stance_dimension else None, model)
    splits = [
        split_topic(
            [texts[at] for at in own],
            vectors[own],
            stances[own] if encoder.stance_dimension else None,
            [given[at] for at in own],
            model,
        )
        for own in members
    ]
    together = [_together([given[at] for at in each]) for each in members]
    told = _keys(gold, given)
    return Outcome(
        added=_added(gold, members, splits),
        tally=_tally(gold, members, splits, told),
        unit="topic",
        baselines={
            "one_side": _tally(gold, members, together, [key for key in told if key != MIXED])
        },
        mistakes=[
            mistake
            for each, split in zip(members, splits, strict=True)
            for mistake in _wrong(rows, gold, each, split)
        ],
        notes=_notes(gold, members),
        models=models,
    )


def _notes(gold: Sequence[SideRow], members: Sequence[list[int]]) -> list[str]:
    notes = []
    if not any(_both({gold[at].label for at in each}) for each in members):
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


def toward_targets(
    gold: Sequence[SideRow], stances: np.ndarray | None, model: PairModel
) -> list[int | None]:
    """The side that each statement takes toward its own target: 0 for, 1 against, -1 neither.

    By its stance, also where the head would abstain: who gives a target wants to see everything
    split. With the encoder's stance parts `(n, k)`, statements on one target are drawn to those
    that are near. None for a row without a target.
    """
    asked: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(gold):
        if each.target:
            asked.setdefault((each.topic, each.target), []).append(at)
    found: list[int | None] = [None] * len(gold)
    for rows in asked.values():
        judged = model.judge_pairs("stance", [(gold[at].statement, gold[at].target) for at in rows])
        lean = judged[:, 0] - judged[:, 1]
        if stances is not None:
            lean = draw_together(lean, stances[rows])
        for at, value, chances in zip(rows, lean.tolist(), judged, strict=True):
            found[at] = -1 if chances[2] > NEITHER or value == 0 else int(value < 0)
    return found


def split_topic(
    texts: Sequence[str],
    vectors: np.ndarray,
    stances: np.ndarray | None,
    given: list[int | None],
    model: PairModel | None = None,
) -> Split:
    """Sides and finest groups of the statements of one topic.

    From `vectors` `(n, d)` of what they are about and, where the encoder has them, `stances`
    `(n, k)`; with a model, sides are from relations of pairs, and from both together where the
    encoder has a stance part.
    """
    from stances.sides.clusterer import StanceClusterer

    groups = link_statements(vectors, stances).tolist()
    if model:
        relation = relate(texts, vectors, model)
        near = np.zeros_like(relation) if stances is None else stances @ stances.T
        sides = StanceClusterer(relation="signed").fit(_both_ways(relation, near))
        relation = _both_ways(complete_signed(relation), near)
    elif stances is not None:
        relation = stances @ stances.T
        sides = StanceClusterer(relation="cosine").fit(stances)
    else:
        relation = vectors @ vectors.T
        sides = StanceClusterer().fit(vectors)
    return Split(sides.labels_.tolist(), groups, given, relation)


def _both_ways(relation: np.ndarray, near: np.ndarray) -> np.ndarray:
    return (relation + NEAR_SHARE * near) / (1 + NEAR_SHARE)


def link_statements(vectors: np.ndarray, stances: np.ndarray | None) -> np.ndarray:
    """A group number for each statement; those of one group say the same."""
    if stances is None:
        return link_vectors(vectors, FINEST)
    both = np.concatenate(
        [np.sqrt(1 - STANCE_SHARE) * vectors, np.sqrt(STANCE_SHARE) * stances], axis=1
    )
    return link_vectors(both, FINEST_BOTH)


def _together(given: list[int | None]) -> Split:
    """The baseline: all on one side, each a group of its own, all equally near."""
    count = len(given)
    near = np.broadcast_to(np.zeros(()), (count, count))
    return Split([0] * count, list(range(count)), [None if g is None else 0 for g in given], near)


def _added(
    gold: Sequence[SideRow], members: Sequence[list[int]], splits: Sequence[Split]
) -> list[dict[str, int]]:
    added: list[dict[str, int]] = [{} for _ in gold]
    for each, split in zip(members, splits, strict=True):
        for at, side, group, given in zip(
            each, split.sides, split.groups, split.given, strict=True
        ):
            toward = {} if given is None else {"side_given_target": given}
            added[at] = {"side": side, **toward, "group": group}
    return added


def _keys(gold: Sequence[SideRow], given: Sequence[int | None]) -> list[str]:
    """The figures that these rows have."""
    toward = ["ari_given_target"] if any(side is not None for side in given) else []
    clusters = ["cluster_b_cubed"] if any(each.cluster for each in gold) else []
    return [*FIGURES, *toward, *clusters]


def _both(labels: Collection[str]) -> bool:
    return {"favor", "against"} <= set(labels)


def _tally(
    gold: Sequence[SideRow],
    members: Sequence[list[int]],
    splits: Sequence[Split],
    keys: Sequence[str],
) -> Tally:
    figures = [
        figures_of([gold[at] for at in each], split)
        for each, split in zip(members, splits, strict=True)
        if _both([gold[at].label for at in each])
    ]
    return mean_tally(figures, keys)


def figures_of(gold: Sequence[SideRow], split: Split) -> dict[str, float | None]:
    """The figures of one topic; None where one cannot be had."""
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    labels = [each.label for each in gold]
    sides = alone_where_unclear(split.sides)
    figures: dict[str, float | None] = {
        "ari": adjusted_rand_score(labels, sides),
        "v_measure": v_measure_score(labels, sides),
        "b_cubed": b_cubed(labels, sides),
        MIXED: mixed_rate(labels, split.groups),
        "same_side_auc": same_side_auc(labels, split.relation),
    }
    asked = [(label, g) for label, g in zip(labels, split.given, strict=True) if g is not None]
    if asked:
        toward = alone_where_unclear([side for _, side in asked])
        figures["ari_given_target"] = adjusted_rand_score([label for label, _ in asked], toward)
    told = [(e.cluster, group) for e, group in zip(gold, split.groups, strict=True) if e.cluster]
    if told:
        figures["cluster_b_cubed"] = b_cubed([c for c, _ in told], [group for _, group in told])
    return figures


def _wrong(
    rows: Rows, gold: Sequence[SideRow], members: Sequence[int], split: Split
) -> list[Mistake]:
    """The nearest three pairs of opposite sides that were put on one."""
    sides = np.array(split.sides)
    labels = np.array([gold[at].label for at in members])
    wrong = (sides[:, None] == sides) & (sides >= 0) & (labels[:, None] != labels)
    first, second = np.nonzero(np.triu(wrong, k=1))
    near = split.relation[first, second]
    return [
        _pair(rows, gold, members[first[at]], members[second[at]], float(near[at]))
        for at in np.argsort(-near, kind="stable")[:3]
    ]


def _pair(rows: Rows, gold: Sequence[SideRow], one: int, other: int, near: float) -> Mistake:
    return Mistake(
        f"lines {rows[one].line}, {rows[other].line}",
        f"{gold[one].label}, {gold[other].label}",
        f"one side ({near:.2f})",
        f"{gold[one].statement} ↔ {gold[other].statement}",
        near,
    )

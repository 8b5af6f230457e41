"""F1 of attributions, against cases counted by hand."""

import pytest

from stances.evaluation import score_quotations
from stances.evaluation.quotations import jaccard, one_to_one


def relation(source=(), cue=(), content=()):
    return {"source": source, "cue": cue, "content": content}


GOLD = relation([(0, 4)], [(5, 9)], [(10, 20), (30, 40)])


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    assert set(score_quotations([[]], [[]]).values()) == {1.0}


def test_nothing_found_is_wrong() -> None:
    assert set(score_quotations([[GOLD]], [[]]).values()) == {0.0}


def test_one_of_two_pieces() -> None:
    found = relation([(0, 4)], [(5, 9)], [(10, 20)])
    scores = score_quotations([[GOLD]], [[found]])
    assert scores["content_f1"] == pytest.approx(2 / 3)
    assert scores["content_set_f1"] == 0.0
    assert scores["content_overlap_f1"] == pytest.approx(2 * 10 / (10 + 20))
    assert scores["triple_f1"] == 1.0, "half of the characters are enough to link"


def test_the_order_of_pieces_does_not_matter() -> None:
    found = relation([(0, 4)], [(5, 9)], [(30, 40), (10, 20)])
    assert score_quotations([[GOLD]], [[found]])["content_set_f1"] == 1.0


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [([(0, 4)], [(3, 6)], 1.0), ([(0, 4)], [(4, 6)], 0.0), ([], [], 1.0), ([], [(0, 4)], 0.0)],
)
def test_sources_of_a_triple_touch_or_are_both_empty(gold, found, right) -> None:
    one, other = relation(gold, content=[(10, 20)]), relation(found, content=[(10, 20)])
    assert score_quotations([[one]], [[other]])["triple_f1"] == right


def test_two_found_for_one_gold_count_once() -> None:
    pieces = [relation([(0, 4)], content=[(10, 20)]), relation([(0, 4)], content=[(10, 21)])]
    scores = score_quotations([pieces[:1]], [pieces])
    assert scores["triple_f1"] == pytest.approx(2 / 3)


def test_spans_of_other_articles_do_not_count() -> None:
    scores = score_quotations([[GOLD], []], [[], [GOLD]])
    assert scores["source_f1"] == 0.0


def test_the_best_pairs_are_matched_first() -> None:
    assert one_to_one([(0.5, 0, 0), (0.9, 1, 0), (0.6, 0, 1)]) == [(0, 1), (1, 0)]


def test_overlapping_pieces_of_one_set_count_once() -> None:
    assert jaccard(((0, 6), (4, 10)), ((0, 10),)) == 1.0

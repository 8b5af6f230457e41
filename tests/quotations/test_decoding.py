"""From scores on word pieces to spans and relations."""

import numpy as np

from stances.quotations.decoding import (
    FARTHEST,
    TAGS,
    WAYS,
    Stretch,
    allowed_moves,
    best_tags,
    read_stretches,
    relate,
    ways,
)

MOVES = allowed_moves(np.zeros((7, 7)))
ANYWHERE = np.zeros((2, WAYS))


def scores_for(tags: list[str]) -> np.ndarray:
    scores = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for row, tag in enumerate(tags):
        scores[row, TAGS.index(tag)] = 3.0
    return scores


def test_an_inside_tag_never_follows_another_role() -> None:
    scores = scores_for(["B-source", "I-content", "O", "I-cue"])
    tags = [TAGS[t] for t in best_tags(scores, MOVES)]
    for before, after in zip(["O", *tags], tags, strict=False):
        if after.startswith("I-"):
            assert before[2:] == after[2:]


def test_stretches_are_read_with_their_roles() -> None:
    tags = ["B-source", "I-source", "B-cue", "O", "B-content", "I-content", "B-content"]
    scores = scores_for(tags)
    found = read_stretches(best_tags(scores, MOVES), scores)
    assert [(s.role, s.first, s.last) for s in found] == [
        ("source", 0, 2),
        ("cue", 2, 3),
        ("content", 4, 6),
        ("content", 6, 7),
    ]
    assert all(0.5 < s.probability <= 1 for s in found)


def test_one_piece_and_all_outside() -> None:
    assert read_stretches(best_tags(scores_for(["O"]), MOVES), scores_for(["O"])) == []


def test_relate_links_content_to_its_cue_and_cue_to_its_source() -> None:
    """Two attributions; the vectors say that content 4 goes with cue 1 and content 5 with 3."""
    stretches = [
        Stretch("source", 0, 1, 1.0),
        Stretch("cue", 1, 2, 1.0),
        Stretch("source", 2, 3, 1.0),
        Stretch("cue", 3, 4, 1.0),
        Stretch("content", 4, 5, 1.0),
        Stretch("content", 5, 6, 1.0),
    ]
    links = np.zeros((7, 8), dtype=np.float32)
    content_out, cue_in, cue_out, source_in = (links[:, i : i + 2] for i in range(0, 8, 2))
    cue_in[2], cue_in[4] = (9, 0), (0, 9)
    content_out[5], content_out[6] = (9, 0), (0, 9)
    source_in[1], source_in[3] = (9, 0), (0, 9)
    cue_out[2], cue_out[4] = (9, 0), (0, 9)
    first, second = relate(stretches, links, ANYWHERE)
    assert [s.first for s in first.sources] == [0]
    assert [s.first for s in first.contents] == [4]
    assert [s.first for s in second.sources] == [2]
    assert [s.first for s in second.contents] == [5]


def test_a_content_that_prefers_no_cue_stands_alone() -> None:
    links = np.zeros((3, 8), dtype=np.float32)
    links[0, 2:4] = (9, 0)
    links[2, 0:2] = (9, 0)
    found = relate([Stretch("cue", 0, 1, 1.0), Stretch("content", 1, 2, 1.0)], links, ANYWHERE)
    assert [r.cue is None for r in found] == [False, True]


def test_of_two_like_sources_the_learned_distance_chooses() -> None:
    stretches = [
        Stretch("source", 0, 1, 1.0),
        Stretch("cue", 6, 7, 1.0),
        Stretch("source", 7, 8, 1.0),
    ]
    links = np.zeros((9, 8), dtype=np.float32)
    links[0, 6:8] = (-9, 0)
    links[7, 4:6] = (1, 0)
    after, before = np.zeros((2, WAYS)), np.zeros((2, WAYS))
    after[1, FARTHEST + 1 :], before[1, :FARTHEST] = 1, 1
    assert [s.first for s in relate(stretches, links, after)[0].sources] == [7]
    assert [s.first for s in relate(stretches, links, before)[0].sources] == [0]


def test_ways_have_a_direction_and_end_at_the_farthest() -> None:
    assert ways(np.array(5), np.array(5)) == FARTHEST
    assert ways(np.array(5), np.array(6)) == FARTHEST + 1
    assert ways(np.array(6), np.array(5)) == FARTHEST - 1
    assert ways(np.array(0), np.array(10**6)) == WAYS - 1
    assert ways(np.array(10**6), np.array(0)) == 0

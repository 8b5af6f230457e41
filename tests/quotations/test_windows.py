"""Windows of word pieces: every letter in exactly one, offsets into the text as read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stances.quotations.windows import FEATURES, PIECES, cut_windows
from stances.runtime import Model

TOKENIZER = Model.shipped("encoder").tokenizer


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.integers(60, PIECES))
def test_pieces_are_in_range_ordered_and_short_enough(text: str, first: int) -> None:
    last = 0
    for window in cut_windows(text, TOKENIZER, first=first):
        assert 0 < len(window.ids) <= PIECES
        assert len(window.ids) == len(window.offsets) == len(window.features)
        assert all(0 <= feature < FEATURES for feature in window.features)
        for start, end in window.offsets:
            assert last <= end <= len(text)
            assert start <= end
            last = start


def test_a_megabyte_in_one_line_is_cut() -> None:
    windows = cut_windows("word " * 200_000, TOKENIZER)
    assert sum(len(w.ids) for w in windows) == 200_000


def test_features_tell_capitals_paragraphs_and_marks() -> None:
    [window] = cut_windows("He said “go”.\n\nnow", TOKENIZER)
    words = ["He said “go”.\n\nnow"[a:b] for a, b in window.offsets]
    feature = dict(zip(words, window.features, strict=True))
    assert feature["He"] == 8 + 1
    assert feature["said"] == 0
    assert feature["“"] // 2 == 2
    assert feature["go"] // 2 == 1
    assert feature["now"] == 8

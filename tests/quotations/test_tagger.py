"""The shipped tagger: right on plain cases, sound on any text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stances.quotations import QuotationTagger
from stances.quotations.tagger import kinds_of

TAGGER = QuotationTagger.shipped()
SPEECH = "“We will not sign,” Arvania’s minister Ila Tesk said on Monday. "
ODD = st.text(st.sampled_from("“”\"'‘’«» \n\t.,a\u0000\u0301😀é<&[]"), max_size=200)


def parts(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (q.kind, *(" … ".join(text[a:b] for a, b in part) for part in (q.source, q.cue, q.content)))
        for q in TAGGER.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor, Ila Tesk, said that the bridge would open in May.",
            ("indirect", "The mayor, Ila Tesk,", "said", "that the bridge would open in May"),
        ),
        (
            "“The bridge was unsafe,” said Oru Venn, a spokesman for the port.",
            ("direct", "Oru Venn, a spokesman for the port", "said", "“The bridge was unsafe,”"),
        ),
        (
            "Tesk accused the port of “breaking its word” on the bridge.",
            ("mixed", "Tesk", "accused", "the port of “breaking its word” on the bridge"),
        ),
    ],
)
def test_who_said_what(text: str, expected: tuple[str, str, str, str]) -> None:
    assert parts(text) == [expected]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), ODD.map(lambda odd: SPEECH + odd + SPEECH)))
@example("")
@example("“" * 500)
@example(SPEECH + "x" * 5000)
def test_spans_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    for quotation in TAGGER.find(text):
        assert quotation.content
        for spans in (quotation.source, quotation.cue, quotation.content):
            ends = [0]
            for start, end in spans:
                assert ends[-1] <= start < end <= len(text)
                ends.append(end)


def test_what_stands_far_away_changes_nothing() -> None:
    filler = "The weather stayed dry over the hills and the river ran low. " * 12
    text = "\n\n".join([SPEECH, *[filler] * 5])
    [alone] = TAGGER.find(SPEECH)
    [first] = TAGGER.find(text)[:1]
    assert first.content == alone.content
    assert first.source == alone.source


def test_marks_alone_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(type(TAGGER.model), "run_each", lambda _, inputs: read.extend(inputs) or [])
    assert TAGGER.find("“" * 100_000) == []
    assert TAGGER.find("“…” — ***\n\n!!!") == []
    assert read == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [("“We regret it. We will act.", "direct"), ("the port “must close", "indirect")],
)
def test_a_content_that_opens_with_a_mark_never_closed_is_verbatim(content: str, kind: str) -> None:
    text = f"Tesk said: {content}\n\nIt rained."
    assert kinds_of(text, [[(11, 11 + len(content))]]) == [kind]

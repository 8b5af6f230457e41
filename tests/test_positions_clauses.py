"""Clauses: a key point is shortened by cutting alone, and only where it still says the same."""

import pytest

from stances.positions.clauses import shorten_piece, shorten_statement, split_pieces
from stances.records import JOIN, Cue, Party, Source, Speaker, Statement


def make(article: str, *pieces: str, kind: str = "direct") -> Statement:
    spans = tuple((article.index(piece), article.index(piece) + len(piece)) for piece in pieces)
    text = JOIN.join(pieces)
    nobody = Party("ARV", "Arvania")
    return Statement(
        "a:1", "a", kind, "said", text, spans, Cue("said"), Source(), Speaker("Ila Tesk"), nobody
    )


def short(text: str) -> str:
    return JOIN.join(text[low:high] for low, high in shorten_piece(text))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Moreover, the harbour tax ruins every small port in Arvania.",
            "the harbour tax ruins every small port in Arvania.",
        ),
        (
            "The harbour tax ruins every small port in Arvania. Fishermen are leaving the coast.",
            "The harbour tax ruins every small port in Arvania.",
        ),
        (
            "We condemn the attack on the dam, which lies near the old border.",
            "We condemn the attack on the dam.",
        ),
        (
            "The ministry (and its offices in Belmark) rejects the treaty in full.",
            "The ministry … rejects the treaty in full.",
        ),
        (
            "The envoy, who arrived by train, has rejected the treaty in full.",
            "The envoy … has rejected the treaty in full.",
        ),
    ],
)
def test_what_only_describes_or_joins_goes(text: str, left: str) -> None:
    assert short(text).rstrip(".") == left.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "We will sign the treaty with Belmark. Unless they attack us, that is.",
        "We support the plan of the committee. But it needs guarantees.",
        "The harbour tax helps the ports of Arvania. That is what they claim.",
        "We will leave the valley, which will not happen before spring.",
        "We accept the treaty (if Belmark does the same by then).",
        "The army struck the depot, which held 40 rockets.",
        "However, the tax ruins our ports along the coast.",
        "If they attack, we will answer at sea and on land.",
        "They left the talks, which is why the treaty failed.",
        "The dam harms the fish in the river, which is a lie of our enemies.",
        "Our envoys reject the dam (so claims the opposition) and support the bridge.",
        "The harbour tax helps the ports of Arvania. Critics disagree.",
        "Gen. Oru Venn of the coast guard met Mr. Tesk in Belmark.",
    ],
)
def test_what_bears_on_the_claim_stays(text: str) -> None:
    assert short(text) == text


def test_a_clause_is_characters_of_the_article() -> None:
    article = (
        "“And the harbour tax, which they passed, ruins the small ports of our coast,” she said."
    )
    statement = make(
        article, "And the harbour tax, which they passed, ruins the small ports of our coast,"
    )
    text, spans = shorten_statement(statement)
    assert text == JOIN.join(article[low:high] for low, high in spans)
    assert text == "the harbour tax … ruins the small ports of our coast,"


def test_pieces_keep_their_offsets() -> None:
    article = "“The tax is wrong,” she said, “and the ports (as they know) suffer badly from it.”"
    pieces = ("The tax is wrong,", "and the ports (as they know) suffer badly from it.")
    statement = make(article, *pieces)
    text, spans = shorten_statement(statement)
    assert text == JOIN.join(article[low:high] for low, high in spans)
    assert all(any(a <= low and high <= b for a, b in statement.spans) for low, high in spans)


def test_a_short_remainder_or_a_foreign_text_is_not_cut() -> None:
    article = "We object, which surprised the neighbours a lot."
    assert shorten_statement(make(article, article))[0] == article
    assert split_pieces("other words", ((0, 3),)) is None

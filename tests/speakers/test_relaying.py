"""Who passes on what others say, and what others are said to have said. All names invented."""

import pytest

from stances.records import Article, Quotation
from stances.speakers import find_channels, find_nested, find_speakers


def read(text: str, source: str, content: str) -> tuple[str, str | None]:
    """The speaker and the channel of one quotation."""
    start, at = text.index(source), text.index(content)
    quotation = Quotation(
        "indirect", "said", ((start, start + len(source)),), (), ((at, at + len(content)),), 1.0
    )
    article = Article("a", text)
    [speaker], [channel] = find_speakers(article, [quotation]), find_channels(article, [quotation])
    return speaker.name, channel


@pytest.mark.parametrize("source", ["Arvania’s minister Ila Tesk", "state news agency ARNA"])
def test_an_agency_that_reports_is_the_channel(source: str) -> None:
    text = "Arvania’s minister Ila Tesk said it was over, state news agency ARNA reported."
    content = "it was over" if source.startswith("Arvania") else text[: text.index(", state")]
    assert read(text, source, content) == ("Ila Tesk", "state news agency ARNA")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The state broadcaster quoted Ila Tesk as saying it was over.", "The state broadcaster"),
        ("The state broadcaster quoted Ila Tesk as saying it was over.", "Ila Tesk"),
        ("Ila Tesk wrote, according to the state broadcaster, that it was over.", "Ila Tesk"),
        (
            "Ila Tesk wrote, according to the state broadcaster, it was over.",
            "the state broadcaster",
        ),
        (
            "Ila Tesk, according to the state broadcaster, said it was over.",
            "the state broadcaster",
        ),
    ],
)
def test_whom_an_agency_quotes_speaks(text: str, source: str) -> None:
    name, channel = read(text, source, "it was over")
    assert name == "Ila Tesk"
    assert channel
    assert channel.endswith("broadcaster")


def test_an_agency_that_quotes_nobody_speaks_itself() -> None:
    assert read("The state broadcaster said it was over.", "The state broadcaster", "it was") == (
        "state broadcaster",
        None,
    )


def test_a_memo_seen_by_a_paper_is_not_the_paper_s() -> None:
    text = "It was over, says a council memo seen by the Lantern."
    assert read(text, "the Lantern", "It was over") == ("council memo", "Lantern")


def test_telling_a_paper_is_no_relay() -> None:
    assert read("Ila Tesk told the newspaper Lantern it was over.", "Ila Tesk", "it was")[1] is None


def nested(text: str, content: str) -> list[str]:
    at = text.index(content)
    quotation = Quotation("indirect", "said", ((0, 8),), (), ((at, at + len(content)),), 1.0)
    layers = find_nested(Article("a", text), [quotation])
    return [text[slice(*layer.quotation.source[0])] for layer in layers]


def test_what_somebody_is_said_to_have_said_is_a_layer() -> None:
    text = "Ila Tesk said that Belmark had told her it would not pay at all."
    assert nested(text, "that Belmark had told her it would not pay at all") == ["Belmark"]


def test_who_is_not_named_makes_no_layer() -> None:
    text = "Ila Tesk said that they had told her it would not pay at all."
    assert nested(text, "that they had told her it would not pay at all") == []

"""Tests of whom "the premier" or "the diplomat" stands for, and whom "its" does."""

from stances.records import Article, Quotation
from stances.speakers import find_speakers


def _speakers(text: str, *sources: str) -> list[str]:
    quotations, at = [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        span = ((start, at),)
        quotations.append(Quotation("indirect", "said", span, (), ((at + 1, at + 9),), 1.0))
    return [speaker.name for speaker in find_speakers(Article("a", text), quotations)]


def test_a_kind_of_office_stands_for_the_office() -> None:
    text = "Prime Minister Colm Averill smiled. Nobody would leave, the premier said on Monday."
    assert _speakers(text, "the premier") == ["Colm Averill"]
    text = "The envoy, Pia Saar, was sent home. She has photographs, the diplomat said on Monday."
    assert _speakers(text, "the diplomat") == ["Pia Saar"]


def test_what_somebody_does_is_not_what_they_are() -> None:
    text = "Ines Malk, who teaches law, was doubtful. The law says that wells may be shut."
    assert _speakers(text, "The law") == ["law"]


def test_a_country_that_opens_its_sentence_owns_its_negotiator() -> None:
    text = "Norland, which shares the stocks, sent someone. Its negotiator said that it would wait."
    assert _speakers(text, "Its negotiator") == ["Norland’s negotiator"]


def test_a_body_with_and_in_its_name_is_one() -> None:
    text = "A Roads and Harbours Authority inspector, Yaa Serb, said that all was well."
    assert _speakers(text, "A Roads and Harbours Authority inspector, Yaa Serb,") == ["Yaa Serb"]


def test_the_sentence_before_describes_nobody() -> None:
    text = "He works in Kestova. Paulina Ochse waited. Paulina Ochse said that it was late."
    article = Article("a", text)
    at = text.rindex("Paulina")
    quotation = Quotation("indirect", "said", ((at, at + 13),), (), ((at + 19, len(text)),), 1.0)
    found = find_speakers(article, [quotation])[0]
    assert not any("Kestova" in description for description in found.descriptions)

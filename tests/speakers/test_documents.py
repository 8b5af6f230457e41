"""Whose a document is, and who speaks in it. All names invented."""

import pytest

from stances.records import Article, Quotation
from stances.speakers import find_speakers
from stances.speakers.documents import author_of


def speakers(text: str, *sources: str) -> list[str]:
    """The speakers of quotations whose sources stand in `text` in this order."""
    at, quotations = 0, []
    for source in sources:
        at = text.index(source, at)
        span = (at, at + len(source))
        at = span[1]
        quotations.append(Quotation("indirect", "said", (span,), (), ((at, at + 1),), 1.0))
    return [speaker.name for speaker in find_speakers(Article("a", text), quotations)]


@pytest.mark.parametrize(
    ("phrase", "head", "author"),
    [
        ("the villagers’ complaint", "complaint", "the villagers"),
        ("Arvania’s army statement", "statement", "Arvania’s army"),
        ("A statement that the party put out an hour later", "statement", "the party"),
        ("a report the board released in May", "report", "the board"),
        ("a message from the chief", "message", "the chief"),
        ("a study of the coast", "study", ""),
        ("a letter to Oru Venn", "letter", ""),
        ("a memo seen by the Herald", "memo", ""),
    ],
)
def test_who_wrote_it(phrase: str, head: str, author: str) -> None:
    assert author_of(phrase, head) == author


def test_its_statement_is_the_body_s() -> None:
    text = (
        "“I heard it,” said Yla Bran, a farmer.\n\n"
        "Arvania’s Defence Ministry gave an account. Its statement said no. "
        "The statement added yes."
    )
    found = speakers(text, "Yla Bran", "Its statement", "The statement")
    assert found == ["Yla Bran", "Arvania’s Defence Ministry", "Arvania’s Defence Ministry"]


def test_her_report_is_hers() -> None:
    text = "Ila Tesk, a hydrologist, said no. According to her report, yes."
    assert speakers(text, "Ila Tesk", "her report") == ["Ila Tesk", "Ila Tesk"]


def test_the_letter_is_of_whoever_it_came_from() -> None:
    text = (
        "A letter to the board from the minister, Ila Tesk, arrived on Monday. "
        "Oru Venn opened it.\n\nVenn said nothing. The letter says no."
    )
    assert speakers(text, "Oru Venn", "The letter")[1] == "Ila Tesk"


def test_the_letter_is_of_whoever_spoke_in_it() -> None:
    text = (
        "In a letter sent on Monday, the chair, Ila Tesk, said no. Oru Venn left. The letter adds."
    )
    assert speakers(text, "the chair, Ila Tesk,", "The letter")[1] == "Ila Tesk"


def test_the_statement_may_be_what_was_just_said() -> None:
    text = "A statement by the navy said no.\n\nThe army denied it. The statement said yes."
    assert speakers(text, "A statement by the navy", "The army", "The statement")[2] == "army"


def test_a_report_that_is_only_mentioned_is_not_the_speaker_s() -> None:
    text = "Ila Tesk pointed to a report. The report said no."
    assert speakers(text, "Ila Tesk", "The report") == ["Ila Tesk", "report"]


def test_the_board_is_described_by_its_owner() -> None:
    text = "Lorn Power’s board met. Nobody came. In it the board warned of losses."
    at = text.index("the board")
    quotation = Quotation("indirect", "said", ((at, at + 9),), (), ((at + 10, at + 16),), 1.0)
    [speaker] = find_speakers(Article("a", text), [quotation])
    assert "Lorn Power’s board" in speaker.descriptions

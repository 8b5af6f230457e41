"""Turns of a transcript, and the questions and answers of an interview without names."""

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations import QuotationTagger
from stances.quotations.conversation import read_answers, read_turns, turn_name
from stances.quotations.telling import are_told

ASKED = ("Why did you leave Kavel?", "Do you miss it?", "Will you go back?")
ANSWERS = ("I was young, and I had read a book.", "My mother does. I miss the rain.", "I may.")


def interview(form: str) -> str:
    turns = (f"{form.format(q)}\n\n{a}" for q, a in zip(ASKED, ANSWERS, strict=True))
    return "\n\n".join(["The novelist Ila Tesk left Arvania in 2011.", *turns])


def answers(text: str) -> list[int]:
    return sorted(read_answers(text, paragraphs(text))[1])


@pytest.mark.parametrize("form", ["**{}**", "__{}__", "### {}", "{}"])
def test_questions_set_apart_make_an_interview(form: str) -> None:
    assert answers(interview(form)) == [2, 4, 6]


def test_rhetorical_questions_make_none() -> None:
    text = "\n\n".join(f"Will the port close in {n}?\n\nNobody knows." for n in range(4))
    assert answers(text) == []


def test_subheads_in_bold_make_none() -> None:
    text = "\n\n".join(f"**The port in {n}**\n\nI saw it." for n in range(4))
    assert answers(text) == []


def test_an_answer_is_one_direct_statement_of_the_guest_and_a_question_is_none() -> None:
    text = interview("**{}**") + "\n\nIt will not be soon.\n\n*Her book is out in May.*"
    found = QuotationTagger.shipped().find(text)
    told = [q for q, is_told in zip(found, are_told(text, found), strict=True) if is_told]
    said = [q for q in told if text[slice(*q.content[0])] in ANSWERS]
    assert [q.kind for q in said] == ["direct"] * 3
    assert {text[slice(*q.source[0])] for q in said} == {"Ila Tesk"}
    assert [len(q.content) for q in said] == [1, 1, 2]
    assert not any(text[q.content[0][0] :].startswith("**") for q in told)


def test_a_turn_goes_on_over_paragraphs_but_not_over_stage_directions() -> None:
    text = (
        "HOLM: Why?\n\nVENN: Because I said so.\n\nAnd I meant it.\n\n(Laughter.)\n\n"
        "HOLM: And then?\n\nVENN: Then we left.\n\nThe port closed."
    )
    turns = read_turns(text, paragraphs(text))
    assert sorted(turns) == [0, 1, 2, 4, 5]
    assert turns[2] is turns[1]
    assert len(turns[1].content) == 2
    assert turn_name(text, turns[2]) == "VENN"

"""Quotations over paragraphs in single marks, block quotations, and what stands beside them."""

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations.attributions import Attribution
from stances.quotations.marks import chain_marks, pair_marks
from stances.quotations.reconcile import reconcile
from stances.records import Span


def span(text: str, words: str) -> list[Span]:
    at = text.index(words)
    return [(at, at + len(words))]


def mend(text: str, *found: Attribution) -> list[tuple[list[str], list[str], list[str]]]:
    spans = paragraphs(text)
    mended = reconcile(text, list(found), pair_marks(text, spans), spans)

    def words(parts: list[Span]) -> list[str]:
        return [text[slice(*part)] for part in parts]

    return [(words(a.source), words(a.cue), words(a.content)) for a in mended if a.content]


def chains(text: str) -> list[list[str]]:
    spans = paragraphs(text)
    found = chain_marks(pair_marks(text, spans), spans)
    return [[text[quote.start : quote.end] for quote in chain] for chain in found]


def test_single_marks_go_on_over_paragraphs() -> None:
    first, last = "'Nobody asked us. The traders' road is shut.", "'I don't know why.'"
    assert chains(f"Tesk said: {first}\n\n{last}") == [[first, last]]
    assert chains(f"Tesk said: {first}\n\n{last[:-1]}") == [[first, last[:-1]]]


@pytest.mark.parametrize(
    "text",
    [
        "'Homes first' is a slogan.\n\n'Jobs first' is another.",
        "In the '90s, it rained.\n\nNo more.",
    ],
)
def test_single_marks_that_close_do_not_go_on(text: str) -> None:
    assert all(len(chain) == 1 and chain[0].endswith("'") for chain in chains(text))


def test_a_block_after_a_colon_is_one_statement_of_all_its_paragraphs() -> None:
    text = "Here is what she said:\n\n> The road is shut, all of it.\n>\n> I ask you to wait."
    inner = Attribution(span(text, "I"), span(text, "ask"), span(text, "you to wait"))
    found = mend(text, Attribution(span(text, "she"), span(text, "said"), []), inner)
    blocks = ["The road is shut, all of it.", "I ask you to wait."]
    assert found == [(["she"], ["said"], blocks)]


def test_a_block_without_a_cue_is_signed_below() -> None:
    body = "It rained.\n\nThe camp is shut."
    text = f"{body}\n\n> We work for all who are held.\n\n-- Ila Tesk"
    assert mend(text) == [(["Ila Tesk"], ["--"], ["We work for all who are held."])]


def test_a_text_that_is_all_block_is_read_as_any_other() -> None:
    assert mend("> It rained in Kavel.\n\n> The road is shut.") == []


def test_what_a_heading_took_goes_to_the_cue_before_it() -> None:
    text = "Plan 'sinks town', say traders\n\nShopkeepers accused the council of sleep."
    heading = Attribution(
        span(text, "traders\n\nShopkeepers"),
        span(text, "say"),
        [*span(text, "Plan 'sinks town'"), *span(text, "the council of sleep")],
    )
    idle = Attribution(span(text, "Shopkeepers"), span(text, "accused"), [])
    found = mend(text, heading, idle)
    assert (["Shopkeepers"], ["accused"], ["the council of sleep"]) in found


def test_a_quotation_after_a_colon_goes_to_the_cue_behind_it() -> None:
    text = "Tesk, a baker, thinks that it is not over: “They have not met me,” she said."
    whole = "that it is not over: “They have not met me,”"
    thinks = Attribution(span(text, "Tesk, a baker,"), span(text, "thinks"), span(text, whole))
    said = Attribution(span(text, "she"), span(text, "said"), [])
    assert mend(text, thinks, said) == [
        (["Tesk, a baker,"], ["thinks"], ["that it is not over"]),
        (["she"], ["said"], ["“They have not met me,”"]),
    ]


@pytest.mark.parametrize(
    ("after", "source"),
    [
        ("forecaster Lis Aren.", ["forecaster Lis Aren"]),
        ("the minister on Monday.", ["the minister"]),
        ("on Monday.", []),
        ("reluctantly.", []),
    ],
)
def test_who_speaks_may_stand_after_the_cue(after: str, source: list[str]) -> None:
    text = f"“It caught us all by surprise,” admitted {after}"
    quoted = span(text, "“It caught us all by surprise,”")
    assert mend(text, Attribution([], span(text, "admitted"), quoted))[0][0] == source


def test_of_two_pieces_the_one_beside_another_cue_is_its_own() -> None:
    text = "Tesk acknowledged the loss but said most had been paid."
    first = Attribution(span(text, "Tesk"), span(text, "acknowledged"), [])
    both = [*span(text, "the loss"), *span(text, "most had been paid")]
    found = mend(text, first, Attribution(span(text, "Tesk"), span(text, "said"), both))
    assert [(cue, content) for _, cue, content in found] == [
        (["acknowledged"], ["the loss"]),
        (["said"], ["most had been paid"]),
    ]


def test_a_quotation_goes_to_the_cue_behind_it_not_to_one_in_the_next_paragraph() -> None:
    text = "“We have counted twice,” she said.\n\nNot so fast, said Venn."
    quoted = span(text, "“We have counted twice,”")
    hers = Attribution(span(text, "she"), span(text, "said"), [])
    cue = [(text.rindex("said"), text.rindex("said") + 4)]
    his = Attribution(span(text, "Venn"), cue, [*quoted, *span(text, "Not so fast")])
    found = mend(text, hers, his)
    assert [content for _, _, content in found] == [["“We have counted twice,”"], ["Not so fast"]]


def test_words_around_a_quotation_that_are_the_writer_s_are_cut() -> None:
    text = "Tesk said only: “It would have to close,” a claim that Venn called nonsense."
    whole = span(text, "only: “It would have to close,” a claim")
    found = mend(text, Attribution(span(text, "Tesk"), span(text, "said"), whole))
    assert found == [(["Tesk"], ["said"], ["“It would have to close,”"])]

"""The rules between the tagger and the statements, on relations written by hand."""

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations.attributions import Attribution
from stances.quotations.marks import pair_marks
from stances.quotations.reconcile import reconcile
from stances.quotations.tagger import kinds_of

Found = tuple[str, str, str]


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    at, spans = 0, []
    for piece in filter(None, words.split(" … ")):
        at = text.index(piece, at)
        spans.append((at, at + len(piece)))
    return spans


def mend(text: str, *found: Found) -> list[Found]:
    """Reconcile relations given as words, pieces joined by “ … ”."""
    given = [Attribution(*(spans_of(text, words) for words in each)) for each in found]
    spans = paragraphs(text)
    mended = reconcile(text, given, pair_marks(text, spans), spans)
    return [
        tuple(" … ".join(text[a:b] for a, b in part) for part in (m.source, m.cue, m.content))  # type: ignore[misc]
        for m in mended
        if m.content
    ]


FIRST, SECOND, THIRD = "“The bridge is old.", "“Nobody mended it.", "“It must close,”"
LONG = f"{FIRST}\n\n{SECOND}\n\n{THIRD} Tesk said."


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    found = mend(LONG, ("", "", "The bridge is old."), ("Tesk", "said", "It must close"))
    assert found == [("Tesk", "said", f"{FIRST} … {SECOND} … {THIRD}")]


def test_a_quotation_over_paragraphs_that_the_tagger_missed() -> None:
    assert mend(LONG) == [("", "", f"{FIRST} … {SECOND} … {THIRD}")]


def test_its_kind_is_direct() -> None:
    ends = [LONG.index(part) for part in (FIRST, SECOND, THIRD)]
    spans = [(at, at + len(part)) for at, part in zip(ends, (FIRST, SECOND, THIRD), strict=True)]
    assert kinds_of(LONG, [spans]) == ["direct"]


def test_a_content_does_not_swallow_a_heading() -> None:
    text = "Talks fail\n\nThe port would close, Tesk said."
    assert mend(text, ("Tesk", "said", "Talks fail\n\nThe port would close")) == [
        ("Tesk", "said", "The port would close")
    ]


def test_a_content_and_a_source_do_not_swallow_a_dateline() -> None:
    text = "KAVEL, June 3 (Agency) — Ila Tesk said the port would close."
    source = "KAVEL, June 3 (Agency) — Ila Tesk"
    assert mend(text, (source, "said", "the port would close")) == [
        ("Ila Tesk", "said", "the port would close")
    ]


def test_a_source_of_the_body_is_not_named_in_a_heading() -> None:
    text = "Council blocks tower\n\nIt has turned down a plan, citing the view."
    found = Attribution(
        spans_of(text, "Council"), spans_of(text, "citing"), spans_of(text, "the view")
    )
    [kept] = reconcile(text, [found], [], paragraphs(text))
    assert kept.source == []


def test_a_content_stays_in_the_paragraph_of_its_cue() -> None:
    text = "The raids would be answered, Tesk warned.\n\nRain fell. The port stayed open all day."
    given = ("Tesk", "warned", "The raids would be answered … The port stayed open all day")
    assert mend(text, given) == [("Tesk", "warned", "The raids would be answered")]


def test_a_quotation_after_a_quotation_belongs_to_it() -> None:
    text = "“We are done,” Tesk said. “We will not come back.”"
    given = ("Tesk", "said", "“We are done,” … “We will not come back.”")
    assert mend(text, given) == [given]


@pytest.mark.parametrize(
    "text",
    [
        "She urged him to accept the pause. “You do not sink the mill to save the boat.”",
        "She urged him to accept the pause.\n\n“You do not sink the mill to save the boat.”",
    ],
)
def test_a_quotation_after_other_words_stands_alone(text: str) -> None:
    quote = "“You do not sink the mill to save the boat.”"
    given = ("She", "urged", f"him to accept the pause … {quote}")
    assert mend(text, given) == [("She", "urged", "him to accept the pause"), ("", "", quote)]


def test_a_quotation_with_another_sentence_between_stands_alone() -> None:
    text = "“We are done,” Tesk said. Then she rose and left. “We will not come back.”"
    given = ("Tesk", "said", "“We are done,” … “We will not come back.”")
    assert mend(text, given) == [
        ("Tesk", "said", "“We are done,”"),
        ("", "", "“We will not come back.”"),
    ]


def test_a_quotation_after_a_colon_belongs_to_its_clause() -> None:
    text = "Tesk was blunt with the port: “You will not get another year.”"
    given = ("Tesk", "was blunt", "with the port: “You will not get another year.”")
    assert mend(text, given) == [given]


def test_words_after_a_quotation_go_to_the_cue_after_them() -> None:
    text = "“I want it to end,” Tesk said, “but not so.” The mills were closing, she added."
    given = ("Tesk", "said", "“I want it to end,” … “but not so.” The mills were closing")
    assert mend(text, given, ("she", "added", "")) == [
        ("Tesk", "said", "“I want it to end,” … “but not so.”"),
        ("she", "added", "The mills were closing"),
    ]


def test_a_piece_in_the_middle_of_another_sentence_is_somebody_else_s() -> None:
    text = "Tesk said that both were right. A cap, she went on, “helps the people upstairs.”"
    given = ("Tesk", "said", "that both were right … “helps the people upstairs.”")
    assert mend(text, given) == [("Tesk", "said", "that both were right")]


def test_whom_something_is_told_is_no_part_of_it() -> None:
    text = "Tesk told the town council that the mill was safe."
    given = ("Tesk", "told", "the town council that the mill was safe")
    assert mend(text, given) == [("Tesk", "told", "that the mill was safe")]


def test_a_second_verb_after_a_modal_is_a_second_statement() -> None:
    text = "Tesk said that Arvania would pay but demanded that the rest be dropped."
    given = ("Tesk", "said", "that Arvania would pay but demanded that the rest be dropped")
    assert mend(text, given) == [
        ("Tesk", "said", "that Arvania would pay"),
        ("Tesk", "demanded", "that the rest be dropped"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "that the firm had broken the law and accused it of lying",
        "that Venn, who would pay, and demanded nothing, had left",
        "that it would pay “now and demanded nothing in return”",
        "that they would pay and demand nothing",
    ],
)
def test_a_second_verb_that_may_belong_to_what_is_said_is_left(content: str) -> None:
    assert mend(f"Tesk said {content}.", ("Tesk", "said", content)) == [("Tesk", "said", content)]


def test_a_document_keeps_the_words_that_say_whose_it_is() -> None:
    text = "A report that the mission sent out says that the well is dry."
    assert mend(text, ("A report", "says", "that the well is dry")) == [
        ("A report that the mission sent out", "says", "that the well is dry")
    ]


def test_a_comma_closes_an_apposition_before_its_cue_only() -> None:
    text = "Ila Tesk, a minister, said no. Never, said Jon Venn, a miller, on Monday."
    found = mend(
        text, ("Ila Tesk, a minister", "said", "no"), ("Jon Venn, a miller,", "said", "Never")
    )
    assert [source for source, _, _ in found] == ["Ila Tesk, a minister,", "Jon Venn, a miller"]


def test_a_name_after_a_dash_signs_a_quotation() -> None:
    text = "“We will mend the bridge ourselves.” — Ila Tesk, Kavel"
    assert mend(text) == [("Ila Tesk, Kavel", "—", "“We will mend the bridge ourselves.”")]


def test_a_paragraph_after_a_colon_is_what_is_said() -> None:
    block = "The bridge was found unsafe in May. Venn said so, and nobody closed it."
    text = f"In a letter, Tesk set out her reasons:\n\n{block}\n\nIt rained."
    given = [
        ("Tesk", "set out", "The bridge was found unsafe in May."),
        ("Venn", "said", "so, and nobody"),
    ]
    assert mend(text, *given) == [("Tesk", "set out", block)]


def test_a_tweet_after_a_colon_goes_to_the_cue_before_it() -> None:
    text = "The minister tweeted:\n\n“We did not come this far to be lectured.”\n\nIt rained."
    quote = "“We did not come this far to be lectured.”"
    assert mend(text, ("The minister", "tweeted", "")) == [("The minister", "tweeted", quote)]


def test_an_unsure_relation_without_a_source_is_dropped() -> None:
    text = "It was known for its heavy rain, and threatened the mill."
    unsure = Attribution([], spans_of(text, "known for"), spans_of(text, "its heavy rain"), 0.5)
    assert reconcile(text, [unsure], [], paragraphs(text)) == []


TALK = """Ila Tesk, who runs the port, spoke to the Courier.

Q: Why did the pumps fail?

A: They did not fail. Venn said they would, and he was wrong.

Q: Will you go?

A: I will stay.
"""


def test_an_interview() -> None:
    found = mend(TALK, ("Venn", "said", "they would"))
    assert ("Ila Tesk", ":", "I will stay.") in found
    assert ("Q", ":", "Will you go?") in found
    assert all("Venn" not in source for source, _, _ in found)
    at = TALK.index("I will stay.")
    assert kinds_of(TALK, [[(at, at + 12)]]) == ["direct"]


@pytest.mark.parametrize(
    "text",
    [
        "He reads “The Bridge Over The River Odra” every year.",
        "Jon “the Baker” Venn came.",
        "The “cheese grater” was closed.",
    ],
)
def test_titles_names_and_scare_quotes_are_no_statements(text: str) -> None:
    assert mend(text) == []


def test_a_word_in_marks_counts_where_somebody_uses_it() -> None:
    text = "Tesk called the raid “vile”."
    assert mend(text, ("Tesk", "called", "the raid “vile”")) == [
        ("Tesk", "called", "the raid “vile”")
    ]

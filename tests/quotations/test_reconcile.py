"""Scanner and tagger correct each other."""

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations.marks import pair_marks
from stances.quotations.reconcile import Attribution, reconcile


def spans_of(text: str, *pieces: str) -> list[tuple[int, int]]:
    return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]


def mend(text: str, *found: Attribution) -> list[Attribution]:
    spans = paragraphs(text)
    return reconcile(text, list(found), pair_marks(text, spans), spans)


def words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


WHOLE = "“The bridge is old. Nobody mended it for years. It must close,”"
LONG = f"{WHOLE} Tesk said."


def test_a_content_that_covers_most_of_a_quotation_takes_all_of_it() -> None:
    piece = spans_of(LONG, "The bridge is old. Nobody mended it")
    found = Attribution(spans_of(LONG, "Tesk"), spans_of(LONG, "said"), piece)
    [mended] = mend(LONG, found)
    assert words(LONG, mended.content) == [WHOLE]


def test_a_quotation_broken_between_attributions_goes_to_the_cue_outside_it() -> None:
    pieces = [Attribution(content=spans_of(LONG, "The bridge is old."))]
    pieces += [
        Attribution(
            spans_of(LONG, "Tesk"), spans_of(LONG, "said"), spans_of(LONG, "It must close")
        ),
        Attribution(content=spans_of(LONG, "Nobody mended it")),
    ]
    [mended] = mend(LONG, *pieces)
    assert words(LONG, mended.cue) == ["said"]
    assert words(LONG, mended.content) == [WHOLE]


def test_a_long_quotation_that_was_missed_goes_to_the_idle_cue_beside_it() -> None:
    [mended] = mend(LONG, Attribution(spans_of(LONG, "Tesk"), spans_of(LONG, "said")))
    assert words(LONG, mended.content)[0].startswith("“The bridge")


def test_a_quotation_that_is_a_paragraph_is_a_statement_without_a_cue() -> None:
    text = "The union met.\n\n“We will go on until the bridge is safe.”\n\nIt rained."
    [found] = mend(text)
    assert words(text, found.content) == ["“We will go on until the bridge is safe.”"]
    assert found.cue == []


@pytest.mark.parametrize("content", ["the bridge", "about the bridge “today”"])
def test_unquoted_words_without_a_cue_are_no_statement(content: str) -> None:
    text = "They talked about the bridge “today” and left."
    assert mend(text, Attribution(content=spans_of(text, content))) == []


def test_title_words_in_marks_are_no_statement() -> None:
    assert mend("He reads “The Bridge” every year.") == []


def test_a_source_does_not_begin_in_the_heading_before_it() -> None:
    text = "Arvania and Belmark\n\nArvania's army said no."
    source = spans_of(text, "Belmark\n\nArvania's army")
    [mended] = mend(text, Attribution(source, spans_of(text, "said"), spans_of(text, "no")))
    assert words(text, mended.source) == ["Arvania's army"]


AFTER = "“We are done,” Tesk said. “We go.” She looked away. “We will not come back.”"


def test_a_quotation_after_a_sentence_without_the_cue_is_a_statement_of_its_own() -> None:
    pieces = spans_of(AFTER, "“We are done,”", "“We go.”", "“We will not come back.”")
    found = Attribution(spans_of(AFTER, "Tesk"), spans_of(AFTER, "said"), pieces)
    first, second = mend(AFTER, found)
    assert words(AFTER, first.content) == ["“We are done,”", "“We go.”"]
    assert words(AFTER, second.content) == ["“We will not come back.”"]
    assert second.cue == []


def test_a_quotation_after_its_attribution_stays_though_the_first_ends_its_sentence() -> None:
    text = "“Are we done?” Tesk said. “We will not come back.”"
    pieces = spans_of(text, "“Are we done?”", "“We will not come back.”")
    [mended] = mend(text, Attribution(spans_of(text, "Tesk"), spans_of(text, "said"), pieces))
    assert len(mended.content) == 2


def test_a_quotation_that_ends_the_sentence_before_is_no_part_of_the_next() -> None:
    text = "They wore shirts that read “Homes first.” “It will not do,” Tesk said."
    whole = spans_of(text, "“Homes first.” “It will not do,”")
    [mended] = mend(text, Attribution(spans_of(text, "Tesk"), spans_of(text, "said"), whole))
    assert words(text, mended.content) == ["“It will not do,”"]


def test_a_quotation_signed_below_is_parted_from_the_cue_above() -> None:
    text = "Tesk said it was late.\n\n> “They have not asked us.”\n>\n> — Oru Venn, the union"
    pieces = spans_of(text, "it was late", "“They have not asked us.”")
    found = Attribution(spans_of(text, "Tesk"), spans_of(text, "said"), pieces)
    first, second = mend(text, found)
    assert words(text, first.content) == ["it was late"]
    assert words(text, second.source) == ["Oru Venn, the union"]
    assert words(text, second.content) == ["“They have not asked us.”"]


def test_what_follows_a_quotation_never_closed_belongs_to_it() -> None:
    text = "“We gave a year, Tesk said. “They gave us nothing.”"
    pieces = spans_of(text, "“We gave a year,", "“They gave us nothing.”")
    [mended] = mend(text, Attribution(spans_of(text, "Tesk"), spans_of(text, "said"), pieces))
    assert len(mended.content) == 2

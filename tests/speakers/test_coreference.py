"""Who spoke: short names, pronouns, roles, statements, elided subjects. All names invented."""

import re

import pytest

from stances.quotations.marks import pair_marks
from stances.records import Article, Quotation
from stances.speakers import find_speakers
from stances.speakers.names import find_names
from stances.speakers.roles import read_phrase


def speakers(text: str, *sources: str | None) -> list[str]:
    """The speakers of quotations whose sources stand in `text` in this order; None is elided."""
    at, quotations = 0, []
    for source in sources:
        if source is not None:
            at = text.index(source, at)
        spans = ((at, at + len(source)),) if source is not None else ()
        at += len(source or "x")
        quotations.append(Quotation("indirect", "said", spans, (), ((at, at + 1),), 1.0))
    return [speaker.name for speaker in find_speakers(Article("a", text), quotations)]


def test_a_short_name_stands_for_the_full_one() -> None:
    text = "Defence Minister Ila Tesk said no. Later Tesk said yes."
    assert speakers(text, "Defence Minister Ila Tesk", "Tesk") == ["Ila Tesk", "Ila Tesk"]


def test_a_short_name_may_come_before_the_full_one() -> None:
    text = "Tesk said no. The envoy, Ila Tesk, left."
    assert speakers(text, "Tesk") == ["Ila Tesk"]


def test_a_pronoun_is_the_last_speaker() -> None:
    text = "Ila Tesk of Arvania said no. She added that talks were over."
    assert speakers(text, "Ila Tesk", "She") == ["Ila Tesk", "Ila Tesk"]


def test_a_pronoun_may_be_somebody_named_in_the_paragraph() -> None:
    text = "Envoy Oru Venn arrived on Monday. He said the bridge was open."
    assert speakers(text, "He") == ["Oru Venn"]


def test_an_elided_subject_is_the_speaker_before() -> None:
    text = "Ila Tesk said no, adding that talks were over."
    assert speakers(text, "Ila Tesk", None) == ["Ila Tesk", "Ila Tesk"]


def test_the_minister_is_the_one_introduced() -> None:
    text = "Foreign minister Ila Tesk said no. The minister said she would go."
    assert speakers(text, "Foreign minister Ila Tesk", "The minister") == ["Ila Tesk", "Ila Tesk"]


def test_the_statement_is_that_of_whoever_spoke_before() -> None:
    text = "The Arvanian army denied it. The statement said nobody was hurt."
    assert speakers(text, "The Arvanian army", "The statement") == ["Arvanian army"] * 2


def test_another_side_s_statement_is_its_own() -> None:
    text = "The Arvanian army denied it. The Belmark statement said otherwise."
    found = speakers(text, "The Arvanian army", "The Belmark statement")
    assert found == ["Arvanian army", "Belmark statement"]


def test_who_is_whoever_stands_before_it() -> None:
    text = "It drew an answer from Arvanian officials who called it a mistake."
    assert speakers(text, "who") == ["Arvanian officials"]
    text = "The minister left with Ila Tesk, the envoy, who said no."
    assert speakers(text, "who") == ["Ila Tesk"]


def test_unnamed_officials_stay_unnamed() -> None:
    text = "Ila Tesk said no. Officials said yes."
    quotations = [
        Quotation("indirect", "said", ((18, 27),), (), ((33, 36),), 1.0),
    ]
    [speaker] = find_speakers(Article("a", text), quotations)
    assert speaker.name == "Officials"
    assert speaker.unnamed


def test_a_pronoun_agrees_with_whom_it_stands_for() -> None:
    text = "Mr Oru Venn met Ms Ila Tesk. “No,” she said. “Yes,” he said."
    assert speakers(text, "she", "he") == ["Ila Tesk", "Oru Venn"]


def test_the_article_s_own_pronouns_show_the_sex() -> None:
    text = (
        "Ila Tesk took her seat. Oru Venn, who sold his boat, spoke first.\n\n"
        "Venn said no. Tesk said yes.\n\nThe boat is old. He said it would sink."
    )
    assert speakers(text, "He") == ["Oru Venn"]


def test_a_pronoun_is_nobody_who_is_named_in_what_it_says() -> None:
    text = "Ila Tesk arrived. Oru Venn had lied, she said."
    content = (text.index("Oru"), text.index(", she"))
    source = (text.index("she"), text.index("she") + 3)
    quotation = Quotation("indirect", "said", (source,), (), (content,), 1.0)
    [speaker] = find_speakers(Article("a", text), [quotation])
    assert speaker.name == "Ila Tesk"


def test_whoever_she_has_as_an_aide_is_not_she() -> None:
    text = "Prime Minister Ila Tesk is ill. In a note that her aide, Jo Roe, read out, she said no."
    assert speakers(text, "she said"[:3]) == ["Ila Tesk"]


def test_clauses_and_asides_are_no_part_of_a_name() -> None:
    for source in (
        "A senior officer, who",
        "A senior officer, who asked not to be named because he was on duty",
        "But a senior officer,",
        "a senior officer speaking on condition of anonymity",
    ):
        assert speakers(f"{source} said no.", source) == ["senior officer"]


def test_a_short_name_with_an_apposition_is_still_a_short_name() -> None:
    text = "Ila Tesk left. Tesk, a retired judge, said no."
    assert speakers(text, "Tesk, a retired judge,") == ["Ila Tesk"]


def test_two_may_speak_as_one() -> None:
    text = "Ila Tesk met Oru Venn. Tesk and Venn said yes."
    assert speakers(text, "Tesk and Venn") == ["Ila Tesk and Oru Venn"]


def test_an_office_is_held_by_whoever_has_all_its_words() -> None:
    text = (
        "Prime Minister Ila Tesk spoke. Foreign Minister Oru Venn spoke. "
        "The prime minister said no. The minister said yes."
    )
    assert speakers(text, "The prime minister", "The minister") == ["Ila Tesk", "Oru Venn"]


def test_an_epithet_is_whoever_was_last_spoken_of() -> None:
    text = "Ila Tesk, 54, arrived late. The 54-year-old said no."
    assert speakers(text, "The 54-year-old") == ["Ila Tesk"]


def test_its_ministry_is_named_with_its_owner() -> None:
    text = "Arvania said no. Its defence ministry said more."
    assert speakers(text, "Arvania", "Its defence ministry")[1] == "Arvania’s defence ministry"
    text = "Arvania said no. Its neighbour said more."
    assert speakers(text, "Arvania", "Its neighbour")[1] == "Its neighbour"


def test_a_dateline_names_no_speaker() -> None:
    text = "KESTOVA — Arvania’s minister, Ila Tesk, said no."
    assert speakers(text, "KESTOVA — Arvania’s minister, Ila Tesk,") == ["Ila Tesk"]


def test_an_interview_is_answered_by_whoever_it_is_with() -> None:
    text = "Ila Tesk runs the port.\n\nQ: Is it open?\n\nA: It is open."
    at = text.index("It is open")
    quotation = Quotation("direct", "said", (), (), ((at, len(text)),), 1.0)
    [speaker] = find_speakers(Article("a", text), [quotation])
    assert speaker.name == "Ila Tesk"


def test_the_author_is_no_speaker_of_the_article() -> None:
    assert speakers("Ila Tesk said no. I think so too.", "Ila Tesk", "I") == ["Ila Tesk", ""]


def test_a_last_name_is_the_namesake_named_last() -> None:
    text = "Ila Tesk said no. Tesk left. Oru Tesk, a farmer, said yes. Tesk stayed."
    sources = ["Ila Tesk", "Tesk", "Oru Tesk, a farmer,", "Tesk"]
    assert speakers(text, *sources) == ["Ila Tesk", "Ila Tesk", "Oru Tesk", "Oru Tesk"]


def test_a_name_seen_once_is_no_fuller_than_the_usual_one() -> None:
    text = "Ila Tesk spoke. Ila Tesk left. Honest Ila Tesk returned. Tesk said no."
    assert speakers(text, "Tesk said"[:4]) == ["Ila Tesk"]


def test_a_heading_in_capitals_names_nobody() -> None:
    text = "Tesk Hits Back Over Bridge\n\nIla Tesk came. Tesk said no."
    at = text.rindex("Tesk said")
    quotation = Quotation("indirect", "said", ((at, at + 4),), (), ((at + 5, at + 9),), 1.0)
    [speaker] = find_speakers(Article("a", text), [quotation])
    assert speaker.name == "Ila Tesk"


def test_the_title_may_give_the_full_name() -> None:
    text = "Tesk said no."
    quotation = Quotation("indirect", "said", ((0, 4),), (), ((5, 9),), 1.0)
    [speaker] = find_speakers(Article("a", text, "An evening with minister Ila Tesk"), [quotation])
    assert speaker.name == "Ila Tesk"


def test_a_place_is_not_he() -> None:
    text = "Oru Venn grew up in New Harbour. Boats still go to New Harbour. He said no."
    assert speakers(text, "He") == ["Oru Venn"]


def test_a_name_after_an_office_and_a_comma_is_the_speaker() -> None:
    text = "The party’s leader, Ila Tesk, said no."
    assert speakers(text, "The party’s leader") == ["Ila Tesk"]


def test_a_cue_without_a_source_is_the_subject_s() -> None:
    text = "A statement that the navy put out later struck a softer note, praising the crew."
    cue = (text.index("praising"), text.index("praising") + 8)
    content = (text.index("the crew"), len(text) - 1)
    [speaker] = find_speakers(
        Article("a", text), [Quotation("indirect", "said", (), (cue,), (content,), 1.0)]
    )
    assert speaker.name == "navy"


def test_no_source_and_nobody_before_is_nobody() -> None:
    assert speakers("It rained.", None) == [""]


def test_descriptions_hold_the_apposition_for_the_party_step() -> None:
    text = "Ila Tesk, a spokesperson for Arvania’s army, said no. Tesk left."
    quotations = [Quotation("indirect", "said", ((54, 58),), (), ((59, 63),), 1.0)]
    [speaker] = find_speakers(Article("a", text), quotations)
    assert any("Arvania’s army" in d for d in speaker.descriptions)


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("he", "pronoun"),
        ("the minister", "role"),
        ("a government spokesman", "role"),
        ("a spokesperson for Arvania’s prime minister", "role"),
        ("White Palace spokesman Oru Venn", "person"),
        ("Oru Venn, the envoy", "person"),
        ("the statement", "statement"),
        ("A report drawn up by the board", "statement"),
        ("The S.E.C.", "entity"),
        ("the Arvanian Immigration Services", "entity"),
        ("Arvania", "entity"),
        ("The Arvanian Foreign Ministry", "entity"),
    ],
)
def test_forms_of_phrases(phrase: str, form: str) -> None:
    assert read_phrase(phrase).form == form


def test_names_do_not_cross_sentences() -> None:
    assert [n.name for n in find_names("He met Oru. Venn left.")] == ["Oru", "Venn"]


@pytest.mark.parametrize("text", ["She said “no”. ", "The letter said no. ", "Its army said no.\n"])
def test_many_quotations_take_linear_time(text: str) -> None:
    text = f"Oru Venn left. {text}" * 3_000
    sources = re.finditer(r"She|The letter|Its army", text)
    quotations = [
        Quotation("indirect", "said", (m.span(),), (), ((m.end(), m.end() + 6),), 1.0)
        for m in sources
    ]
    assert len(find_speakers(Article("a", text), quotations)) == 3_000


def test_long_texts_end() -> None:
    text = "Oru Venn said “no”. " * 5_000
    assert len(list(find_names(text))) == 5_000
    assert len(pair_marks(text, [(0, len(text))])) == 5_000

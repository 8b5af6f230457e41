"""Wording: what is said of a position comes from templates and spans, and from nothing else."""

import re
from dataclasses import replace

import numpy as np

from stances.positions import summarise_party, summarise_positions
from stances.positions.citing import cite_statement
from stances.records import Cue, Issue, KeyPoint, Party, Source, Speaker, Stance, Statement

TARGET = "the harbour tax"
ARTICLE = 100


def make(
    number: int,
    text: str,
    score: float,
    *,
    speaker: str = "Ila Tesk",
    kind: str = "direct",
    article: str = "a",
    party: str = "ARV",
) -> Statement:
    start = number * ARTICLE
    return Statement(
        id=f"{article}:{number}",
        article=article,
        kind=kind,
        manner="said",
        text=text,
        spans=((start, start + len(text)),),
        cue=Cue("said", ((start - 5, start - 1),)),
        source=Source(speaker, ((start - 20, start - 6),)),
        speaker=Speaker(speaker),
        party=Party(party, "Arvania" if party == "ARV" else "Belmark"),
        stance=(Stance(TARGET, "favor" if score > 0 else "against", 0.9, score),),
    )


def told(*statements: Statement, names=None, dates=None, target: str = "") -> dict:
    issues = [
        Issue("i1", TARGET, TARGET, tuple(s.id for s in statements)),
        Issue("i2", "the dam", "the dam", ()),
    ]
    vectors = np.eye(len(statements), 50) if statements else np.zeros((0, 50))
    found = summarise_positions(
        statements,
        vectors,
        issues,
        ["ARV", "BEL"],
        names=names or {"BEL": "Belmark", "ARV": "Arvania"},
        dates=dates,
        target=target,
    )
    return {(p.party, p.issue): p.summary for p in found}


AGAINST = [
    make(n, f"The harbour tax ruins port number {n} of the coast", -0.8, article=f"x{n}")
    for n in range(1, 6)
]


def test_silence_is_told_with_what_was_read() -> None:
    summary = told(*AGAINST, dates={f"x{n}": None for n in range(1, 6)})["BEL", "i1"]
    assert summary == "No statement by Belmark on the harbour tax was found in five articles."
    assert told(*AGAINST)["BEL", None] == "No statement by Belmark was found."


def test_the_line_the_point_the_dissent_and_how_sure() -> None:
    other = make(6, "The tax pays for the new pier", 0.9, speaker="Oru Venn", article="x6")
    summary = told(*AGAINST, other)["ARV", "i1"]
    assert summary.startswith(
        "Arvania leans against the harbour tax, in six statements by two speakers in six articles."
    )
    assert "Ila Tesk said: “The harbour tax ruins port number" in summary
    assert "One statement goes the other way: Oru Venn said: “The tax pays for the new pier”." in (
        summary
    )
    assert "sure" in summary or "clearly" in summary


def test_few_statements_say_no_more_than_they_do() -> None:
    summary = told(AGAINST[0])["ARV", "i1"]
    assert "as far as one statement by one speaker can show" in summary
    assert summary.endswith("That is too little to say more.")


def test_a_divided_party_is_shown_from_both_sides() -> None:
    both = [AGAINST[0], make(7, "The tax keeps our piers open in winter", 0.8, speaker="Oru Venn")]
    summary = told(*both)["ARV", "i1"]
    assert "is divided over the harbour tax" in summary
    assert "Ila Tesk said" in summary
    assert "Oru Venn said" in summary


def test_only_verbatim_words_wear_quotation_marks() -> None:
    paraphrase = make(8, "that the harbour tax would ruin the coast", -0.8, kind="indirect")
    summary = told(paraphrase)["ARV", "i1"]
    assert "“" not in summary
    assert "Ila Tesk said that the harbour tax would ruin the coast." in summary
    moved = replace(paraphrase, source=Source("Ila Tesk", ((900, 908),)))
    assert cite_statement(moved).startswith("Ila Tesk, in paraphrase: that the harbour tax")
    for quoted in re.findall("“(.*?)”", told(*AGAINST)["ARV", None]):
        assert any(quoted in statement.text for statement in AGAINST)


def test_marks_that_close_inside_are_no_pair_around_a_text() -> None:
    for marked in ("“No” means “no”", '"No" means "no"', "'No' means 'no'"):
        assert cite_statement(make(1, marked, -0.8)) == f"Ila Tesk said: “{marked}”"
    for marked in ("“We told them “no”,”", '"We told them "no","'):
        assert cite_statement(make(1, marked, -0.8)) == f"Ila Tesk said: “{marked[1:-2]}”"
    assert cite_statement(make(1, "‘We don’t sign’", -0.8)) == "Ila Tesk said: “We don’t sign”"


def test_a_clause_from_the_middle_does_not_follow_the_cue() -> None:
    whole = make(8, "that they, that is the envoys, will sign", 0.8, kind="indirect")
    point = KeyPoint(whole.id, "that is the envoys", False, 1, ((811, 829),), (whole.id,))
    assert cite_statement(whole, point) == "Ila Tesk, in paraphrase: that is the envoys"
    assert cite_statement(whole).startswith("Ila Tesk said that they")


def test_an_issue_is_named_as_the_texts_write_it_and_once() -> None:
    issues = [
        Issue("i1", "harbour tax", TARGET, tuple(s.id for s in AGAINST)),
        Issue("i2", "dam", "the dam", ()),
    ]
    found = summarise_positions(AGAINST, np.eye(5), issues, ["ARV"])
    overall, tax, dam = (position.summary for position in found)
    assert tax.startswith("Arvania is against the harbour tax, in five")
    assert dam == "No statement by Arvania on the dam was found."
    assert "It is against the harbour tax: Ila Tesk said" in overall
    assert "No statement of its own was found on the dam." in overall


def test_what_was_not_said_is_marked() -> None:
    denied = replace(AGAINST[0], kind="indirect", cue=replace(AGAINST[0].cue, negated=True))
    assert "(negated)" in cite_statement(denied)


def test_hidden_characters_are_shown_as_such() -> None:
    assert "\x1b" not in cite_statement(make(9, "The tax\x1b[2J\nruins us", -0.8))


def test_a_paragraph_a_party() -> None:
    paragraph = told(*AGAINST)["ARV", None]
    assert paragraph.startswith("Arvania is heard in five statements by one speaker")
    assert "It is against the harbour tax: Ila Tesk said: “" in paragraph
    assert "No statement of its own was found on the dam." in paragraph
    assert summarise_party([], {}, {}, "Cassland", articles=3) == (
        "No statement by Cassland was found in three articles."
    )


def test_with_a_users_target_it_is_told_once() -> None:
    paragraph = told(*AGAINST, target=TARGET)["ARV", None]
    assert paragraph.count("against the harbour tax") == 1

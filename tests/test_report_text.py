"""The report for the terminal."""

import dataclasses
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import ARVANIA, PARTIES, TARGET, make_report, make_statements
from rich.cells import cell_len

from stances.records import (
    LABELS,
    Article,
    Contradiction,
    KeyPoint,
    Party,
    Position,
    Stance,
    Statement,
)
from stances.report import Report, format_resolved, format_stances, wording
from stances.report.escaping import clean_line
from stances.report.wording import cite, show_statement


def replace_first(**changes: object) -> tuple[Statement, ...]:
    """The sample's statements with another first one."""
    first, *others = make_statements()
    return (dataclasses.replace(first, **changes), *others)


def flat(text: str) -> str:
    """The text on one line, so that it can be searched whatever its wrapping."""
    return " ".join(text.split())


def test_begins_with_numbers_target_and_a_line_for_each_party():
    lines = make_report().to_text().splitlines()
    assert lines[0] == "Stance report: 1 article, 6 statements, 3 parties"
    assert f"Target: {TARGET}" in lines
    assert " • Arvania — +0.42; 2 statements" in lines
    assert " • Belmark — −0.60; 2 statements" in lines
    assert " • Dorne — no statement found in 1 article" in lines


def test_a_paraphrase_is_told_in_the_order_of_the_article():
    direct, around, after, *_ = make_statements()
    assert cite(direct).startswith("“We will build the dam this year,” — Ada Vale declared [")
    assert cite(around).startswith("The river … belongs to Arvania (paraphrase) — Ada Vale said [")
    assert cite(after).startswith("Officials in Belmark denied a treaty allows it (paraphrase) [")
    before = dataclasses.replace(after, cue=dataclasses.replace(after.cue, text="according to"))
    later = dataclasses.replace(after.source, spans=((0, 999),))
    told = cite(dataclasses.replace(before, source=later))
    assert told.startswith("a treaty allows it (paraphrase) — according to Officials in Belmark [")


def test_only_verbatim_words_wear_quotation_marks():
    text = flat(make_report().to_text())
    assert "“We will build the dam this year,” — Ada Vale declared [dam 0–34]" in text
    assert "A fisherman said the catch was poor (paraphrase) [dam 234–252]" in text
    assert "Ilo Brand called the plan “a reckless act” against farmers (partly quoted)" in text
    assert "““" not in text


def test_pieces_of_a_quotation_have_marks_of_their_own():
    pieces = ("“We will build,”", "“this year.”")
    spans = ((0, len(pieces[0])), (30, 30 + len(pieces[1])))
    statement = replace_first(text=" … ".join(pieces), spans=spans)[0]
    assert show_statement(statement) == "“We will build,” … “this year.”"


def test_without_a_target_a_party_has_no_verdict():
    text = make_report(target="").to_text()
    assert " • Arvania — 2 statements\n" in text
    assert "The target, over all issues" not in text


def test_matrix_has_sign_number_and_count_and_shows_silence():
    lines = make_report().to_text().splitlines()
    row = next(line for line in lines if line.startswith("1. building the dam  "))
    assert re.split(r"\s{2,}", row) == ["1. building the dam", "+0.70 (1)", "−0.60 (2)", "·"]
    assert "· no statement found in 1 article." in flat(make_report().to_text())


def test_unclear_is_shown_as_unsure():
    unsure = Position("ARV", "issue-1", TARGET, "unclear", 0.05, None, 1, ("dam:1",), ())
    report = make_report(positions=(unsure,))
    assert "? (1)" in report.to_text()
    assert "Arvania — too unsure to say (+0.05, 1 statement)" in report.to_text()


def test_contradictions_stand_in_pairs_and_the_rest_is_counted():
    pair = Contradiction("issue-1", ("ARV", "BLM"), ("dam:1", "dam:4"), 0.9)
    text = flat(make_report(contradictions=(pair,) * 12).to_text())
    assert "Arvania against Belmark — building the dam • Arvania: “We will" in text
    assert "7 more are in the report as JSON." in text


def test_agreement_is_told_in_words_and_numbers():
    text = flat(make_report().to_text())
    assert "Arvania and Belmark −0.50 disagree −0.80 to −0.20 · 4" in text
    assert "Arvania and Dorne nothing to compare" in text


def test_unknown_and_other_parties_are_counted():
    text = make_report().to_text()
    assert "1 statement whose party is unknown:" in text
    assert "Other parties: Corvia (1)" in text


def test_corrections_and_relays_are_marked():
    point = KeyPoint("dam:2", "", False, 1)
    position = Position("ARV", "issue-1", TARGET, "favor", 0.5, None, 1, ("dam:2",), (point,))
    text = flat(make_report(positions=(position,)).to_text())
    assert "[dam 63–72, 84–102] (corrected by the user: speaker)" in text
    assert "relayed by The Belmark Herald" in text


def test_says_so_where_there_is_nothing():
    text = Report(articles=(Article("a", "Rain."),), parties=PARTIES[:1]).to_text()
    assert "No statement was found in 1 article." in text
    assert "Arvania — no statement found in 1 article" in text


def test_says_what_one_party_alone_cannot_show():
    text = flat(make_report(parties=(ARVANIA,)).to_text())
    assert "Fewer than two parties are in this report, so there is nobody to compare." in text


def test_statements_without_issues_are_told_by_party():
    text = flat(make_report(issues=(), contradictions=(), sides=()).to_text())
    assert "The statements form no issue" in text
    assert "“We will build the dam this year,” — Ada Vale declared" in text


def test_problems_and_models_close_the_report():
    text = make_report(problems=("b.txt: is empty; give a text.",)).to_text()
    assert " • b.txt: is empty; give a text." in text
    assert text.endswith("Made with stances 0.1.0; models: encoder 0123456789ab.\n")


WIDE = "漢字" * 90 + " " + "x" * 200 + " [red]😀[/red]\u0301"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("copies", [1, 4])
@pytest.mark.parametrize("name", ["", WIDE])
def test_no_line_is_wider_than_the_terminal(width: int, copies: int, name: str):
    parties = [dataclasses.replace(each, name=name or each.name) for each in PARTIES]
    report = make_report(
        parties=tuple(parties) * copies,
        statements=replace_first(text=name or "“No.”", party=parties[0]),
        articles=(Article("dam", "", title=name),),
        target=name,
        problems=(name,),
    )
    for text in (report.to_text(width), report.to_columns(width), report.to_text(width, True)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(map(cell_len, plain.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_answers_fit_the_terminal_and_are_lines_in_a_pipe(width: int):
    stances = [Stance(WIDE, label, 0.9, 0.0, label == "neutral") for label in LABELS]
    judged = [(WIDE, stance) for stance in stances]
    resolved = [(WIDE, ARVANIA), (WIDE, Party("W", WIDE, "", (WIDE,), 0.5)), ("them", Party())]
    for table in (
        format_stances(judged, width=width),
        format_resolved(resolved, width=width),
    ):
        assert max(map(cell_len, table.splitlines())) <= width
        assert "[red]" in "".join(table.split())
    assert "unknown (neutral?)" in flat(format_stances(judged, width=120))
    assert "\x1b[32mfavor" in format_stances(judged, width=120, colour=True)
    assert "Arvania (ARV)" in flat(format_resolved(resolved, width=120))
    assert (
        len(format_stances(judged).splitlines()) == len(format_resolved(resolved).splitlines()) == 3
    )


def test_parts_of_a_table_that_was_cut_stand_apart():
    lines = make_report(parties=PARTIES * 4).to_text(40).splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("Issue ")]
    assert len(heads) > 1
    assert all(lines[at - 1] == "" for at in heads[1:])


def test_the_table_of_issues_comes_before_everything_but_the_parties():
    headings = [
        line
        for line, under in pairwise(make_report().to_text().splitlines())
        if under[:1] in ("═", "─") and line[:1].strip()
    ]
    assert headings[1] == "Who stands where"


def test_colour_only_when_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in make_report().to_text()
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = make_report().to_text(colour=True)
    assert "\x1b[32m" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert flat(plain) == flat(make_report().to_text())


def test_an_article_cannot_reach_the_terminal():
    hostile = "stop\x1b]0;owned\x07 \x9b2J [red]x[/red] [link=file:///]y :smile: \u202eabc\r\nz"
    statements = replace_first(text=hostile, spans=((0, len(hostile)),))
    article = Article("dam", "", title=hostile, outlet="\x1b[2J")
    text = make_report(statements=statements, articles=(article,), problems=(hostile,)).to_text()
    assert not set(text) & set("\x1b\x07\x9b\u202e\r")
    assert "[red]x[/red] [link=file:///]y :smile:" in flat(text)


@settings(max_examples=20, deadline=None)
@given(words=st.text(max_size=80), kind=st.sampled_from(["direct", "mixed", "indirect"]))
def test_any_text_is_printed_without_control_characters(words: str, kind: str):
    statements = replace_first(text=words, kind=kind, spans=((0, len(words)),))
    text = make_report(statements=statements, target=words).to_text()
    text.encode("utf8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_a_huge_statement_is_cut_and_costs_little(monkeypatch: pytest.MonkeyPatch):
    huge = "“" + "no " * 2_000_000 + "”"
    statements = replace_first(text=huge, spans=((0, len(huge)),))
    cleaned: list[int] = []

    def count_cleaned(words: str) -> str:
        cleaned.append(len(words))
        return clean_line(words)

    monkeypatch.setattr(wording, "clean_line", count_cleaned)
    text = make_report(statements=statements).to_text()
    assert sum(cleaned) < 100_000
    assert len(text) < 10_000
    assert "no […]”" in text

"""Labelled examples out of brat standoff files and tables."""

from pathlib import Path

import pytest

from stances.errors import InputError, RowError
from stances.evaluation.brat import read_brat
from stances.evaluation.tables import read_csv
from stances.records import Article

TEXT = "“No,” Tesk said, “never,” and warned of a flood. “Enough.”\n"


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


ANN = "\n".join(
    [
        f"T1\tContent {at('“No,”')};{at('“never,”')}\t“No,” “never,”",
        f"T2\tSource {at('Tesk')}\tTesk",
        f"T3\tCue {at('said')}\tsaid",
        f"T4\tCUE {at('warned')}\twarned",
        f"T5\tcontent {at('of a flood')}\tof a flood",
        f"T6\tContent {at('“Enough.”')}\t“Enough.”",
        "R1\tAttribution Arg1:T3 Arg2:T1",
        "R2\tAttribution Arg1:T3 Arg2:T2",
        "R3\tAttribution Arg1:T4 Arg2:T2",
        "R4\tAttribution Arg1:T4 Arg2:T5",
        "A1\tParty T3 IRQ",
        "A2\tSpeaker T3 Ila Tesk",
        "A3\tStance T4 Against",
        "#1\tAnnotatorNotes T1\ta note",
        "*\tEquiv T1 T2",
        "",
    ]
)


def write(folder: Path, ann: str, text: str = TEXT) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf8", newline="")
    (folder / "a.ann").write_text(ann, encoding="utf8")
    return folder


def told(row, statement):
    text = row["text"]
    return [
        [text[start:end] for start, end in statement[role]] for role in ("source", "cue", "content")
    ]


def test_a_cue_is_a_statement_with_what_hangs_on_it(tmp_path: Path) -> None:
    [row] = read_brat([write(tmp_path, ANN)])
    first, second, third = row["statements"]
    assert told(row, first) == [["Tesk"], ["said"], ["“No,”", "“never,”"]]
    assert told(row, second) == [["Tesk"], ["warned"], ["of a flood"]]
    assert told(row, third) == [[], [], ["“Enough.”"]], "a content without a cue stands alone"
    assert (first["kind"], first["party"], first["speaker"]) == ("direct", "IRQ", "Ila Tesk")
    assert (second["kind"], second["speaker"], second["stance"]) == ("indirect", "Tesk", "against")
    assert row["parties"] == ["IRQ"]


def test_events_join_as_relations_do(tmp_path: Path) -> None:
    lines = [line for line in ANN.split("\n") if not line.startswith("R")]
    events = ["E1\tCue:T3 Content:T1 Source:T2", "E2\tCue:T4 Content:T5 Source:T2"]
    [row] = read_brat([write(tmp_path, "\n".join([*lines, *events]))])
    assert row["statements"] == read_brat([write(tmp_path, ANN)])[0]["statements"]


def test_attributes_of_an_event_are_its_statement_s(tmp_path: Path) -> None:
    lines = [line for line in ANN.split("\n") if not line.startswith("R")]
    events = ["E1\tCue:T3 Content:T1 Source:T2", "A9\tStance E1 favor"]
    [row] = read_brat([write(tmp_path, "\n".join([*lines, *events]))])
    assert row["statements"][0]["stance"] == "favor"


def test_lines_may_name_entities_of_later_lines(tmp_path: Path) -> None:
    backward = "\ufeff" + "\n".join(reversed(ANN.strip().split("\n"))) + "\r\n"
    assert read_brat([write(tmp_path, backward)])[0]["parties"] == ["IRQ"]


def test_pieces_of_one_role_that_overlap_are_one(tmp_path: Path) -> None:
    ann = "T1\tCue 5 9\tsaid\nT2\tContent 10 15\tno so\nT3\tContent 13 17\tso o\n"
    ann += "R1\tA Arg1:T1 Arg2:T2\nR2\tA Arg1:T1 Arg2:T3\n"
    [row] = read_brat([write(tmp_path, ann, "Tesk said no so or.")])
    assert row["statements"][0]["content"] == [[10, 17]]


def test_files_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, ANN)
    one, other = read_brat([tmp_path])
    assert one["id"] != other["id"]


def test_a_pronoun_is_nobody_s_name(tmp_path: Path) -> None:
    ann = "T1\tSource 0 3\tShe\nT2\tCue 4 8\tsaid\nT3\tContent 9 11\tno\n"
    ann += "R1\tA Arg1:T2 Arg2:T1\nR2\tA Arg1:T2 Arg2:T3\n"
    [row] = read_brat([write(tmp_path, ann, "She said no.")])
    assert row["statements"][0]["speaker"] == ""


def test_a_file_without_a_statement_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no statement; .* got contents"):
        read_brat([write(tmp_path, "T1\tContents 0 5\t“No,”\n")])


def test_windows_line_ends_keep_their_offsets(tmp_path: Path) -> None:
    text = "One.\r\nTesk said no."
    ann = "T1\tCue 11 15\tsaid\nT2\tContent 16 18\tno\nR1\tA Arg1:T1 Arg2:T2\n"
    [row] = read_brat([write(tmp_path, ann, text)])
    assert told(row, row["statements"][0]) == [[], ["said"], ["no"]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T9\tCue 5 999\tx", "5 999 is no span of its text"),
        ("T9\tCue five six\tx", "line 2: is not brat standoff"),
        ("T9", "line 2: is not brat standoff"),
        ("T9 Cue 0 1 x", "expected an id, a tab"),
        (f"T9\tCue {at('said')}\ttold", "its words are 'told', but the text has 'said'"),
        ("R9\tLink Arg1:T1 Arg2:T8", "'T8' is no entity of this file"),
        ("A9\tParty T1 ZZZ", "'ZZZ' is the id of no party"),
        ("A9\tStance T1 pro", "stance must be one of favor, against, neutral; got 'pro'"),
    ],
)
def test_a_line_that_is_not_standoff_is_told(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_brat([write(tmp_path, f"T1\tCue {at('said')}\tsaid\n{line}\n")])


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.ann file there"):
        read_brat([tmp_path])
    (tmp_path / "b.ann").write_text("", encoding="utf8")
    with pytest.raises(InputError, match=r"b\.txt: cannot be read"):
        read_brat([tmp_path / "b.ann"])


def read_rows(path: Path, articles):
    rows, faults = read_csv(path, articles)
    assert not faults
    return rows


ARTICLE = Article("bridge", "Tesk said no. Venn said “yes, yes”.", title="Bridge")


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "statements.csv"
    path.write_text(text, encoding="utf8")
    return path


def test_a_row_is_a_statement(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "\ufeffarticle,content,speaker,party,cue\nbridge,“yes,Oru Venn,IRQ,\n".replace(
            "“yes", '"“yes, yes”"'
        )
        + "bridge,no,Ila Tesk,,Tesk [[said]]\n",
    )
    [row] = read_rows(path, [ARTICLE])
    first, second = row["statements"]
    assert told(row, first) == [[], [], ["“yes, yes”"]]
    assert (first["kind"], first["speaker"], first["party"]) == ("direct", "Oru Venn", "IRQ")
    assert told(row, second)[1] == ["said"]
    assert (row["id"], row["title"], row["parties"]) == ("bridge", "Bridge", ["IRQ"])


def test_offsets_are_used_where_they_fit_the_words(tmp_path: Path) -> None:
    head = "article,text,spans,stance,stance_target\n"
    [row] = read_rows(table(tmp_path, head + "bridge,said,19:23,unknown,Yes.\n"), [ARTICLE])
    assert row["statements"][0]["content"] == [[19, 23]], "the second of two"
    assert row["statements"][0]["stance"] == "", "unsure, and so not labelled"
    assert row["stance_target"] == "Yes."
    rows, [fault] = read_csv(table(tmp_path, head + "bridge,said,0:4,favor,\n"), [ARTICLE])
    assert "2 times" in str(fault)
    assert not rows


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    text = "article,content,speaker\nbridge,no,Tesk\n".replace(",", delimiter)
    assert read_rows(table(tmp_path, text), [ARTICLE])[0]["statements"][0]["speaker"] == "Tesk"


def test_a_party_is_checked_and_may_be_a_user_s_own(tmp_path: Path, party_file: Path) -> None:
    path = table(tmp_path, "article,content,party\nbridge,no,BELMARK\n")
    _, [fault] = read_csv(path, [ARTICLE])
    assert "is the id of no party" in str(fault)
    [row], faults = read_csv(path, [ARTICLE], party_file)
    assert row["parties"] == ["BELMARK"]
    assert not faults


def test_a_cell_that_was_emptied_is_empty(tmp_path: Path) -> None:
    path = table(tmp_path, "article,text,source,source_spans\nbridge,no,,0:4\n")
    assert read_rows(path, [ARTICLE])[0]["statements"][0]["source"] == []


def test_line_ends_of_windows_keep_their_offsets(tmp_path: Path) -> None:
    article = Article("a", "Tesk said that it\r\nwas over.")
    path = table(tmp_path, 'article,text,spans\na,"that it\nwas over",10:27\n')
    assert read_rows(path, [article])[0]["statements"][0]["content"] == [[10, 27]]


def test_cells_lose_the_sign_against_formulas(tmp_path: Path) -> None:
    path = table(tmp_path, "article,content,speaker\nbridge,no,'@tesk\n")
    assert read_rows(path, [ARTICLE])[0]["statements"][0]["speaker"] == "@tesk"


def test_one_article_has_one_target(tmp_path: Path) -> None:
    head = "article,content,stance_target\nbridge,no,\nbridge,said no,Yes.\n"
    assert read_rows(table(tmp_path, head), [ARTICLE])[0]["stance_target"] == "Yes."
    _, [fault] = read_csv(table(tmp_path, head + "bridge,no,No.\n"), [ARTICLE])
    assert "in an earlier row 'Yes.'" in str(fault)


def test_all_rows_at_fault_are_told(tmp_path: Path) -> None:
    path = table(tmp_path, "article,content,kind\nbridge,maybe,\nbridge,no,odd\nbridge,no,\n")
    rows, faults = read_csv(path, [ARTICLE])
    assert [fault.line for fault in faults] == [2, 3]
    assert len(rows[0]["statements"]) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("article,content\nother,no\n", "line 2: the article 'other' is none of those given"),
        ("article,content\nbridge,maybe\n", "line 2: content: 'maybe' is not in the text"),
        ("article,content\nbridge,\n", "line 2: has no content"),
        ("article,content,kind\nbridge,no,quoted\n", "kind must be one of direct"),
        ("article,content,stance\nbridge,no,for\n", "stance must be one of favor"),
        ("article,content\nbridge,9:4\n", "line 2: content: [9, 4] is not a span"),
        ("article,content\nbridge,no,yes\n", "line 2: has more cells than the first line"),
    ],
)
def test_a_row_at_fault_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    _, [fault] = read_csv(table(tmp_path, text), [ARTICLE])
    assert message in str(fault)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("who,what\na,b\n", "line 1: has no columns article and content"),
        ("", "line 1: has no columns article and content"),
        ("article,content\n", "line 1: there is no row"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_csv(table(tmp_path, text), [ARTICLE])

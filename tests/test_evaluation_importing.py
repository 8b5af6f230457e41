"""Labelled examples out of brat standoff files and tables."""

from pathlib import Path

import pytest

from stances.errors import InputError, RowError
from stances.evaluation.importing import read_brat, read_csv
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
        "A1\tParty T3 ARVANIA",
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
    assert (first["kind"], first["party"], first["speaker"]) == ("direct", "ARVANIA", "Ila Tesk")
    assert (second["kind"], second["speaker"], second["stance"]) == ("indirect", "Tesk", "against")
    assert row["parties"] == ["ARVANIA"]


def test_events_join_as_relations_do(tmp_path: Path) -> None:
    lines = [line for line in ANN.split("\n") if not line.startswith("R")]
    events = ["E1\tCue:T3 Content:T1 Source:T2", "E2\tCue:T4 Content:T5 Source:T2"]
    [row] = read_brat([write(tmp_path, "\n".join([*lines, *events]))])
    assert row["statements"] == read_brat([write(tmp_path, ANN)])[0]["statements"]


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
    ],
)
def test_a_line_that_is_not_standoff_is_told(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_brat([write(tmp_path, f"T1\tCue 0 2\tx\n{line}\n")])


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.ann file there"):
        read_brat([tmp_path])
    (tmp_path / "b.ann").write_text("", encoding="utf8")
    with pytest.raises(InputError, match=r"b\.txt: cannot be read"):
        read_brat([tmp_path / "b.ann"])


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
    [row] = read_csv(path, [ARTICLE])
    first, second = row["statements"]
    assert told(row, first) == [[], [], ["“yes, yes”"]]
    assert (first["kind"], first["speaker"], first["party"]) == ("direct", "Oru Venn", "IRQ")
    assert told(row, second)[1] == ["said"]
    assert (row["id"], row["title"], row["parties"]) == ("bridge", "Bridge", ["IRQ"])


def test_offsets_are_used_where_they_fit_the_words(tmp_path: Path) -> None:
    head = "article,text,spans,stance,stance_abstained\n"
    [row] = read_csv(table(tmp_path, head + "bridge,said,19:23,favor,True\n"), [ARTICLE])
    assert row["statements"][0]["content"] == [[19, 23]], "the second of two"
    assert row["statements"][0]["stance"] == "", "unsure, and so not labelled"
    with pytest.raises(RowError, match="2 times"):
        read_csv(table(tmp_path, head + "bridge,said,0:4,favor,False\n"), [ARTICLE])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("who,what\na,b\n", "line 1: has no columns article and content"),
        ("article,content\n", "line 1: there is no row"),
        ("article,content\nother,no\n", "line 2: the article 'other' is none of those given"),
        ("article,content\nbridge,maybe\n", "line 2: content: 'maybe' is not in the text"),
        ("article,content\nbridge,\n", "line 2: has no content"),
        ("article,content,kind\nbridge,no,quoted\n", "kind must be one of direct"),
        ("article,content\nbridge,9:4\n", "line 2: content: .* is not a span"),
    ],
)
def test_a_table_at_fault_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_csv(table(tmp_path, text), [ARTICLE])

"""The command line: what it prints, where, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ARTICLE, EXAMPLE, ROOT, Run
from typer.main import get_command

from stances.cli import app

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(rb"stances \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_docs(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert any(f"stances {command}" in page.read_text("utf8") for page in DOCS)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from stances.cli import app;"
        "CliRunner().invoke(app, ['--help']);"
        "heavy = {'torch', 'transformers', 'sklearn', 'sentence_transformers', 'onnxruntime',"
        " 'scipy', 'pandas', 'numpy'} & set(sys.modules); print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_a_report_imports_neither_torch_nor_sklearn(article: Path) -> None:
    code = (
        "import sys, stances; stances.analyze(sys.argv[1]).to_text();"
        "print(sorted({'torch', 'transformers', 'sklearn', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, article], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_report_as_json_is_one_document_with_what_the_contract_names(
    run: Run, article: Path, party_file: Path
) -> None:
    options = ("--party-file", party_file, "--parties", "Arvania,Belmark", "--format", "json")
    done = run("report", article, *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    report = json.loads(done.stdout)
    named = "articles statements issues positions comparison contradictions settings made_with"
    assert set(named.split()) <= set(report)
    assert {p["party"] for p in report["positions"]} == {"ARVANIA", "BELMARK"}
    for statement in report["statements"]:
        pieces = [ARTICLE[start:end] for start, end in statement["spans"]]
        assert " … ".join(pieces) == statement["text"]


def test_text_report_names_parties_and_quotes_verbatim(
    run: Run, article: Path, party_file: Path
) -> None:
    done = run("report", article, "--party-file", party_file, "--parties", "Arvania,Belmark")
    text = done.stdout.decode("utf8")
    assert "Arvania" in text
    for quoted in re.findall("“([^”]+)”", re.sub(r"\s+", " ", text)):
        assert quoted in re.sub(r"\s+", " ", ARTICLE)


def test_output_is_written_whole(run: Run, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    done = run("report", article, "--format", "markdown", "--output", target)
    assert done.returncode == 0
    assert done.stdout == b""
    assert target.read_text("utf8").startswith("# ")
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device here")
@pytest.mark.parametrize("to_file", [False, True])
def test_output_to_a_device_leaves_the_device_in_place(
    article: Path, tmp_path: Path, to_file: bool
) -> None:
    log, device = tmp_path / "log", os.lstat("/dev/stdout")
    with log.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "stances", "extract", article, "--output", "/dev/stdout"],
            stdout=stream if to_file else subprocess.PIPE,
            check=True,
        )
    assert "Ila Tesk" in (log.read_bytes() if to_file else done.stdout).decode("utf8")
    assert not os.path.lexists("/dev/stdout.partial")
    assert os.path.samestat(os.lstat("/dev/stdout"), device)


def test_output_through_a_link_leaves_the_link(run: Run, article: Path, tmp_path: Path) -> None:
    link, real = tmp_path / "link.csv", tmp_path / "real.csv"
    link.symlink_to(real)
    assert run("extract", article, "--format", "csv", "--output", link).returncode == 0
    assert link.is_symlink()
    assert real.read_text("utf8").startswith("id,")


def test_output_to_a_link_to_itself_gives_a_file(run: Run, article: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(link)
    assert run("extract", article, "--format", "csv", "--output", link).returncode == 0
    assert link.read_text("utf8").startswith("id,")


def test_output_to_a_folder_is_one_sentence(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("report", article, "--output", tmp_path)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    first = run("report", EXAMPLE, "--format", "json")
    assert first.returncode == 0
    assert first.stdout == run("report", EXAMPLE, "--format", "json").stdout


def test_the_order_of_the_articles_changes_nothing(run: Run, article: Path) -> None:
    one = run("report", EXAMPLE, article, "--format", "json")
    other = run("report", article, EXAMPLE, "--format", "json")
    assert one.returncode == 0
    assert one.stdout == other.stdout


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "labelled"])
def test_extract_formats(run: Run, article: Path, party_file: Path, form: str) -> None:
    done = run("extract", article, "--format", form, "--party-file", party_file)
    assert done.returncode == 0, done.stderr
    assert b"Tesk" in done.stdout


def test_labelled_output_holds_spans_into_the_text(run: Run, article: Path) -> None:
    done = run("extract", article, "--format", "labelled")
    [row] = map(json.loads, done.stdout.splitlines())
    assert row["text"] == ARTICLE
    assert all(
        0 <= start < end <= len(ARTICLE) for s in row["statements"] for start, end in s["content"]
    )


def test_compare_shows_both(run: Run, article: Path, party_file: Path) -> None:
    done = run("compare", article, "--between", "Arvania,Belmark", "--party-file", party_file)
    assert done.returncode == 0, done.stderr
    assert b"Arvania" in done.stdout
    assert b"Belmark" in done.stdout


def test_resolve(run: Run) -> None:
    done = run("resolve", "the Pentagon", "Iraq's foreign ministry", "--json")
    assert [row["id"] for row in json.loads(done.stdout)] == ["USA", "IRQ"]
    piped = run("resolve", "-", stdin=b"the Pentagon\nsomebody\n")
    assert piped.stdout.decode().splitlines()[1].startswith("somebody\tunknown")


def test_classify(run: Run) -> None:
    done = run("classify", "--target", "School uniforms should be banned", "They help.", "--json")
    [row] = json.loads(done.stdout)
    assert row["label"] in ("favor", "against", "neutral")


def test_models_are_listed(run: Run) -> None:
    done = run("models")
    assert {line.split()[0] for line in done.stdout.splitlines()} == {
        b"encoder",
        b"quotations",
        b"stance",
    }


def test_nothing_to_report_is_said_and_is_no_error(run: Run) -> None:
    done = run("report", "-", stdin=b"The bridge is long. It rained there yesterday afternoon.")
    assert done.returncode == 0
    assert b"statement" in done.stdout.lower()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", 1),
        ("binary.txt", bytes(range(256)) * 20, 1),
        (
            "german.txt",
            "Der Minister sagte, dass die Brücke nicht mehr sicher sei und dass man "
            "sie noch in diesem Jahr schließen werde, weil es keine andere Lösung gebe.".encode(),
            1,
        ),
        ("line.txt", b"word " * 4_000_000, 1),
        ("marks.txt", ("“" * 5_000 + " He said “no.").encode(), 0),
        (
            "rows.jsonl",
            b'{"text": "He said no."}\n{"text": "She said yes."}\n{broken\n'
            b'{"text": "They said so."}\n{"text": "It ended."}\n',
            1,
        ),
    ],
)
def test_bad_input_is_one_sentence_and_never_a_traceback(
    run: Run, tmp_path: Path, article: Path, name: str, content: bytes, code: int
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("extract", path, article, "--format", "jsonl")
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Tesk" in done.stdout
    if code:
        assert name.encode() in done.stderr
        assert done.stderr.count(b"\n") == 1
    if name == "rows.jsonl":
        assert b"line 3" in done.stderr


def test_a_missing_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("report", tmp_path / "nowhere.txt")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"nowhere.txt" in done.stderr


def test_an_unknown_party_is_wrong_usage(run: Run, article: Path) -> None:
    done = run("report", article, "--parties", "Iran,Narnja")
    assert done.returncode == 2
    assert b"Narnja" in done.stderr
    assert done.stdout == b""


def test_comparing_one_party_is_wrong_usage(run: Run, article: Path) -> None:
    assert run("compare", article, "--between", "US").returncode == 2


def test_corrections_overrule_and_are_marked(run: Run, article: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.toml"
    corrections.write_text(
        '[[correction]]\nwhere.speaker = "Ila Tesk"\nset.party = "Iran"\n', encoding="utf8"
    )
    done = run("extract", article, "--format", "jsonl", "--corrections", corrections)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    tesk = [row for row in rows if row["speaker"]["name"] == "Ila Tesk"]
    assert tesk
    assert all(row["party"]["id"] == "IRN" and "party" in row["corrected"] for row in tesk)


def test_a_wrong_corrections_file_is_wrong_usage(run: Run, article: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.toml"
    corrections.write_text("[[correction]]\nwhere.speaker = 1\n", encoding="utf8")
    done = run("extract", article, "--corrections", corrections)
    assert done.returncode == 2
    assert b"correction 1" in done.stderr

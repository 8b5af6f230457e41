"""The commands evaluate and labels, as a user runs them."""

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT, Run

ARTICLES = ROOT / "examples" / "labelled" / "articles.jsonl"
MENTIONS = [
    {"mention": "the Pentagon", "country": "USA"},
    {"mention": "a passer-by", "country": ""},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in MENTIONS), encoding="utf8")
    return path


def test_json_is_one_document_and_nothing_else(run: Run, gold: Path) -> None:
    done = run("evaluate", "parties", gold, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert told["metrics"] == {"accuracy": 1.0, "coverage": 0.5, "accuracy_answered": 1.0}
    assert set(told["baselines"]) == {"country_name", "majority"}


def test_predictions_are_a_row_a_gold_row_in_order(run: Run, gold: Path, tmp_path: Path) -> None:
    output = tmp_path / "predictions.jsonl"
    done = run("evaluate", "parties", gold, "--predictions", output)
    assert done.returncode == 0
    rows = [json.loads(line) for line in output.read_text(encoding="utf8").splitlines()]
    assert [row["mention"] for row in rows] == ["the Pentagon", "a passer-by"]
    assert [row["country"] for row in rows] == ["USA", ""]


def test_predictions_do_not_replace_the_gold(run: Run, gold: Path) -> None:
    before = gold.read_bytes()
    done = run("evaluate", "parties", gold, "--predictions", gold)
    assert (done.returncode, done.stdout) == (2, b"")
    assert gold.read_bytes() == before
    done = run("evaluate", "parties", gold.with_name("none.jsonl"), "--predictions", gold)
    assert done.returncode == 1
    assert b"none.jsonl: cannot be read" in done.stderr


def test_a_table_shows_baselines_intervals_and_mistakes(run: Run, gold: Path) -> None:
    with gold.open("a", encoding="utf8") as file:
        file.write(json.dumps({"mention": "the Kremlin", "country": "FRA"}) + "\n")
    shown = run("evaluate", "parties", gold).stdout.decode()
    assert "95 % interval" in shown
    assert "country name" in shown
    assert "line 3: expected FRA; found RUS" in shown


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", b"line 3: is not JSON"),
        ('{"mention": "Oslo", "country": "NO"}', b'line 3: "country" must be'),
        ('{"topic": "x"}', b"line 3: does not fit the task parties"),
    ],
)
def test_bad_rows_end_in_one_sentence_and_write_nothing(
    run: Run, gold: Path, tmp_path: Path, line: str, message: bytes
) -> None:
    with gold.open("a", encoding="utf8") as file:
        file.write(line + "\n")
    output = tmp_path / "predictions.jsonl"
    done = run("evaluate", "parties", gold, "--json", "--predictions", output)
    assert (done.returncode, done.stdout) == (1, b"")
    assert message in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not output.exists()


def test_an_empty_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    done = run("evaluate", "stance", empty)
    assert done.returncode == 1
    assert b"line 1: there is no row" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("weather",), ("parties", "--encoder", "shipped"), ("stance", "--party-file", "x.toml")],
)
def test_wrong_usage_is_code_two(run: Run, gold: Path, arguments) -> None:
    done = run("evaluate", arguments[0], gold, *arguments[1:])
    assert (done.returncode, done.stdout) == (2, b"")


def test_labels_are_checked_and_offsets_written(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "offsets.jsonl"
    done = run("labels", "check", ARTICLES, "--output", output)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"8 examples with 247 statements, all in order" in done.stderr
    before, after = (
        [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        for path in (ARTICLES, output)
    )
    assert [row["statements"] for row in after] == [row["statements"] for row in before]
    own = tmp_path / after[-1]["party_file"]
    assert own.resolve() == ARTICLES.with_name(before[-1]["party_file"]).resolve()


def test_every_fault_is_told_and_nothing_written(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    fine = {"content": [[0, 2]], "speaker": ""}
    wrong = [{"content": "nowhere"}, fine, {"content": [[9, 99]]}]
    bad.write_text(json.dumps({"text": "It rained.", "statements": wrong}), encoding="utf8")
    done = run("labels", "check", bad, "--output", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert done.stderr.count(b"line 1: statement") == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_what_extract_drafts_is_right_against_itself(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "draft.jsonl"
    done = run("extract", EXAMPLE, "--format", "labelled", "--output", gold)
    assert done.returncode == 0
    metrics = json.loads(run("evaluate", "attribution", gold, "--json").stdout)["metrics"]
    assert metrics["content_speaker_party_f1"] == 1.0


def test_a_table_of_extract_comes_back_as_labels(run: Run, tmp_path: Path) -> None:
    table, gold = tmp_path / "statements.csv", tmp_path / "gold.jsonl"
    assert run("extract", EXAMPLE, "--format", "csv", "--output", table).returncode == 0
    done = run("labels", "csv", table, "--articles", EXAMPLE, "--output", gold)
    assert (done.returncode, done.stderr) == (0, b"")
    drafted = run("extract", EXAMPLE, "--format", "labelled").stdout
    [one], [other] = (
        [json.loads(line)["statements"] for line in text.splitlines()]
        for text in (gold.read_bytes(), drafted)
    )
    assert one == other


def test_a_draft_names_its_party_file_from_where_it_lies(
    run: Run, article: Path, party_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "gold").mkdir()
    draft, moved = tmp_path / "gold" / "draft.jsonl", tmp_path / "moved.jsonl"
    options = ("--party-file", party_file, "--parties", "ARVANIA,BELMARK", "--output", draft)
    assert run("extract", article, "--format", "labelled", *options).returncode == 0
    assert json.loads(draft.read_bytes())["party_file"] == "../parties.toml"
    done = run("labels", "check", draft, "--output", moved)
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads(moved.read_bytes())["party_file"] == "parties.toml"
    metrics = json.loads(run("evaluate", "attribution", moved, "--json").stdout)["metrics"]
    assert metrics["content_party_f1"] == 1.0


def test_a_target_and_a_party_file_go_into_the_rows_of_a_table(
    run: Run, article: Path, party_file: Path, tmp_path: Path
) -> None:
    table, gold = tmp_path / "t.csv", tmp_path / "gold.jsonl"
    table.write_text("article,content,party,stance\nbridge,the charge,BELMARK,against\n", "utf8")
    options = ("--party-file", party_file, "--target", "It should open.", "--output", gold)
    assert run("labels", "csv", table, "--articles", article, *options).returncode == 0
    row = json.loads(gold.read_bytes())
    assert (row["party_file"], row["stance_target"]) == ("parties.toml", "It should open.")
    assert run("labels", "check", gold).returncode == 0
    assert run("evaluate", "quotations", gold).returncode == 0


def test_brat_files_become_labels(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tesk said no.", encoding="utf8")
    ann = "T1\tCue 5 9\tsaid\nT2\tContent 10 12\tno\nR1\tLink Arg1:T1 Arg2:T2\n"
    (tmp_path / "a.ann").write_text(ann, encoding="utf8")
    done = run("labels", "brat", tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["statements"][0]["content"] == [[10, 12]]
    assert run("labels", "brat", tmp_path / "none").returncode == 1


def test_articles_that_cannot_be_read_are_told(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("article,content\nx,no\n", encoding="utf8")
    done = run("labels", "csv", table, "--articles", tmp_path / "none.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"stances: ")

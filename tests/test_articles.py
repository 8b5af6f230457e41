"""Inputs to articles: files, folders, standard input, ids, limits and faults."""

import gzip
import io
import itertools
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from stances.articles import Problem, read
from stances.errors import InputError, RowError, UsageError
from stances.records import Article
from stances.settings import Settings

SENTENCE = "The minister of Arvania said that the talks with Belmark would go on.\n"
GERMAN = "Die Ministerin sagte, dass die Gespräche mit dem Nachbarn nicht beendet sind. " * 4


def write(folder: Path, name: str, content: str | bytes = SENTENCE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(*given: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in given)


def fault(*inputs: str | Path, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        list(read(*inputs, settings=Settings(**options)))  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch):
    def feed(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return feed


def test_a_text_file_is_read_exactly(tmp_path: Path) -> None:
    text = "One “quote”.\r\n\r\nTwo.\rThree.\n\n"
    path = write(tmp_path, "border.txt", b"\xef\xbb\xbf" + text.encode())
    assert list(read(path)) == [Article(id="border", text=text)]
    assert next(read(str(path))).text == text


def test_markdown_takes_its_title_from_the_first_heading(tmp_path: Path) -> None:
    text = "Intro\n\n## Not this\n# Talks go on #\n\n" + SENTENCE
    (article,) = read(write(tmp_path, "a.md", text))
    assert article.title == "Talks go on"
    assert article.text == text


def test_a_folder_gives_its_articles_in_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "README.md", "a/readme.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name)
    write(tmp_path, "c.py")
    write(tmp_path, "d.JSONL", rows({"id": "row", "text": SENTENCE}))
    (tmp_path / "e.txt").mkdir()
    assert [article.id for article in read(tmp_path)] == ["z", "b", "row"]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    assert [article.id for article in read(tmp_path)] == ["a"]


def test_a_folder_without_articles_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    assert ".txt, .md, .html, .jsonl" in fault(tmp_path)


def test_standard_input_may_be_text_rows_or_nothing(stdin) -> None:
    stdin(SENTENCE.encode())
    assert list(read("-")) == [Article(id="stdin", text=SENTENCE)]
    stdin(rows({"text": SENTENCE}, "{broken", {"id": 7, "text": SENTENCE}).encode())
    problems: list[Problem] = []
    assert [article.id for article in read("-", problems=problems)] == ["stdin-1", "7"]
    assert problems[0].where == "standard input, line 2"
    stdin(b" \n")
    assert "standard input: is empty" in fault("-")


def test_text_that_begins_with_a_brace_is_text(stdin) -> None:
    text = "{Editor's note} " + SENTENCE
    stdin(text.encode())
    assert [article.text for article in read("-")] == [text]


def test_a_row_longer_than_the_first_look_is_a_row(stdin) -> None:
    text = SENTENCE * 3000
    stdin(json.dumps({"id": "long", "text": text}).encode())
    assert [(article.id, article.text) for article in read("-")] == [("long", text)]


def test_articles_pass_through() -> None:
    given = Article(id="a", text=GERMAN)
    assert list(read(given)) == [given]


def test_no_input_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        list(read())


def test_what_is_at_fault_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    inputs = [
        write(tmp_path, "good.txt"),
        tmp_path / "missing.txt",
        write(tmp_path, "empty.txt", ""),
        write(tmp_path, "picture.txt", b"\x89PNG\r\n\x1a\n\0\0"),
        write(tmp_path, "german.txt", GERMAN),
        write(tmp_path, "rows.jsonl", rows(*[{"id": n, "text": SENTENCE} for n in "ab"], "{", {})),
        write(tmp_path, "last.txt", SENTENCE * 2),
    ]
    problems: list[Problem] = []
    found = [article.id for article in read(*inputs, problems=problems)]
    assert found == ["good", "a", "b", "last"]
    told = [problem.message for problem in problems]
    expected = ["no such file", "empty", "PNG", "German (de)", "line 3", "line 4"]
    assert len(told) == len(expected)
    assert all(part in message for part, message in zip(expected, told, strict=True))
    assert all(problem.message.startswith(problem.where + ": ") for problem in problems)
    assert all(problem.fault for problem in problems)


def test_the_first_fault_raises_without_a_list(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.jsonl", rows({"text": SENTENCE}, "[1]"))
    reading = read(path)
    assert next(reading).id == "rows-1"
    with pytest.raises(RowError) as caught:
        next(reading)
    assert (caught.value.path, caught.value.line) == (str(path), 2)


@pytest.mark.parametrize("name", ["no\0name", "x" * 5000, "https://example.org/a", "\x1b[31m", ""])
def test_a_name_that_is_no_path_is_a_fault(name: str) -> None:
    if name:
        message = fault(name)
        assert len(message) < 300
        assert message.isprintable()
    assert "web address" in fault("https://example.org/a")


def test_a_path_that_loops_or_is_forbidden_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in fault(tmp_path / "loop.txt")
    path = write(tmp_path, "secret.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in fault(path)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    ends = os.pipe()
    os.write(ends[1], SENTENCE.encode())
    os.close(ends[1])
    assert [article.text for article in read(f"/dev/fd/{ends[0]}")] == [SENTENCE]
    os.close(ends[0])


def test_an_article_over_the_limit_is_a_fault(tmp_path: Path, stdin) -> None:
    path = write(tmp_path, "long.txt", "x" * 1001)
    message = fault(path, max_article_bytes=1000)
    assert "1,001 bytes" in message
    assert "1,000 bytes" in message
    stdin(b"x" * 1001)
    assert "is over the limit" in fault("-", max_article_bytes=1000)
    assert len(list(read(path, settings=Settings(max_article_bytes=1001)))) == 1


def test_a_packed_article_cannot_unpack_past_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "bomb.txt.gz", gzip.compress(b"x" * 3_000_000))
    assert "over the limit" in fault(path, max_article_bytes=1000)
    (article,) = read(write(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode())))
    assert (article.id, article.text) == ("a", SENTENCE)


def test_other_json_is_a_fault(tmp_path: Path) -> None:
    assert "JSONL" in fault(write(tmp_path, "a.json", '{\n "text": "One."\n}'))
    assert len(list(read(write(tmp_path, "b.json", rows({"text": SENTENCE}))))) == 1


def test_ids_differ_and_do_not_depend_on_the_order(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "one/a.txt", SENTENCE),
        write(tmp_path, "two/a.txt", SENTENCE * 2),
        write(tmp_path, "one/b.jsonl", rows({"text": SENTENCE * 3})),
        write(tmp_path, "two/b.jsonl", rows({"text": SENTENCE * 4})),
        write(tmp_path, "c.txt", SENTENCE * 5),
    ]
    seen = {
        frozenset((article.id, article.text) for article in read(*order))
        for order in itertools.permutations(paths)
    }
    assert len(seen) == 1
    names = {name for name, _ in seen.pop()}
    assert len(names) == 5
    assert "c" in names
    assert not names & {"a", "b-1"}


def test_rows_with_one_id_are_told_apart_by_their_text(tmp_path: Path) -> None:
    made = [{"id": "x", "text": SENTENCE * n} for n in (1, 2, 1)]
    problems: list[Problem] = []
    found = list(read(write(tmp_path, "a.jsonl", rows(*made)), problems=problems))
    assert found[0].id == "x"
    assert found[1].id.startswith("x-")
    assert [problem.fault for problem in problems] == [False]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    problems: list[Problem] = []
    assert [article.id for article in read(tmp_path, path, problems=problems)] == ["a"]
    assert [(problem.fault, "twice" in problem.message) for problem in problems] == [(False, True)]
    assert len(list(read(path, tmp_path))) == 1


def test_a_file_name_that_cannot_be_written_gives_an_id_that_can(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\x1b[31m.txt"))
    path.write_text(SENTENCE)
    (article,) = read(path)
    assert article.id.isprintable()
    article.id.encode()


@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".jsonl", ".gz", ""]))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_give_articles_or_problems(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    problems: list[Problem] = []
    found = list(read(path, problems=problems))
    assert found or problems
    for article in found:
        article.text.encode()
        assert article.text.strip()

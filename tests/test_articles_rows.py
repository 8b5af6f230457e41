"""Lines of JSONL to articles."""

import datetime
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stances.articles.rows import looks_like_rows, parse_date, read_rows
from stances.errors import InputError, RowError
from stances.records import Article


def parse(data: bytes, limit: int = 10_000, budget: int | None = None) -> list[object]:
    return [found for _, found in read_rows(io.BytesIO(data), "a.jsonl", "a", limit, budget)]


def line(**row: object) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_a_row_becomes_an_article() -> None:
    row = line(
        id="x", title="T", date="2024-02-03", text="One.", url="u", outlet="O", statements=[1]
    )
    when = datetime.date(2024, 2, 3)
    assert parse(b"\xef\xbb\xbf" + row) == [Article("x", "One.", "T", when, "O", "u")]


def test_a_row_needs_only_text() -> None:
    assert parse(b"\r\n" + line(text="One.", publisher="P")) == [Article("a-2", "One.", outlet="P")]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (b"{broken\n", "not JSON"),
        (b"[1]\n", "a list"),
        (b'"text"\n', "expected a JSON object"),
        (b"{}\n", "no text"),
        (line(text=" \n"), "no text"),
        (line(text=5), "got a number"),
        (line(text="One.", title=["T"]), "title must be a string"),
        (line(text="One.", id=1.5), "id must be"),
        (line(text="One.", date="yesterday"), "got 'yesterday'"),
        (line(text="One.", date=20240203), "date must be like"),
        (b'{"text": "\xff"}\n', "UTF-8"),
        (b'{"text": ' + b"[" * 9000 + b"\n", "nested too deeply"),
        (b'{"text": "One.", "n": ' + b"9" * 9000 + b"}\n", "not JSON"),
        (line(text="x" * 20_000), "over the limit of 10,000"),
    ],
)
def test_a_row_at_fault_is_named_and_the_others_are_given(row: bytes, part: str) -> None:
    good = line(text="One.")
    found = parse(good * 2 + row + good * 2)
    assert [isinstance(each, Article) for each in found] == [True, True, False, True, True]
    error = found[2]
    assert isinstance(error, RowError)
    assert (error.path, error.line) == ("a.jsonl", 3)
    assert str(error).startswith("a.jsonl, line 3: ")
    assert part in str(error)
    assert str(error).isprintable()


def test_lone_surrogates_are_replaced_and_nuls_kept() -> None:
    (article,) = parse(b'{"text": "a\\ud800b\\u0000", "title": "\\udfff", "id": "\\ud800"}\n')
    assert article == Article("\ufffd", "a\ufffdb\0", "\ufffd")


def test_the_last_line_needs_no_line_break_and_one_at_the_limit_is_read() -> None:
    data = line(text="One.").rstrip()
    assert parse(data, limit=len(data)) == [Article("a-1", "One.")]
    assert parse(data + b"\n", limit=len(data)) == [Article("a-1", "One.")]
    assert isinstance(parse(data, limit=len(data) - 1)[0], RowError)


def test_an_endless_line_is_given_up() -> None:
    found = parse(b"x" * 1_000_000 + b"\n" + line(text="One."), limit=100)
    assert "was not read" in str(found[-1])
    assert not any(isinstance(each, Article) for each in found)


def test_reading_ends_at_the_budget() -> None:
    found = parse(line(text="One.") * 1000, budget=500)
    assert "too much data" in str(found[-1])
    assert len(found) < 50


def test_a_cut_archive_gives_what_it_holds() -> None:
    packed = gzip.compress(b"".join(line(text=f"One {n}.") for n in range(5000)))
    stream = gzip.GzipFile(fileobj=io.BytesIO(packed[: len(packed) // 2]))
    found = [each for _, each in read_rows(io.BufferedReader(stream), "a", "a", 10_000)]
    assert len(found) > 100
    assert "reading ended here" in str(found[-1])


def test_faults_without_end_are_counted() -> None:
    found = parse(b"{\n" * 1500 + line(text="One."))
    assert len(found) == 1002
    assert "500 more lines" in str(found[-1])
    assert isinstance(found[-2], Article)


def test_many_rows_take_no_more_memory_than_one() -> None:
    class Endless(io.RawIOBase):
        rows: Iterator[bytes] = iter([line(text="word " * 1000)] * 4000)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            data = next(self.rows, b"")
            buffer[: len(data)] = data
            return len(data)

    tracemalloc.start()
    stream = io.BufferedReader(Endless(), 10_000)
    assert sum(1 for _ in read_rows(stream, "a", "a", 10_000)) == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (line(text="One."), True),
        (b"\n" + line(text="One."), True),
        (b'{"text": "cut', True),
        (b"{broken\n" + line(text="One."), True),
        (line(title="One."), False),
        (b"{a} said\n", False),
        (b"{" * 9000, False),
        (b"", False),
    ],
)
def test_rows_are_told_from_text(head: bytes, expected: bool) -> None:
    assert looks_like_rows(head) is expected


def test_dates() -> None:
    assert parse_date("") is None
    assert parse_date(" 2024-02-03T23:00:00+03:00 ") == datetime.date(2024, 2, 3)
    with pytest.raises(ValueError, match="2024-13-01"):
        parse_date("2024-13-01")


words = st.text(st.characters(exclude_categories=["Cs"]))


@given(words.filter(str.strip), words, words, words, st.none() | st.dates())
def test_articles_survive_a_round_trip(
    text: str, title: str, outlet: str, url: str, when: datetime.date | None
) -> None:
    article = Article("x", text, title, when, outlet, url)
    row = line(
        id="x", text=text, title=title, date=when and when.isoformat(), outlet=outlet, url=url
    )
    assert parse(row) == [article]


@given(st.binary(max_size=200))
def test_any_bytes_give_articles_or_errors(data: bytes) -> None:
    assert all(isinstance(found, Article | InputError) for found in parse(data))

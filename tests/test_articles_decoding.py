"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stances.articles.decoding import decode
from stances.errors import InputError

ENGLISH = "The envoy’s “red line”, she said – 5 £ – was the café in Arvania’s capital.\r\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_survives_its_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "a.txt") == ENGLISH


def test_utf_16_of_the_other_byte_order_is_read() -> None:
    assert decode(b"\xfe\xff" + ENGLISH.encode("utf-16-be"), "a.txt") == ENGLISH


def test_a_declared_encoding_is_believed() -> None:
    text = "Министр сказал, что переговоры продолжатся. " * 3
    assert decode(text.encode("koi8-r"), "a.html", declared="KOI8-R") == text


@pytest.mark.parametrize("declared", ["zlib", "punycode", "unicode_escape", "rot13", "none"])
def test_a_declared_encoding_that_no_page_has_is_not_used(declared: str) -> None:
    assert decode("caf\xe9 in the capital of Arvania".encode("cp1252"), "a", declared)[3] == "é"


def test_an_undeclared_encoding_is_guessed() -> None:
    text = "Министр сказал, что переговоры с соседями продолжатся в столице. " * 20
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_a_broken_character_does_not_spoil_the_rest() -> None:
    data = ENGLISH.encode()
    assert decode(data[:-2] + b"\xe2\x80", "a.txt").startswith(ENGLISH[:-2])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 abc", "a PDF"),
        (b"PK\x03\x04abc", "a ZIP"),
        (b"\x1f\x8babc", "gzip"),
        (b"{\\rtf1 abc", "RTF"),
        (b"abc\0def", "binary"),
        (bytes(range(1, 32)) * 3, "binary"),
    ],
)
def test_binary_data_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(InputError, match=f"^a.txt: looks like .*{name}.*convert it to text first"):
        decode(data, "a.txt")


def test_a_terminal_escape_is_text() -> None:
    assert decode(b"He said \x1b[31mno\x1b[0m.", "a") == "He said \x1b[31mno\x1b[0m."


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, "a")
    except InputError:
        return
    text.encode()


@given(st.text())
def test_utf_8_is_read_as_it_is(text: str) -> None:
    try:
        found = decode(text.encode(), "a")
    except InputError:
        return
    assert found == text.removeprefix("\ufeff")

"""Where the paragraphs of a text lie, for files that wrap their lines and for files that do not.

The "> " that sets a block quotation apart is no part of its paragraph.
"""

import re
from collections.abc import Iterator

_BLANK_LINES = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:[\r\n][^\S\r\n]*)*(?:\r\n|\r|\n)")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_WRAP_WIDTHS = range(55, 111)
_BLOCK = re.compile(r"(?:>\s*)+")
_TERMINAL = '.!?:;"”’)'


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of `text` as `(start, end)` offsets, without the white space around them.

    A blank line always ends a paragraph. A single line break does too, unless the lines
    around it look wrapped to a column: of similar length, and broken inside sentences.

    >>> paragraphs("One.\\n\\nTwo.\\nThree.")
    [(0, 4), (6, 10), (11, 17)]
    >>> paragraphs("> One.\\n>\\n> Two.")
    [(2, 6), (11, 15)]
    """
    found = []
    for start, end in _split(text, 0, len(text), _BLANK_LINES):
        lines = list(_split(text, start, end, _LINE_BREAK))
        found += [(start, end)] if _wrapped(text, lines) else lines
    return [trimmed for span in found if (trimmed := _trim(text, *span))]


def _split(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if end > start:
        yield start, end


def _wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    if len(lines) < 2:
        return False
    body = lines[:-1]
    if not all(end - start in _WRAP_WIDTHS for start, end in body):
        return False
    inside = sum(text[end - 1] not in _TERMINAL for _, end in body)
    return inside * 2 > len(body)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    block = _BLOCK.match(text, left, right)
    left = block.end() if block else left
    return (left, right) if right > left else None

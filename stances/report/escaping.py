"""Makes text from an article safe for where it is shown: nothing in it is ever interpreted."""

import json
import re
from typing import Any

REPLACEMENT = "\ufffd"

# Control characters (terminal escapes among them), marks that turn the direction of writing,
# line separators, halves of surrogate pairs, and characters that no screen shows.
_HIDDEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[{_HIDDEN}]")
# JSON can say these as \uXXXX, so nothing is lost and no terminal or line reader trips on them.
_JSON_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_MARKDOWN = re.compile(r"[\\`*_\[\]~$#@{}]")
_MARKDOWN_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_COLON = re.compile(r":(?=\S)")
_WWW = re.compile(r"(?i)\b(www)\.")
_BLOCK_START = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
_FORMULA_STARTS = "=+-@＝＋－＠"


def clean_line(text: str) -> str:
    r"""One line of text that a terminal can print: other white space becomes one space each run.

    Control characters, bidirectional overrides and other hidden characters become U+FFFD.

    >>> clean_line("stop\x1b[2J\nnow")
    'stop�[2J now'
    """
    return _UNSEEN.sub(REPLACEMENT, " ".join(text.split()))


def escape_markdown(text: str) -> str:
    r"""One line of Markdown that renders as exactly this text, on GitHub and in CommonMark.

    >>> print(escape_markdown("a *b* | <i>"))
    a \*b\* &#124; &lt;i&gt;
    """
    line = _MARKDOWN.sub(r"\\\g<0>", clean_line(text).replace("&", "&amp;"))
    for character in "<>|":
        line = line.replace(character, _MARKDOWN_ENTITIES[character])
    return _WWW.sub(r"\1\\.", _COLON.sub(r"\\:", line))


def escape_start(line: str) -> str:
    r"""A line of escaped Markdown that cannot open a list or underline a heading.

    >>> print(escape_start("1. no list"))
    1\. no list
    """
    return _BLOCK_START.sub(_escape_start, line)


def guard_cell(text: str) -> str:
    r"""A text cell of a CSV file that no spreadsheet takes for a formula.

    >>> guard_cell("=1+1")
    "'=1+1"
    """
    # A lone carriage return would end the row for most readers, quoted or not.
    shown = _UNSEEN.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    first = shown.lstrip()[:1]
    risky = text[:1] in ("\t", "\r") or (first != "" and first in _FORMULA_STARTS)
    return f"'{shown}" if risky else shown


def dump_json(value: Any, indent: int | None = None) -> str:
    r"""JSON text that can always be written as UTF-8 and holds no terminal control.

    Raises `ValueError` for a number that JSON does not have.

    >>> dump_json({"text": "é\ud800\x9b"})
    '{"text": "é\\ud800\\u009b"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escape_start(found: re.Match[str]) -> str:
    """The first characters of a line with a backslash."""
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2]}\\{found[3]}"

"""Shows the characters that no screen shows, and keeps them from acting."""

import re
import unicodedata

from markupsafe import escape

from stances.report.escaping import REPLACEMENT

# Control characters (terminal escapes among them), marks that turn the direction of writing,
# halves of surrogate pairs, and characters that no screen shows. White space stays.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def reveal(text: str) -> str:
    r"""The text as HTML, each hidden character as a mark that names it.

    >>> reveal("<b>\x1b[2J")
    '&lt;b&gt;<span class="hid" title="U+001B">�</span>[2J'
    """
    return _HIDDEN.sub(_name, str(escape(text)))


def neutralise(page: str) -> str:
    """A page without any hidden character: U+FFFD stands for each, wherever it got in."""
    return _HIDDEN.sub(REPLACEMENT, page)


def _name(found: re.Match[str]) -> str:
    point = ord(found[0])
    name = unicodedata.name(found[0], "")
    told = f"U+{point:04X} {name}".rstrip()
    return f'<span class="hid" title="{told}">{REPLACEMENT}</span>'

"""From the bytes of a file to its text."""

import codecs
import re

from stances.errors import InputError

_SAMPLE = 100_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (codecs.BOM_UTF16_LE, "UTF-16 data"),
    (codecs.BOM_UTF16_BE, "UTF-16 data"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an audio, video or image file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_CONTROLS = bytes(code for code in [*range(32), 127] if chr(code) not in "\t\n\r\f\v\x1b")
_CONTROL_SHARE = 0.02
_SURROGATES = re.compile("[\ud800-\udfff]")
# Encodings a page may declare: those of the WHATWG standard, not the codecs of Python that
# undo compression, escapes or host names.
_DECLARABLE = re.compile(
    r"(?:windows-|cp)(?:125\d|874)|iso-8859-\d+|koi8-[ru]|gb(?:k|2312|18030)|big5(?:-hkscs)?"
    r"|euc-(?:jp|kr)|shift_jis|macintosh"
)


def decode(data: bytes, where: str, declared: str = "") -> str:
    """The text of `data`: nothing is changed in it but a byte order mark, which is dropped.

    UTF-8 is tried first, UTF-16 and UTF-32 by their byte order mark, then `declared` (what an
    HTML page says of itself), then the most likely encoding, at last Windows-1252. Lone
    surrogates become U+FFFD. Raises `InputError`, which begins with `where`, for binary data.

    >>> decode(b"\\xef\\xbb\\xbfCaf\\xc3\\xa9\\r\\n", "a.txt")
    'Café\\r\\n'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return repair(data[len(mark) :].decode(encoding, "replace"))
    refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return repair(_decode_legacy(data, declared))


def repair(text: str) -> str:
    """Put U+FFFD in the place of each lone surrogate, so that the text can be written.

    >>> repair("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATES.sub("\ufffd", text)


def printable(name: str) -> str:
    """A name without the characters that would disturb a terminal or cannot be written."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `InputError`, which begins with `where`, for bytes that are no text."""
    head = data[:64].lstrip()
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{where}: looks like {name}, not text; convert it to text first.")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > _CONTROL_SHARE * len(data):
        raise InputError(f"{where}: looks like binary data, not text; convert it to text first.")


def _decode_legacy(data: bytes, declared: str) -> str:
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for _ in re.finditer("[^\x00-\x7f\ufffd]", mended))
    if whole >= 4 * broken:
        return mended
    for encoding in (_known(declared), _western(data), _guess(data)):
        if encoding:
            try:
                return data.decode(encoding, "replace")
            except (LookupError, UnicodeError):
                continue
    return data.decode("cp1252", "replace")


def _known(declared: str) -> str:
    name = declared.strip().lower()
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return "cp1252"  # as browsers do
    if name == "macintosh":
        return "mac_roman"
    return name if _DECLARABLE.fullmatch(name) else ""


def _western(data: bytes) -> str:
    """Windows-1252 where a few curly quotes and accents stand in what is otherwise ASCII.

    A statistical guess is unsure on so little, and English text looks like this.
    """
    high = data.translate(None, bytes(range(128)))
    if len(high) * 20 > len(data) or any(byte in high for byte in b"\x81\x8d\x8f\x90\x9d"):
        return ""
    return "cp1252"


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    return match.encoding if match else ""

"""A user's own parties, from a TOML file."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from stances.errors import PartyFileError

_TEXTS = ("id", "name", "country")
_LISTS = ("aliases", "members")


class Defined(NamedTuple):
    """One `[[party]]` of a party file."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    country: str


def read_party_file(path: Path) -> list[Defined]:
    """The parties that a file defines; raises `PartyFileError` naming the file and the entry."""
    entries = _entries(path)
    defined = [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]
    seen: set[str] = set()
    for number, party in enumerate(defined, 1):
        if party.id in seen:
            raise PartyFileError(f"{path}, party {number}: the id {party.id!r} is defined twice.")
        seen.add(party.id)
    return defined


def _entries(path: Path) -> list[Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise PartyFileError(f"{path}: cannot be read ({reason}).") from None
    except ValueError as error:
        raise PartyFileError(f"{path}: is not TOML ({error}).") from None
    unknown = sorted(set(content) - {"party"})
    if unknown:
        raise PartyFileError(f"{path}: holds {unknown[0]!r}; expected only [[party]] entries.")
    entries = content.get("party", [])
    if not isinstance(entries, list) or not entries:
        raise PartyFileError(f"{path}: defines no party; write at least one [[party]] entry.")
    return entries


def _entry(path: Path, number: int, entry: Any) -> Defined:
    where = f"{path}, party {number}"
    if not isinstance(entry, dict):
        raise PartyFileError(f"{where}: must be a [[party]] table.")
    for key in entry:
        if key not in (*_TEXTS, *_LISTS):
            expected = ", ".join((*_TEXTS, *_LISTS))
            raise PartyFileError(f"{where}: unknown key {key!r}; expected one of {expected}.")
    texts = {key: _text(where, entry, key) for key in _TEXTS}
    if not texts["id"]:
        raise PartyFileError(f'{where}: has no id; add id = "...".')
    lists = {key: _list(where, entry, key) for key in _LISTS}
    name = texts["name"] or texts["id"]
    return Defined(texts["id"], name, lists["aliases"], lists["members"], texts["country"])


def _text(where: str, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise PartyFileError(f"{where}: {key} must be a string, not {value!r}.")
    return value.strip()


def _list(where: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PartyFileError(f"{where}: {key} must be a list of strings, not {value!r}.")
    return tuple(value)

"""What can go wrong, as a tree of exceptions.

    StancesError
    ├── InputError            an input cannot be read: missing, empty, binary, too large …
    │   └── RowError          one line of a JSONL file is at fault; has `path` and `line`
    ├── UsageError            a wrong option or argument
    │   └── UnknownPartyError a party name that no registry holds
    ├── PartyFileError        a party file does not say what it must
    ├── CorrectionsError      a corrections file does not say what it must
    ├── CollectionError       a collection is held by another process, foreign, newer, full …
    └── ModelError            a model folder is missing a file or holds another model

Every message says what was given, what was expected and what to do.
"""

from collections.abc import Sequence


class StancesError(Exception):
    """Base of every error that `stances` raises on purpose."""


class InputError(StancesError):
    """An input cannot be read as an article."""


class RowError(InputError):
    """One line of a JSONL file cannot be read."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}, line {line}: {message}")
        self.path = path
        self.line = line


class UsageError(StancesError):
    """An option or argument has a value that it cannot have."""


class UnknownPartyError(UsageError):
    """A party was named that the registry does not hold; `close` are names that it does."""

    def __init__(self, message: str, close: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.close = tuple(close)


class PartyFileError(StancesError):
    """A party file is not the TOML it must be."""


class CorrectionsError(StancesError):
    """A corrections file is not the TOML it must be."""


class CollectionError(StancesError):
    """A collection cannot be opened, or what was found cannot be stored in it."""


class ModelError(StancesError):
    """A model folder lacks a file, or holds another model than the one asked for."""

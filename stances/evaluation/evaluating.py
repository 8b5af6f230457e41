"""Runs a task on the gold rows of a file."""

from pathlib import Path

from stances.errors import RowError, UsageError
from stances.evaluation.gold import GoldRow, read_gold
from stances.evaluation.outcome import Evaluation, conclude
from stances.evaluation.tasks import TASKS, Task
from stances.evaluation.tasks.task import Options
from stances.parties.partyfile import read_party_file

WITH_ENCODER = ("sides",)
WITH_MODEL = ("stance", "attitude", "sides", "keypoints")
WITH_PARTIES = ("quotations", "attribution", "parties")


def evaluate(
    task: str,
    path: str | Path,
    *,
    encoder: str | None = None,
    party_file: str | Path | None = None,
    model: str | Path | None = None,
) -> Evaluation:
    """Score what the project finds against the gold rows of a JSONL file, gzipped or not.

    `task` is one of quotations, attribution, parties, stance, attitude, sides, keypoints.
    `encoder` ("shipped", or any that sentence-transformers can load) is for sides, from its
    vectors alone; `party_file` for quotations, attribution and parties, where a row names none;
    `model`, the folder of a pair model in place of the shipped one, for stance, attitude, sides
    and keypoints. All rows are read before any work is done. Nothing is dropped from a score.

    Raises `RowError` with the line of a row at fault, `InputError` where the file cannot be
    read, `PartyFileError` where the party file cannot be used, `UsageError` for an unknown task
    or an option that the task does not have.

    >>> import json, tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as gold:
    ...     _ = gold.write(json.dumps({"mention": "the Pentagon", "country": "USA"}) + "\\n")
    ...     gold.flush()
    ...     evaluate("parties", gold.name).metrics["accuracy"]
    1.0
    """
    path = Path(path)
    chosen = _task(task, encoder, party_file, model)
    rows = read_gold(path)
    for row in rows:
        _check(chosen, row, path)
    options = Options(
        path,
        encoder,
        Path(party_file) if party_file else None,
        Path(model) if model else None,
    )
    if options.party_file:
        read_party_file(options.party_file)
    outcome = chosen.run(rows, options)
    return conclude(chosen.name, [row.data for row in rows], outcome)


def _task(
    name: str,
    encoder: str | None,
    party_file: str | Path | None,
    model: str | Path | None,
) -> Task:
    if name not in TASKS:
        raise UsageError(f"No task is called {name!r}; expected one of {', '.join(TASKS)}.")
    if encoder is not None and name not in WITH_ENCODER:
        raise UsageError(f"The task {name} has no encoder to choose; leave --encoder out.")
    if party_file is not None and name not in WITH_PARTIES:
        raise UsageError(f"The task {name} knows no parties; leave --party-file out.")
    if model is not None and (name not in WITH_MODEL or encoder is not None):
        raise UsageError(
            f"--model is for {', '.join(WITH_MODEL)}, without --encoder; leave it out here."
        )
    return TASKS[name]


def _check(task: Task, row: GoldRow, path: Path) -> None:
    if task.fits(row.data):
        return
    needed = " or ".join(", ".join(keys) for keys in task.needs)
    fitting = [each.name for each in TASKS.values() if each.fits(row.data)]
    hint = f" It fits the task {' or '.join(fitting)}." if fitting else ""
    raise RowError(
        str(path), row.line, f"does not fit the task {task.name}, which needs {needed}.{hint}"
    )

"""Reads the labelled data that the pair model learns from, as it lies in its folders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from stances.errors import InputError, RowError
from stances.evaluation.gold import read_gold
from stances.evaluation.tasks.attitude import marked_actors, marked_event
from stances.evaluation.tasks.stance import read_pair
from stances.stance.pairs import Marked, Span

STANCE = ("perspectrum-train", "argkp-train", "iam", "ibm-claims", "vast-train")
STANCE_DEV = ("perspectrum-dev", "argkp-dev", "vast-dev")
MENTIONS = "newsmtsc-train"
KEY_POINTS = "keypoints/argkp-train"
KEY_POINTS_DEV = "keypoints/argkp-dev"
WRITTEN = "written"
DEBATES = "debates"
MARKED = "marked"
HELD_BACK = 10

Row = Mapping[str, Any]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and a target; `topic` is what it is drawn by, `cluster` who says the same."""

    target: str
    statement: str
    label: str
    topic: str
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story written for this project: targets with their pole, and what is said of them.

    A statement is its source, its cue with the content, and its stance to targets of pole 1.
    `names` are the invented names and their adjectives, which may be swapped for others.
    """

    targets: tuple[tuple[str, int], ...]
    statements: tuple[tuple[str, str, str], ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A key point of a debate, its pole, and arguments that make it in other words."""

    text: str
    pole: int
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate written for this project: targets with their pole, points, and neutral statements.

    An argument for a point of pole 1 is in favor of the targets of pole 1.
    """

    targets: tuple[tuple[str, int], ...]
    points: tuple[Point, ...]
    neutral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is learned from. Marked sentences come with their labels.

    `marked` are those that were written for this project, by task.
    """

    stance: dict[str, list[Pair]] = field(default_factory=dict)
    key_points: list[Row] = field(default_factory=list)
    inference: list[tuple[str, str, str]] = field(default_factory=list)
    negation: list[tuple[str, str, str]] = field(default_factory=list)
    event: list[tuple[Marked, str]] = field(default_factory=list)
    direction: list[tuple[Marked, str]] = field(default_factory=list)
    sentiment: list[tuple[Marked, str]] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    debates: list[Debate] = field(default_factory=list)
    marked: dict[str, list[tuple[Marked, str]]] = field(default_factory=dict)

    def limited(self, rows: int) -> "Sources":
        """The first rows of each kind, all where `rows` is 0."""
        if not rows:
            return self
        cut: dict[str, Any] = {}
        for each in fields(self):
            whole = getattr(self, each.name)
            named = isinstance(whole, dict)
            cut[each.name] = {k: v[:rows] for k, v in whole.items()} if named else whole[:rows]
        return Sources(**cut)

    def sizes(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        named = {name: len(rows) for name, rows in self.stance.items()}
        kinds = ("key_points", "inference", "negation", "event", "direction", "sentiment")
        told = {kind: len(getattr(self, kind)) for kind in kinds}
        written = sum(len(each.statements) for each in self.scenarios)
        debated = sum(len(p.arguments) for each in self.debates for p in each.points)
        own = {
            "written": written,
            "debates": debated,
            "marked": sum(map(len, self.marked.values())),
        }
        return {**named, **told, **own}


def find_files(data: Iterable[Path]) -> dict[str, Path]:
    """Files of the data by their names without endings; key points with their folder."""
    found: dict[str, Path] = {}
    for path in data:
        for file in sorted(path.rglob("*.jsonl*")) if path.is_dir() else [path]:
            name = file.name.removesuffix(".gz").removesuffix(".jsonl")
            key = f"keypoints/{name}" if file.parent.name == "keypoints" else name
            found.setdefault(key, file)
    return found


def read_sources(files: Mapping[str, Path], events: bool = True) -> Sources:
    """What the model learns from; `events` False leaves out the set of events between countries.

    Raises `InputError` where no stance file is among `files`, or a row cannot be read.
    """
    stance = {name: read_stance(files[name]) for name in STANCE if name in files}
    if not stance:
        raise InputError(f"no stance training file was found; expected one of {list(STANCE)}.")
    pairs = {name: read_inference(files[name]) for name in ("nli", "negation") if name in files}
    sentiment = [each for each, article in read_mentions(files, MENTIONS) if not held_back(article)]
    return Sources(
        stance=stance,
        key_points=read_key_points(files, KEY_POINTS),
        inference=pairs.get("nli", []),
        negation=pairs.get("negation", []),
        event=[each for each, _ in read_events(files, "plv-train")] if events else [],
        direction=read_directions(files, "directed-train"),
        sentiment=sentiment + [each for each, _ in read_mentions(files, "basil-quotes")],
        scenarios=read_scenarios(),
        debates=read_debates(),
        marked=read_marked(),
    )


def held_back(key: str) -> bool:
    """Whether a row with this key belongs to the tenth that is set aside for scoring."""
    return crc32(key.encode()) % HELD_BACK == 0


def read_rows(path: Path, read: Callable[[Row], Read]) -> list[Read]:
    """What `read` makes of each row; raises `RowError` with the line of one it cannot read."""
    found = []
    for row in read_gold(path):
        try:
            found.append(read(row.data))
        except KeyError as error:
            raise RowError(str(path), row.line, f"has no {error}.") from None
        except (ValueError, TypeError, IndexError) as error:
            raise RowError(str(path), row.line, f"cannot be read ({error}).") from None
    return found


def read_stance(path: Path) -> list[Pair]:
    """The stance pairs of a file; raises `RowError` with the line where a row is not one."""
    pairs = []
    for row in read_gold(path):
        try:
            pair = read_pair(row)
        except ValueError as error:
            raise RowError(str(path), row.line, str(error)) from None
        topic = str(row.data.get("topic") or pair.target)
        pairs.append(Pair(*pair, topic, str(row.data.get("cluster") or "")))
    return pairs


def read_key_points(files: Mapping[str, Path], name: str) -> list[Row]:
    """Arguments with key points, as the task `keypoints` has them."""
    needed = ("argument_id", "argument", "key_point", "topic", "stance", "label")
    if name not in files:
        return []
    return read_rows(files[name], lambda row: {key: row[key] for key in needed})


def read_inference(path: Path) -> list[tuple[str, str, str]]:
    """Premise, hypothesis and label of each row."""
    return read_rows(path, lambda row: (row["premise"], row["hypothesis"], row["label"]))


def read_events(files: Mapping[str, Path], name: str) -> list[tuple[tuple[Marked, str], str]]:
    """Marked sentences with the event between source and target, and the sentence's id."""
    if name not in files:
        return []
    return read_rows(
        files[name],
        lambda row: ((marked_event(row["marked"]), str(row["label"])), str(row["sentence_id"])),
    )


def read_directions(files: Mapping[str, Path], name: str) -> list[tuple[Marked, str]]:
    """Sentences with two actors, and who stands how toward whom."""
    if name not in files:
        return []
    return read_rows(files[name], _directed)


def read_mentions(files: Mapping[str, Path], name: str) -> list[tuple[tuple[Marked, str], str]]:
    """Sentences with a mention, the sentiment toward it, and the article's id.

    A quoted span that is known to be about a target comes as a sentence of its own.
    """
    return read_rows(files[name], _mention) if name in files else []


def _mention(row: Row) -> tuple[tuple[Marked, str], str]:
    text, place = row["sentence"], (int(row["start"]), int(row["end"]))
    if "span" in row:
        text, place = _spoken(row)
    return ((text, None, place), row["label"]), str(row.get("article", ""))


def _spoken(row: Row) -> tuple[str, Span]:
    head = f"{row['speaker']} on "
    return f"{head}{row['target']}: {row['span']}", (len(head), len(head) + len(row["target"]))


def read_scenarios() -> list[Scenario]:
    """The stories written for this project, which come with the package."""
    return _read_shipped(WRITTEN, _scenario)


def read_debates() -> list[Debate]:
    """The debates written for this project, which come with the package."""
    return _read_shipped(DEBATES, _debate)


def read_marked() -> dict[str, list[tuple[Marked, str]]]:
    """The marked sentences written for this project, by task: with two actors, or a mention."""
    return {
        "direction": _read_shipped(f"{MARKED}/direction", _directed),
        "sentiment": _read_shipped(f"{MARKED}/sentiment", _marked_mention),
    }


def _directed(row: Row) -> tuple[Marked, str]:
    return marked_actors(row["marked"]), str(row["label"])


def _marked_mention(row: Row) -> tuple[Marked, str]:
    text, place, _ = marked_actors(row["marked"])
    return (text, None, place), str(row["label"])


def _read_shipped(folder: str, read: Callable[[Row], Read]) -> list[Read]:
    path = Path(str(resources.files("stances.training") / folder))
    return [each for file in sorted(path.glob("*.jsonl")) for each in read_rows(file, read)]


def _scenario(row: Row) -> Scenario:
    return Scenario(
        targets=_targets(row),
        statements=tuple(
            (each["source"], f"{each['cue']} {each['content']}".strip(), each["stance"])
            for each in row["statements"]
        ),
        names=tuple((each["name"], each["adjective"]) for each in row["parties"]),
    )


def _debate(row: Row) -> Debate:
    return Debate(
        targets=_targets(row),
        points=tuple(
            Point(each["point"], int(each["pole"]), tuple(each["said"])) for each in row["points"]
        ),
        neutral=tuple(row["neutral"]),
    )


def _targets(row: Row) -> tuple[tuple[str, int], ...]:
    return tuple((each["text"], int(each["pole"])) for each in row["targets"])


def by_topic(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Pairs by their topic, in order."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.topic, []).append(pair)
    return found

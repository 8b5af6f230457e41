"""A reader without models, articles without end, and what a collection holds, to compare."""

import datetime
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import numpy as np

from stances.collection.reader import OUT
from stances.collection.rows import (
    Row,
    article_from,
    columns_of,
    rows_of,
    stance_row,
    statement_row,
)
from stances.collection.schema import STORED, VIEWS
from stances.collection.store import Maker
from stances.errors import ModelError
from stances.pipeline import Pipeline
from stances.records import Article, Cue, Party, Source, Speaker, Stance, Statement
from stances.settings import Settings

SAID = re.compile(r"“([^”]+)” said (\w+ \w+) of (\w+)\.")
MAKER = Maker("0.1.0", "q" * 64, "e" * 64, "s" * 64, "{}")
PEOPLE = (("Ila Tesk", "Arvania"), ("Oru Venn", "Belmark"), ("Mara Dohl", "Cordesia"))
THINGS = ("bridge", "harbour", "treaty", "border", "dam")
DIMENSION = 16


class ToyReader:
    """Takes every “…” said First Last of Country. for a statement; a text with BAD cannot be read.

    `delay` are seconds an article, so that there is time to be interrupted.
    """

    def __init__(self, delay: float = 0.0, target: str = "") -> None:
        self.delay = delay
        self.target = target

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        rows: list[Row] = []
        for each in rows_of(batch):
            time.sleep(self.delay)
            rows += self.read(article_from(each))
        return columns_of(rows, OUT)

    def read(self, article: Article) -> list[Row]:
        nothing = {**dict.fromkeys(OUT), "article": article.id, "stance": [], "problem": ""}
        if "BAD" in article.text:
            return [{**nothing, "problem": "could not be read (it is bad)"}]
        found = []
        for place, match in enumerate(SAID.finditer(article.text)):
            statement = make_statement(article, place, match)
            stances = [stance_row(Stance(self.target, "favor", 0.9, 0.8))] if self.target else []
            row = statement_row(statement, place, embed(statement.text))
            found.append({**row, "stance": stances, "problem": ""})
        return found or [nothing]


class TracedReader(ToyReader):
    """Notes in a folder, by PID, which articles it has read, so that a test sees who read what.

    The first process that comes to the article `stop` tells its PID in the file `stopped` and
    waits to be killed.
    """

    def __init__(self, folder: Path, stop: str = "", wait: float = 600.0) -> None:
        super().__init__()
        self.folder = folder
        self.stop = stop
        self.wait = wait

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        if self.stop in batch["id"] and self.stops_first():
            time.sleep(self.wait)
            raise RuntimeError("nobody has killed this process")
        found = super().__call__(batch)
        with (self.folder / f"{os.getpid()}.read").open("a") as stream:
            stream.write(" ".join(batch["id"]) + "\n")
        return found

    def stops_first(self) -> bool:
        try:
            with (self.folder / "stopped").open("x") as stream:
                stream.write(f"{os.getpid()}\n")
        except FileExistsError:
            return False
        return True


class RefusingReader(ToyReader):
    """A reader that lacks what it needs."""

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        raise ModelError("the folder of the model is not here.")


def make_statement(article: Article, place: int, match: re.Match[str]) -> Statement:
    name, country = match[2], match[3]
    return Statement(
        id=f"{article.id}:{place + 1}",
        article=article.id,
        kind="direct",
        manner="said",
        text=match[1],
        spans=(match.span(1),),
        cue=Cue("said", ((match.end(1) + 2, match.end(1) + 6),)),
        source=Source(f"{name} of {country}", ((match.start(2), match.end(3)),)),
        speaker=Speaker(name, "minister", (f"{name} of {country}",)),
        party=Party(country.upper(), country, "", (f"named with {country}",), 0.9),
        confidence=0.9,
    )


def embed(text: str) -> np.ndarray:
    row = np.zeros(DIMENSION, dtype=np.float32)
    for word in text.lower().split():
        row[hashlib.sha256(word.encode()).digest()[0] % DIMENSION] += 1
    return np.asarray(np.round(row / (np.linalg.norm(row) or 1), 4), dtype=np.float32)


class ToyPairs:
    """A pair model that finds favor in an even number of words."""

    sha256 = MAKER.stance
    threshold = 0.5

    def __init__(self) -> None:
        self.read = 0

    def judge_pairs(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.read += len(pairs)
        favor = [0.8 if len(text.split()) % 2 else 0.1 for text, _ in pairs]
        return np.array([[f, 0.9 - f, 0.1] for f in favor]).reshape(-1, 3)

    def judge_places(self, task: str, texts: Sequence[Any]) -> np.ndarray:
        return np.tile(np.array([[1.0, 0, 0, 0, 0]]), (len(texts), 1))

    def decide(self, task: str, rows: np.ndarray) -> np.ndarray:
        return np.asarray(rows.argmax(axis=1)) if len(rows) else np.zeros(0, dtype=int)


def make_pipeline(settings: Settings | None = None) -> Pipeline:
    """A pipeline whose models are stand-ins."""
    pipeline = Pipeline(settings)
    pipeline.__dict__.update(
        pairs=ToyPairs(),
        encoder=SimpleNamespace(
            sha256=MAKER.encoder, stance_dimension=0, split=lambda rows: (rows, rows)
        ),
        tagger=SimpleNamespace(model=SimpleNamespace(sha256=lambda: MAKER.quotations)),
    )
    return pipeline


def make_article(number: int, **more: Any) -> Article:
    """An article whose text is like no other's."""
    parts = []
    for turn in range(3):
        name, country = PEOPLE[(number + turn) % 3]
        thing = THINGS[(number * 7 + turn) % 5]
        parts.append(
            f"“We talked of the {thing} for {number * 3 + turn + 2} days and will "
            f"{'keep' if (number + turn) % 2 else 'leave'} it,” said {name} of {country}."
        )
    fields = {
        "id": f"a{number:06}",
        "text": "\n\n".join(parts),
        "title": f"Day {number}",
        "date": datetime.date(2031, 1, 1) + datetime.timedelta(days=number % 360),
        "outlet": ("Gazette", "Herald", "Courier")[number % 3],
        "url": f"https://news.example/{number}",
    }
    return Article(**{**fields, **more})


def make_articles(count: int) -> Iterator[Article]:
    """Articles, one after another; among them versions, copies, repeats and a bad one."""
    for number in range(count):
        yield make_article(number)
        if number % 10 == 3:
            newer = make_article(number).text.replace("We talked", "They talked")
            yield make_article(number, text=newer)
        if number % 10 == 5:
            yield make_article(number, id="copy", url="https://copy.example", outlet="Copy")
        if number % 10 == 7:
            yield make_article(number)
        if number == 12:
            yield make_article(number, id="bad", text="BAD", url="")


def put_repeats_last(articles: Iterable[Article]) -> list[Article]:
    """Articles in such an order that they make two batches and not one after every repeat."""
    first, again, known = [], [], set()
    for article in articles:
        keys = {article.id, article.text, article.url or article.id}
        (again if keys & known else first).append(article)
        known |= keys
    return first + again


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a collection holds, in an order of its own."""
    connection = duckdb.connect(str(path), read_only=True)
    try:
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in (*STORED, *VIEWS)
        }
    finally:
        connection.close()


def main() -> None:
    """Collect so many articles into a file, with such a delay, in so many processes."""
    from stances.collection import collect

    path, count, delay, processes = sys.argv[1:5]
    collect(
        make_articles(int(count)),
        Path(path),
        reader=ToyReader(float(delay)),
        maker=MAKER,
        processes=int(processes),
    )


if __name__ == "__main__":
    main()

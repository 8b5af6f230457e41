"""Adds articles to a collection, and reads those again that another model has read."""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from stances.collection.engines import Engine, Reader, make_engine, result_of
from stances.collection.opening import opened
from stances.collection.planning import Known, clean_url, plan
from stances.collection.progress import Progress
from stances.collection.reader import ArticleReader
from stances.collection.rows import Row
from stances.collection.store import Batch, Maker, Planned, Store, hash_text
from stances.errors import CollectionError
from stances.records import Article
from stances.settings import Settings

if TYPE_CHECKING:
    from stances.articles import Problem

LOOKED_UP = 64
KEPT_APART = ("parties", "min_confidence", "every_manner")


@dataclass(slots=True)
class Collected:
    """What a run did, in numbers of articles; `problems` are inputs that could not be used."""

    new: int = 0
    versions: int = 0
    skipped: int = 0
    refreshed: int = 0
    statements: int = 0
    problems: int = 0
    notes: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        return self.new + self.versions + self.refreshed


def collect(
    inputs: Iterable[Article],
    into: Path,
    settings: Settings | None = None,
    *,
    problems: "list[Problem] | None" = None,
    refresh: bool = False,
    engine: str = "local",
    processes: int = 0,
    staging: str = "",
    wait: float = 0.0,
    reader: Reader | None = None,
    maker: Maker | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Read articles that a collection does not hold yet and add them to it.

    `inputs` is any iterable of articles, as `stances.read` gives them with the same `problems`
    list; what that list takes is stored too. What is stored stays when the run is ended at any
    moment, and the same run again goes on from there and ends with the same content. With
    `refresh`, articles that other models or settings have read are read again first. `reader`
    takes the place of `ArticleReader`, with its `maker`. Raises `CollectionError`.
    """
    chosen = settings or Settings()
    noted: list[Problem] = [] if problems is None else problems
    with opened(into, write=True, wait=wait) as connection:
        store = Store(connection)
        run = _Run(
            store,
            make_engine(engine, reader or ArticleReader(chosen), processes, staging),
            maker or make_maker(chosen),
            progress or Progress(),
        )
        try:
            run.check(into, refresh)
            if refresh:
                run.refresh()
            run.add(inputs, noted)
        finally:
            run.progress.clear()
            run.engine.close()
        run.done.problems = store.count("problems")
        return run.done


def make_maker(settings: Settings) -> Maker:
    """What will read articles under these settings."""
    from stances.pipeline import Pipeline

    pipeline = Pipeline(settings)
    pipeline.check()
    models = pipeline.made_with()["models"]
    named = {name: getattr(settings, name) for name in KEPT_APART}
    named["encoder"] = settings.encoder
    if settings.party_file:
        named["party_file"] = hashlib.sha256(settings.party_file.read_bytes()).hexdigest()[:16]
    from stances.version import VERSION

    told = json.dumps(named, sort_keys=True)
    return Maker(VERSION, models["quotations"], models["encoder"], models["stance"], told)


class _Run:
    """One run: what is under way, and what was done."""

    def __init__(self, store: Store, engine: Engine, maker: Maker, progress: Progress) -> None:
        self.store = store
        self.engine = engine
        self.maker = maker
        self.progress = progress
        self.done = Collected()
        self.known = Known()
        self.under_way: deque[tuple[Batch, Future[list[Row]] | None]] = deque()
        self.pending: set[str] = set()
        self.waiting: list[Article] = []
        self.awaited: set[str] = set()
        self.batch = Batch()

    def check(self, path: Path, refresh: bool) -> None:
        """Refuse to mix what different models give; raises `CollectionError`."""
        others = [m for m in self.store.makers().values() if m != self.maker]
        different = sorted({name for maker in others for name in maker.differs(self.maker)})
        if different and not refresh:
            raise CollectionError(
                f"{path}: holds articles that were read with another {', another '.join(different)}"
                "; give --refresh to read them again, or collect into another file."
            )
        if others and not refresh:
            versions = ", ".join(sorted({maker.version for maker in others}))
            self.done.notes = (
                f"{path}: some articles were read by stances {versions}; --refresh reads them "
                f"again by {self.maker.version}.",
            )

    def refresh(self) -> None:
        """Read every article again that another maker has read."""
        made_by = self.store.maker_id(self.maker)
        total = self.store.count_outdated(made_by)
        progress, self.progress = self.progress, Progress(total, self.progress.stream)
        while articles := self.store.outdated(made_by, self.engine.chunk * (self.engine.ahead + 1)):
            futures = [
                (part, self.engine.submit(part)) for part in _parts(articles, self.engine.chunk)
            ]
            for part, future in futures:
                rows = result_of(future)
                self.store.refresh(part, rows, made_by, self.maker.stance)
                self.done.refreshed += len(part)
                self.done.statements += _count(rows)
                self.progress.tell(self.done.read, f" of {total:,}", self.done.refreshed)
        self.progress.clear()
        self.progress = progress

    def add(self, inputs: Iterable[Article], problems: "list[Problem]") -> None:
        """Plan, read and store articles as they come; memory does not grow with their number."""
        made_by = self.store.maker_id(self.maker)
        told = 0
        for block in _parts(inputs, LOOKED_UP):
            self._take_each(block, made_by)
            if len(self.waiting) >= self.engine.chunk:
                self._take_waiting(made_by)
            told = self._note(problems, told)
            self._tell()
        self._note(problems, told)
        while self.waiting:
            self._take_waiting(made_by)
        self._finish(made_by)

    def _take_each(self, block: Sequence[Article], made_by: int) -> None:
        """Take articles, but for those whose place depends on one that is not stored yet."""
        self.known = Known.of(self.store, block)
        for article in block:
            keys = set(_keys(article))
            if keys & self.pending or keys & self.awaited:
                self.waiting.append(article)
                self.awaited |= keys
                continue
            self._take(article)
            if len(self.batch.planned) >= self.engine.chunk:
                self._submit(made_by)

    def _take_waiting(self, made_by: int) -> None:
        """Take those that wait, in their order: what they waited for is stored first."""
        self._finish(made_by)
        waiting, self.waiting, self.awaited = self.waiting, [], set()
        self._take_each(waiting, made_by)

    def _take(self, article: Article) -> None:
        planned = plan(article, self.known, self.store)
        if isinstance(planned, Planned):
            self.batch.planned.append(planned)
            self.pending.update((*_keys(article), f"id {planned.article.id}"))
            return
        self.done.skipped += 1
        if planned is not None:
            self.batch.copies.append(planned)

    def _note(self, problems: "list[Problem]", told: int) -> int:
        """Take over the problems that reading the inputs has met since the last time."""
        faults = [p for p in problems[told:] if p.fault]
        self.batch.problems += [(p.where, p.message) for p in faults]
        return len(problems)

    def _submit(self, made_by: int) -> None:
        articles = [planned.article for planned in self.batch.planned]
        future = self.engine.submit(articles) if articles else None
        self.under_way.append((self.batch, future))
        self.batch = Batch()
        while len(self.under_way) > self.engine.ahead:
            self._store(made_by)

    def _finish(self, made_by: int) -> None:
        """Store everything that is planned or under way."""
        if self.batch:
            self._submit(made_by)
        while self.under_way:
            self._store(made_by)

    def _store(self, made_by: int) -> None:
        batch, future = self.under_way.popleft()
        rows = result_of(future) if future else []
        self.store.add(batch, rows, made_by, self.maker.stance)
        failed = {row["article"] for row in rows if row["problem"]}
        for planned in batch.planned:
            self.pending.difference_update((*_keys(planned.article), f"id {planned.article.id}"))
            if planned.article.id not in failed:
                self.known.note_planned(planned)
                self.done.new += planned.version == 1
                self.done.versions += planned.version > 1
        self.done.statements += _count(rows)
        self._tell()

    def _tell(self) -> None:
        done = self.done
        more = f", {done.skipped:,} there already" if done.skipped else ""
        self.progress.tell(done.read, more, done.read + done.skipped)


def _keys(article: Article) -> Iterator[str]:
    """What a later article may have in common with this one."""
    yield f"text {hash_text(article.text)}"
    yield f"id {article.id}"
    if article.url:
        yield f"url {clean_url(article.url)}"


def _parts(items: Iterable[Article], size: int) -> Iterator[Sequence[Article]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


def _count(rows: Sequence[Row]) -> int:
    return sum(row["id"] is not None for row in rows)

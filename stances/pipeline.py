"""Joins the steps: from articles to statements, and from statements to a report."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from stances import articles as reading
from stances.articles import Problem
from stances.corrections import Correction, correct_attribution, correct_stance, read_corrections
from stances.embedding import Encoder
from stances.findings import find_all, members_of, relate_issues
from stances.issues import find_repeats, group_issues
from stances.parties import PartyRegistry, assign_parties
from stances.progress import FINDINGS, ISSUES, READING, STATEMENTS, Progress, follow, ignore, watch
from stances.quotations import QuotationTagger
from stances.quotations.cues import read_cue
from stances.quotations.manner import is_authored
from stances.quotations.telling import are_told
from stances.records import (
    JOIN,
    Article,
    Issue,
    Party,
    Quotation,
    Source,
    Spans,
    Speaker,
    Statement,
)
from stances.report import Report
from stances.settings import Settings
from stances.speakers import find_channels, find_nested, find_speakers, unify_speakers
from stances.stance import PairModel, judge_attitudes, judge_statements, read_text
from stances.version import VERSION

Input = str | Path | Article
Judge = Callable[[Sequence[Statement], Sequence[Issue]], list[Statement]]
Choose = Callable[[Sequence[Issue]], list[Issue]]


class Pipeline:
    """The whole flow under one set of settings; models load when first used.

    `progress` is called with each stage, how much of it is done and how much there is.
    """

    def __init__(self, settings: Settings | None = None, progress: Progress = ignore) -> None:
        self.settings = settings or Settings()
        self.progress = progress

    @cached_property
    def registry(self) -> PartyRegistry:
        registry = PartyRegistry.default()
        path = self.settings.party_file
        return registry.with_file(path) if path else registry

    @cached_property
    def focus(self) -> tuple[Party, ...]:
        """The parties that the user named, in that order; raises `UnknownPartyError`."""
        found = [self.registry.find(name) for name in self.settings.parties]
        return tuple({party.id: party for party in found}.values())

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        path = self.settings.corrections
        return read_corrections(path) if path else ()

    @cached_property
    def tagger(self) -> QuotationTagger:
        return QuotationTagger.shipped()

    @cached_property
    def encoder(self) -> Encoder:
        return Encoder.named(self.settings.encoder)

    @cached_property
    def pairs(self) -> PairModel:
        return PairModel.shipped()

    def under(self, settings: Settings) -> "Pipeline":
        """A pipeline of the same models under other settings, which load nothing again.

        Only for settings with the same `encoder`.
        """
        other = Pipeline(settings)
        models = {name: getattr(self, name) for name in ("tagger", "encoder", "pairs")}
        other.__dict__.update(models)
        return other

    def check(self) -> None:
        """Read the party file, party names and corrections; raises before any work is done."""
        _ = self.registry, self.focus, self.corrections

    def extract(self, articles: Iterable[Article]) -> Iterator[Statement]:
        """Give the statements of each article, in order of their place."""
        total = len(articles) if isinstance(articles, Sequence) else 0
        for article in follow(articles, STATEMENTS, self.progress, total):
            yield from self.statements(article)

    def statements(self, article: Article) -> list[Statement]:
        """The statements of one article that the settings let through."""
        quotations = self.tagger.find(article.text)
        made = self._attributed(article, quotations)
        corrected = (correct_attribution(s, self.corrections, self.registry) for s in made)
        told = are_told(article.text, quotations)
        wanted = [s for s, is_told in zip(corrected, told, strict=True) if self._wanted(s, is_told)]
        return self._with_layers(article, quotations, wanted)

    def _attributed(self, article: Article, quotations: Sequence[Quotation]) -> list[Statement]:
        """The statement of each quotation, with its speaker, channel and party."""
        speakers = find_speakers(article, quotations)
        focus = tuple(party.id for party in self.focus if party.id)
        parties = assign_parties(article, quotations, speakers, self.registry, focus=focus)
        channels = find_channels(article, quotations)
        made = zip(quotations, speakers, parties, channels, strict=True)
        return [_statement(article, number, *parts) for number, parts in enumerate(made, 1)]

    def _with_layers(
        self, article: Article, quotations: Sequence[Quotation], wanted: list[Statement]
    ) -> list[Statement]:
        """With `--all`, what speakers tell of others' words is a statement of its own too.

        Otherwise only the outermost layer counts: who relays a word need not mean it.
        """
        if not self.settings.every_manner:
            return wanted
        layers = find_nested(article, quotations)
        inner = self._attributed(article, [layer.quotation for layer in layers])
        told = {
            f"{article.id}:{layer.outer + 1}": statement
            for layer, statement in zip(layers, inner, strict=True)
            if statement.party.id is not None
        }
        found = []
        for teller in wanted:
            found.append(teller)
            if teller.id in told:
                name = teller.speaker.name or None
                found.append(replace(told[teller.id], id=f"{teller.id}.1", relayed_by=name))
        return found

    def _wanted(self, statement: Statement, is_told: bool) -> bool:
        """Whether the settings let a statement through; what was not said only with `--all`."""
        if statement.confidence < self.settings.min_confidence:
            return False
        if self.settings.every_manner or not is_told:
            return self.settings.every_manner
        owned = statement.party.id is not None or is_authored(statement.source.text)
        return statement.manner == "said" or (statement.manner == "document" and owned)

    def report(
        self,
        articles: Iterable[Article],
        problems: Sequence[Problem] = (),
        *,
        related: bool = True,
    ) -> Report:
        """Analyse articles together; the order in which they come changes nothing.

        `problems` may still grow while the articles are read, and is told in the report. Without
        `related`, statements are not read in pairs: sides and exhibits rest on stances alone.
        """
        self.check()
        read = follow(articles, READING, self.progress)
        found = sorted(read, key=lambda a: (str(a.date or ""), a.id))
        statements = list(self.extract(found))
        self.progress(ISSUES, 0, 0)
        vectors = self.embed(statements)
        return self.report_on(found, statements, vectors, problems, related=related)

    def embed(self, statements: Sequence[Statement]) -> np.ndarray:
        """A row for each statement, by which they are compared with one another.

        What it is about and, where the encoder tells, which side it takes: the second from the
        cue and the words together, as stances are read.
        """
        topics = self.encoder.encode([statement.text for statement in statements])
        if not self.encoder.stance_dimension:
            return topics
        sides = self.encoder.encode([read_text(each) for each in statements], part="stance")
        return np.concatenate([topics, sides], axis=1)

    def report_on(
        self,
        found: Sequence[Article],
        statements: Sequence[Statement],
        vectors: np.ndarray,
        problems: Sequence[Problem] = (),
        *,
        related: bool = True,
        judge: Judge | None = None,
        made_with: Mapping[str, Any] | None = None,
        only: Choose | None = None,
    ) -> Report:
        """The report on statements that were found before, with a row of `vectors` each.

        Rows are as `embed` gives them. `found` are their articles by date and id, the statements
        in that order. `judge` gives statements their stances toward the issues, and may add to
        `problems`; without one every stance and attitude is read. `only` leaves those of the
        issues that were asked for.
        """
        whole = vectors
        vectors, _ = self.encoder.split(whole)
        statements = unify_speakers(statements)
        parties = self.focus or self._most_quoted(statements)
        dates = {article.id: article.date for article in found}
        repeats = find_repeats(statements, vectors, dates=dates)
        statements = [
            s if repeats.get(s.id) == s.repeat_of else replace(s, repeat_of=repeats.get(s.id))
            for s in statements
        ]
        issues = group_issues(
            statements,
            vectors,
            granularity=self.settings.granularity,
            target=self.settings.target,
            articles=found,
        )
        if only is not None:
            issues = only(issues)
            kept = {member for issue in issues for member in issue.statements}
            rows = [row for row, statement in enumerate(statements) if statement.id in kept]
            statements, whole = [statements[row] for row in rows], whole[rows]
        statements = (judge or self._judge)(statements, issues)
        return Report(
            articles=tuple(found),
            statements=tuple(statements),
            issues=tuple(issues),
            parties=tuple(parties),
            settings=_plain_settings(self.settings),
            made_with=made_with or self.made_with(),
            problems=tuple(problem.message for problem in problems),
            target=self.settings.target,
            vectors=self.encoder.split(whole)[0],
            **self._findings(found, statements, whole, issues, parties, related),
        )

    def _findings(
        self,
        articles: Sequence[Article],
        statements: Sequence[Statement],
        rows: np.ndarray,
        issues: Sequence[Issue],
        parties: Sequence[Party],
        related: bool,
    ) -> dict[str, Any]:
        """What the steps after the stances find, by the report's fields."""
        vectors, stances = self.encoder.split(rows)
        members = members_of(issues, statements)
        relations = {}
        if related:
            relations = relate_issues(statements, vectors, members, self.pairs, self.progress)
        # Rows that an older encoder left in a collection may have no stance part.
        plain = not self.encoder.stance_dimension or not stances.shape[1]
        self.progress(FINDINGS, 0, 0)
        return find_all(
            articles,
            statements,
            vectors,
            issues,
            parties,
            target=self.settings.target,
            relations=relations,
            stances={} if plain else {key: stances[own] for key, own in members.items()},
        )

    def _most_quoted(self, statements: Sequence[Statement]) -> tuple[Party, ...]:
        counts: dict[str, int] = {}
        party_of: dict[str, Party] = {}
        for statement in statements:
            if statement.party.id is not None:
                counts[statement.party.id] = counts.get(statement.party.id, 0) + 1
                party_of.setdefault(statement.party.id, statement.party)
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        return tuple(party_of[key] for key in ranked[: self.settings.max_parties])

    def _judge(self, statements: Sequence[Statement], issues: Sequence[Issue]) -> list[Statement]:
        """Read each statement's stance toward the user's target and its issue's, and attitudes."""
        target_of = {member: issue.target for issue in issues for member in issue.statements}
        asked = [
            (place, target)
            for place, statement in enumerate(statements)
            for target in dict.fromkeys((self.settings.target, target_of.get(statement.id, "")))
            if target
        ]
        pairs = watch(self.pairs, self.progress)
        judged = judge_statements(
            [statements[place] for place, _ in asked],
            [target for _, target in asked],
            pairs,
        )
        attitudes = judge_attitudes(statements, self.registry, pairs)
        with_stance = [
            replace(statement, attitudes=found)
            for statement, found in zip(statements, attitudes, strict=True)
        ]
        for (place, _), stance in zip(asked, judged, strict=True):
            statement = with_stance[place]
            with_stance[place] = replace(statement, stance=(*statement.stance, stance))
        return [correct_stance(statement, self.corrections) for statement in with_stance]

    def made_with(self) -> dict[str, Any]:
        """The version and the hashes of the models, and a date where the user gave one."""
        models = {
            "quotations": self.tagger.model.sha256(),
            "encoder": self.encoder.sha256,
            "stance": self.pairs.sha256,
        }
        made: dict[str, Any] = {"version": VERSION, "models": models}
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdecimal():
            made["date"] = datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        return made


def analyze(
    *inputs: Input,
    parties: Sequence[str] = (),
    target: str = "",
    problems: list[Problem] | None = None,
    progress: Progress = ignore,
    **options: Any,
) -> Report:
    """Read articles and report who says what, and who disagrees.

    `inputs` are paths (files or folders), `-` for standard input, or `Article` records;
    `parties` are names or ids in the order to compare them, `target` what to be for or
    against. `progress` is called with each stage, what is done of it and how much there is (0:
    not known). `options` are the other fields of `Settings`. Raises `InputError` for an input
    that cannot be read, unless `problems` is a list, which then takes what went wrong;
    `UnknownPartyError` for a party that no registry holds.

    >>> text = "“We will not sign,” Arvania’s minister Ila Tesk said. Belmark had no comment."
    >>> report = analyze(Article("demo", text))
    >>> report.statements[0].speaker.name
    'Ila Tesk'
    """
    settings = Settings(parties=tuple(parties), target=target, **options)
    pipeline = Pipeline(settings, progress)
    pipeline.check()
    noted: list[Problem] = [] if problems is None else problems
    articles = reading.read(*inputs, settings=settings, problems=problems)
    return pipeline.report(articles, noted)


def _statement(
    article: Article,
    number: int,
    quotation: Quotation,
    speaker: Speaker,
    party: Party,
    channel: str | None,
) -> Statement:
    return Statement(
        id=f"{article.id}:{number}",
        article=article.id,
        kind=quotation.kind,
        manner=quotation.manner,
        text=_words(article.text, quotation.content),
        spans=quotation.content,
        cue=read_cue(article.text, quotation.cue, quotation.source, quotation.content),
        source=Source(_words(article.text, quotation.source), quotation.source, speaker.unnamed),
        speaker=speaker,
        party=party,
        relayed_by=channel,
        confidence=quotation.confidence,
    )


def _words(text: str, spans: Spans) -> str:
    return JOIN.join(text[start:end] for start, end in spans)


def _plain_settings(settings: Settings) -> dict[str, Any]:
    """The settings as JSON has them; a path is told by its last part, which travels."""
    plain = asdict(settings)
    for name, value in plain.items():
        if isinstance(value, Path):
            plain[name] = value.name
        elif isinstance(value, tuple):
            plain[name] = list(value)
    return plain

"""The task `attribution`: who said what, for whom, and on which side, in labelled examples."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stances.errors import StancesError
from stances.evaluation.baselines import person_at, quoted_statements
from stances.evaluation.labelled import (
    LabelledExample,
    LabelledStatement,
    read_example,
    read_registry,
)
from stances.evaluation.labels import majority
from stances.evaluation.outcome import Mistake, Outcome, spread
from stances.evaluation.quotations import match_contents, one_to_one
from stances.evaluation.spans import words_of_spans
from stances.evaluation.speakers import same_speaker
from stances.evaluation.tally import Figures, Tally, f1, share
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.pipeline import Pipeline
from stances.records import Article, Spans, Statement
from stances.report.document import statement_to_dict
from stances.settings import Settings
from stances.stance import stance_toward


@dataclass(frozen=True, slots=True)
class Found:
    """A statement found, as far as it is scored.

    `stance` is the most probable label, "" where none was judged; `sure` whether it is counted.
    """

    content: Spans
    speaker: str
    party: str
    stance: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in one article; `sides` has the stance of each party."""

    statements: tuple[Found, ...]
    sides: dict[str, str]


def run(rows: Rows, options: Options) -> Outcome:
    """Make the report of every example alone, and match its statements with those of gold."""
    gold = read_each(
        rows, options.path, lambda r: read_example(r, options.path, options.party_file)
    )
    pipeline = Pipeline()
    found, added, notes = [], [], []
    for row, example in zip(rows, gold, strict=True):
        try:
            read, statements = _read(example, pipeline)
        except StancesError as error:
            read, statements = Read((), {}), []
            notes.append(f"line {row.line} failed and counts as nothing found: {error}")
        found.append(read)
        told = {"statements": [statement_to_dict(each) for each in statements]}
        added.append(told | ({"party_stance": read.sides} if example.stance_target else {}))
        if not example.stance_target and example.has_stances:
            notes.append(f"line {row.line} has no stance_target, so its stances are not scored.")
    return Outcome(
        added=added,
        tally=tally_of(gold, found),
        unit="article",
        names=[example.id for example in gold],
        baselines={
            "quotation_marks": tally_of(gold, map(_by_marks, gold)),
            "majority": tally_of(gold, _by_majority(gold, found)),
        },
        mistakes=spread(
            mistake
            for example, ours in zip(gold, found, strict=True)
            for mistake in _mistakes(example, ours)
        ),
        notes=notes,
        models={
            "quotations": pipeline.tagger.model.sha256(),
            "encoder": pipeline.encoder.sha256,
            "stance": pipeline.pairs.sha256,
        },
    )


def _read(example: LabelledExample, models: Pipeline) -> tuple[Read, Sequence[Statement]]:
    settings = Settings(
        parties=example.parties, target=example.stance_target, party_file=example.party_file
    )
    article = Article(example.id, example.text, title=example.title, date=example.date)
    report = models.under(settings).report([article], related=False)
    sides = {each.party: each.label for each in report.positions if each.issue is None}
    statements = tuple(_found(each, example.stance_target) for each in report.statements)
    return Read(statements, sides if example.stance_target else {}), report.statements


def _found(statement: Statement, target: str) -> Found:
    stance = stance_toward(statement, target) if target else None
    label, sure = (stance.label, not stance.abstained) if stance else ("", False)
    return Found(statement.spans, statement.speaker.name, statement.party.id or "", label, sure)


def _by_marks(example: LabelledExample) -> Read:
    """What stands between quotation marks, by the nearest name, for the party of that name."""
    registry = read_registry(example.party_file)
    found = []
    for relation in quoted_statements(example.text):
        name = person_at(example.text, relation["source"])
        words = f"{name.title} {name.name}".strip() if name else ""
        party = registry.resolve(words, on=example.date).id if words else None
        found.append(Found(relation["content"], name.name if name else "", party or ""))
    return Read(tuple(found), {})


def _by_majority(gold: Sequence[LabelledExample], found: Sequence[Read]) -> Iterator[Read]:
    """The same contents, each with the most frequent speaker, party and stance of gold."""
    labels = [s.stance for example in gold for s in example.statements if s.stance]
    sides = [label for example in gold for label in example.party_stance.values()]
    label, side = majority(labels or [""]), majority(sides or [""])
    for example, ours in zip(gold, found, strict=True):
        speaker = majority([s.speaker for s in example.statements] or [""])
        party = majority([s.party for s in example.statements] or [""])
        statements = tuple(Found(s.content, speaker, party, label, True) for s in ours.statements)
        yield Read(statements, dict.fromkeys(example.party_stance, side))


def tally_of(gold: Sequence[LabelledExample], found: Iterable[Read]) -> Tally:
    """The figures of what was found in each example, counted for each article."""
    counts = [_count(example, ours) for example, ours in zip(gold, found, strict=True)]
    aimed = [example for example in gold if example.stance_target]
    any_stance = any(s.stance for example in aimed for s in example.statements)
    any_side = any(example.party_stance for example in aimed)

    def figures(total: np.ndarray) -> Figures:
        return _figures(total, any_stance, any_side)

    return Tally(np.array(counts, dtype=np.float64), figures)


def _overlaps(example: LabelledExample, read: Read) -> list[tuple[float, int, int]]:
    found = [{"content": each.content} for each in read.statements]
    return list(match_contents([each.content for each in example.statements], found))


def _count(example: LabelledExample, read: Read) -> list[int]:
    gold, found = example.statements, read.statements
    overlaps = _overlaps(example, read)
    matched = one_to_one(overlaps)
    staged = [(g, f) for g, f in matched if gold[g].stance and example.stance_target]
    sides = example.party_stance if example.stance_target else {}
    for_party = [o for o in overlaps if gold[o[1]].party == found[o[2]].party]
    for_speaker = [o for o in for_party if _speaks(example, gold[o[1]], found[o[2]])]
    return [
        len(matched),
        sum(_speaks(example, gold[g], found[f]) for g, f in matched),
        sum(gold[g].party == found[f].party for g, f in matched),
        len(one_to_one(for_party)),
        len(one_to_one(for_speaker)),
        len(found),
        len(gold),
        len(staged),
        sum(gold[g].stance == found[f].stance for g, f in staged),
        sum(found[f].sure for _, f in staged),
        sum(gold[g].stance == found[f].stance for g, f in staged if found[f].sure),
        len(sides),
        sum(read.sides.get(party) == side for party, side in sides.items()),
    ]


def _figures(total: np.ndarray, any_stance: bool, any_side: bool) -> Figures:
    matched, speaker, party, for_party, for_speaker, found, gold, *rest = total
    asked, right, answered, answered_right, sided, sides_right = rest
    figures = {
        "content_party_f1": f1(for_party, found, gold),
        "content_speaker_party_f1": f1(for_speaker, found, gold),
        "content_f1": f1(matched, found, gold),
        "speaker_accuracy": share(speaker, matched),
        "party_accuracy": share(party, matched),
    }
    if any_stance:
        figures["stance_accuracy"] = share(right, asked)
        figures["stance_answered"] = share(answered, asked)
        figures["stance_accuracy_answered"] = share(answered_right, answered)
    if any_side:
        figures["party_stance_accuracy"] = share(sides_right, sided)
    return figures


def _speaks(example: LabelledExample, gold: LabelledStatement, found: Found) -> bool:
    return same_speaker(found.speaker, gold.speaker, example.speaker_aliases.get(gold.speaker, ()))


def _mistakes(example: LabelledExample, read: Read) -> Iterator[Mistake]:
    """Everything that is not as gold has it; of each kind the longest contents weigh most."""
    gold, found = example.statements, read.statements
    matched = dict(one_to_one(_overlaps(example, read)))
    for at, statement in enumerate(gold):
        if at not in matched:
            yield _mistake(example, "missed", statement.content, _who(statement), "nothing")
            continue
        ours = found[matched[at]]
        if statement.party != ours.party:
            yield _mistake(example, "party", ours.content, _party(statement), _party(ours))
        elif not _speaks(example, statement, ours):
            yield _mistake(example, "speaker", ours.content, _speaker(statement), _speaker(ours))
        if statement.stance and example.stance_target and statement.stance != ours.stance:
            wanted, given = f"stance {statement.stance}", f"stance {_stance(ours)}"
            yield _mistake(example, "stance", ours.content, wanted, given)
    for at in sorted(set(range(len(found))) - set(matched.values())):
        yield _mistake(example, "invented", found[at].content, "no statement", _who(found[at]))
    for party, side in example.party_stance.items():
        ours_side = read.sides.get(party, "silent")
        if example.stance_target and ours_side != side:
            wanted = f"position of {party}: {side}"
            yield Mistake(example.id, wanted, ours_side, "", kind="position")


def _stance(statement: Found) -> str:
    if not statement.stance:
        return "unknown"
    return statement.stance if statement.sure else f"unsure ({statement.stance}?)"


def _who(statement: LabelledStatement | Found) -> str:
    return f"{statement.speaker or 'no speaker'} for {statement.party or 'no party'}"


def _party(statement: LabelledStatement | Found) -> str:
    return f"party {statement.party or 'unknown'} ({statement.speaker or 'no speaker'})"


def _speaker(statement: LabelledStatement | Found) -> str:
    return f"speaker {statement.speaker or 'unknown'}"


def _mistake(example: LabelledExample, kind: str, content: Spans, gold: str, found: str) -> Mistake:
    where = f"{example.id} {content[0][0]}–{content[-1][1]}"
    size = float(sum(end - start for start, end in content))
    return Mistake(where, gold, found, words_of_spans(example.text, content), size, kind)

"""The task `quotations`: source, cue and content of every attribution of an article."""

from collections.abc import Sequence

import numpy as np

from stances.articles.rows import describe
from stances.errors import StancesError
from stances.evaluation.baselines import quoted_statements
from stances.evaluation.gold import GoldRow
from stances.evaluation.labelled import KINDS, read_example, read_roles
from stances.evaluation.outcome import Mistake, Outcome
from stances.evaluation.quotations import (
    ROLES,
    Relation,
    count_quotations,
    match_triples,
    quotation_figures,
)
from stances.evaluation.spans import words_of_spans
from stances.evaluation.tally import Figures, Tally
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.quotations import QuotationTagger
from stances.quotations.tagger import kinds_of
from stances.records import Quotation, Spans
from stances.report.plain import list_spans

PREFIXES = ("", *(f"{kind}_" for kind in KINDS))
Labelled = tuple[str, list[Relation], list[str]]
"""An article's text, its relations and the kind of each."""


def run(rows: Rows, options: Options) -> Outcome:
    """Tag every article, and count exact spans, whole sets, characters and linked relations."""
    gold = read_each(rows, options.path, lambda row: _gold(row, options))
    tagger = QuotationTagger.shipped()
    found, notes = [], []
    for row, (text, _, _) in zip(rows, gold, strict=True):
        try:
            found.append([_roles(q) for q in tagger.find(text)])
        except StancesError as error:
            found.append([])
            notes.append(f"line {row.line} failed and counts as nothing found: {error}")
    simple = [list(quoted_statements(text)) for text, _, _ in gold]
    return Outcome(
        added=[{"attributions": [_listed(each) for each in article]} for article in found],
        tally=_tally(gold, found),
        unit="article",
        baselines={"quotation_marks": _tally(gold, simple)},
        mistakes=[
            mistake
            for row, (text, relations, _), ours in zip(rows, gold, found, strict=True)
            for mistake in _mistakes(_where(row), text, relations, ours)
        ],
        notes=notes,
        models={"quotations": tagger.model.sha256()},
    )


def _gold(row: GoldRow, options: Options) -> Labelled:
    data = row.data
    if "attributions" not in data:
        example = read_example(row, options.path, options.party_file)
        relations: list[Relation] = [each.roles() for each in example.statements]
        return example.text, relations, [each.kind for each in example.statements]
    text, given = data["text"], data["attributions"]
    if not isinstance(text, str) or not isinstance(given, list):
        raise ValueError('"text" must be a string and "attributions" a list.')
    relations = []
    for number, each in enumerate(given, 1):
        try:
            if not isinstance(each, dict):
                raise ValueError(f"must be an object, got {describe(each)}.")
            relations.append(read_roles(text, each))
        except ValueError as error:
            raise ValueError(f"attribution {number}: {error}") from None
    return text, relations, list(kinds_of(text, [each["content"] for each in relations]))


def _roles(quotation: Quotation) -> Relation:
    return {"source": quotation.source, "cue": quotation.cue, "content": quotation.content}


def _listed(relation: Relation) -> dict[str, list[list[int]]]:
    return {role: list_spans(spans) for role, spans in relation.items()}


def _tally(gold: Sequence[Labelled], found: Sequence[Sequence[Relation]]) -> Tally:
    counts = [_count(each, ours) for each, ours in zip(gold, found, strict=True)]
    return Tally(np.stack(counts), _figures)


def _count(gold: Labelled, found: Sequence[Relation]) -> np.ndarray:
    """The counts of one article: of all kinds, then of each kind alone."""
    text, relations, kinds = gold
    found_kinds = kinds_of(text, [each["content"] for each in found])
    counts = [count_quotations(relations, found)]
    for kind in KINDS:
        wanted = [each for each, k in zip(relations, kinds, strict=True) if k == kind]
        given = [each for each, k in zip(found, found_kinds, strict=True) if k == kind]
        counts.append(count_quotations(wanted, given))
    return np.concatenate(counts)


def _figures(total: np.ndarray) -> Figures:
    parts = total.reshape(len(PREFIXES), -1)
    return {
        key: value
        for prefix, part in zip(PREFIXES, parts, strict=True)
        for key, value in quotation_figures(part, prefix).items()
    }


def _where(row: GoldRow) -> str:
    return str(row.data.get("id") or f"line {row.line}")


def _mistakes(
    where: str, text: str, gold: Sequence[Relation], found: Sequence[Relation]
) -> list[Mistake]:
    """Relations missed and invented, those of the longest content first; then wrong borders."""
    pairs = match_triples(gold, found)
    missed = sorted(set(range(len(gold))) - {g for g, _ in pairs})
    extra = sorted(set(range(len(found))) - {f for _, f in pairs})
    return [
        *(_mistake(where, text, gold[at], missing=True) for at in missed),
        *(_mistake(where, text, found[at], missing=False) for at in extra),
        *(
            _border(where, text, role, gold[g][role], found[f][role])
            for g, f in pairs
            for role in ROLES
            if set(gold[g][role]) != set(found[f][role])
        ),
    ]


def _mistake(where: str, text: str, relation: Relation, *, missing: bool) -> Mistake:
    who, how, what = (words_of_spans(text, relation[role]) or "–" for role in ROLES)
    size = sum(end - start for start, end in relation["content"])
    start = min((a for spans in relation.values() for a, _ in spans), default=0)
    told = (f"{who} | {how}", "nothing that matches")
    gold, found = told if missing else told[::-1]
    return Mistake(f"{where} {start}", gold, found, what, float(size))


def _border(where: str, text: str, role: str, gold: Spans, found: Spans) -> Mistake:
    """A span that is not exactly gold's; the more characters they differ in, the worse."""
    start = (gold or found)[0][0]
    wanted, given = (words_of_spans(text, spans) or "nothing" for spans in (gold, found))
    ours, theirs = ({at for span in spans for at in range(*span)} for spans in (found, gold))
    differing = len(ours ^ theirs)
    return Mistake(f"{where} {start} {role}", wanted, given, "", differing / (1 + differing))

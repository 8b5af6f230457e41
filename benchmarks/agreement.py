"""How far the two readers of the labelled articles agree, in the figures of the tasks.

    python benchmarks/agreement.py

`readers/` holds what each wrote, before anybody decided between them; the texts are those of
`examples/labelled/articles.jsonl`. The first is taken for gold, the second for found.
"""

from dataclasses import replace
from pathlib import Path

from stances.evaluation import LabelledExample, score_quotations
from stances.evaluation.gold import GoldRow, read_gold
from stances.evaluation.labelled import read_example
from stances.evaluation.tasks.attribution import Found, Read, tally_of

BENCHMARKS = Path(__file__).resolve().parent
ARTICLES = BENCHMARKS.parent / "examples" / "labelled" / "articles.jsonl"


def main() -> None:
    first, second = read_reader("first"), read_reader("second")
    gold = [with_names(one, other) for one, other in zip(first, second, strict=True)]
    roles = [[[s.roles() for s in each.statements] for each in side] for side in (first, second)]
    scores = tally_of(gold, [as_found(each) for each in second]).scores()
    for key, value in {**scores, **score_quotations(*roles)}.items():
        print(f"{key:<26} {value:.3f}")


def read_reader(name: str) -> list[LabelledExample]:
    """A reader's labels, with the texts put in."""
    articles = {row.data["id"]: row.data for row in read_gold(ARTICLES)}
    labels = read_gold(BENCHMARKS / "readers" / f"{name}.jsonl")
    rows = [GoldRow(row.line, {**articles[row.data["id"]], **row.data}) for row in labels]
    return [read_example(row, ARTICLES) for row in rows]


def with_names(one: LabelledExample, other: LabelledExample) -> LabelledExample:
    """One reader's example, with the names that the other lists for the same speakers."""
    aliases = {name: set(names) for name, names in one.speaker_aliases.items()}
    for name, names in other.speaker_aliases.items():
        for held in aliases.values():
            if name in held:
                held.update(names)
        aliases.setdefault(name, set()).update(names)
    return replace(one, speaker_aliases={k: tuple(sorted(v)) for k, v in aliases.items()})


def as_found(example: LabelledExample) -> Read:
    """A reader's labels as if the system had found them."""
    statements = [Found(s.content, s.speaker, s.party, s.stance) for s in example.statements]
    return Read(tuple(statements), dict(example.party_stance))


if __name__ == "__main__":
    main()

"""The card of the shipped encoder, and the invented sentences that it is measured on."""

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stances.training.stance_card import SETS

_PARTIES = (
    *("Arvania", "Belmark", "Cordesia", "Dravonia", "Estmere", "Falkony", "Gorvia", "Halmany"),
    *("the Arvanian foreign ministry", "Belmark's army", "a spokesman for Cordesia"),
    *("the prime minister of Dravonia", "the Estmere parliament", "rebels in Falkony"),
)
_VERBS = (
    *("rejected", "welcomed", "condemned", "defended", "questioned", "played down", "denied"),
    *("demanded an end to", "called for", "warned against", "apologised for", "promised"),
)
_THINGS = (
    *("the air strikes on the border town", "the new tariff on grain", "the fishing treaty"),
    *("a ceasefire before winter", "the arrest of four journalists", "the prisoner exchange"),
    *("the closing of the river bridge", "a vote on joining the union", "the cut in fuel prices"),
    *("the plan for a second reactor", "talks without conditions", "the flooding of the valley"),
)
_ENDS = (
    *("", "on Monday", "in a statement that named no date", "after a night of fighting"),
    *("although its own allies had asked it to wait", "and said more would follow within days"),
    *("because the committee had found no breach of international law in eleven months of work",),
    *("while thousands marched in the capital, where shops stayed shut for the third day",),
)

_CARD = """\
# encoder

Turns a text into a vector with two parts. The *topic* part, {dimension} numbers, is near for texts
about one thing, whatever side they take. The *stance* part, {stance} numbers, points one way for
texts of one side and the other way for the other side, with no target given; texts that have
nothing to say of each other stand at right angles. Each part is of unit length. English; texts
longer than {pieces} word pieces are cut.

- **What it is:** all-MiniLM-L6-v2 (22 million parameters; Apache-2.0), trained further with a
  projection for each part on its first piece and the mean of all; the word vectors and the
  lowest {frozen} layers stay as they were. Weights in integers: {megabytes:.1f} MB.
- **How it learned:** groups of statements on one topic. Sides: logistic regression on the cosine
  of the stance parts, a half where one of two texts takes no side or topics differ; two texts that
  a word or two turns into a contradiction are told apart at a cosine of 0.5, at the end of 0.2.
  Topic: near the base's own vectors, and by contrast, texts of one topic and those that make one
  point near each other. At the end both heads are fitted once more, with the network standing
  still: that of the topic to the base's vectors. `config.json` has the settings of the run.
- **How it is stored:** linear layers with 7-bit weights and one scale a column; activations are
  brought to 8 bits with one scale a row while running; embeddings in 8 bits with one scale a
  row. Seven bits, because eight can overflow on processors without VNNI, and differ there.
- **Likeness to float32:** on 200 invented news sentences the cosine to the float32 vectors is
  {topic_mean:.4f} on average and {topic_least:.4f} at least for the topic, {stance_mean:.4f}
  and {stance_least:.4f} for the stance.
- **Neighbours:** each text is run by itself, so its vector is the same to the bit whatever else
  is encoded with it.
- **Files:** `model.onnx` (inputs `input_ids`, `token_type_ids`, `attention_mask`, each int64,
  `(batch, length)`; outputs `topic` and `stance`), `tokenizer.json`, `config.json`.

## Scores on the development sets

{scores}

With the int8 weights, beside the base without further training (float32). *Recall* is the share
of Perspectrum's statements whose own claim is the nearest of all; *claims* the adjusted Rand
index of finding twenty claims at a time, at the cosine that is best on the train split. Sides are
found without a target and without being told how many there are; *mixed* is the share of groups of
two or more that hold both sides. Negations: a tenth set aside by premise; the share of
contradictions whose stance parts have a cosine below 0.3, and of pairs that say the same above
0.7. No test split was used.

{curve}

## What it is bad at

Who does what to whom: "A attacked B" and "B attacked A" lie close together. Sides that only
background knowledge tells apart. Irony, and comments of many sentences. Do not read from two
stance parts whether texts on different topics agree. For a few statements the pair model, which
reads two texts at once, tells sides better.

## Data and licences

{data}

Some of these sets state no licence. The weights are offered for research and evaluation as such;
leave a set's file out of the folder to train without it. No text of these sets is part of this
project; what was written for it stands in `stances/training/written` and `debates`. The base was
trained, by its public card, on more than a billion sentence pairs from public sets, each under
its own terms.

## How to rebuild

```
stances train encoder DATA --output models/encoder
```

`DATA` is a folder with the sets as JSON lines, named as in `docs/train.md`, with the development
sets beside them. To use it elsewhere: `stances models export encoder DIR` writes a
sentence-transformers folder, whose vectors hold both parts one after the other, not yet of unit
length.
"""
_NAMES = {
    "recall": "recall of the claim",
    "ari": "claims, ARI",
    "contradictions_far": "contradictions below 0.3",
    "same_near": "same above 0.7",
}
_UNUSED = ("argkp-train", "event", "direction", "sentiment")


def write_card(folder: Path, scores: Mapping[str, Any], frozen: int) -> None:
    """Write `README.md` into an encoder's folder, from what `train_encoder` gives."""
    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    text = _CARD.format(
        dimension=config["dimension"],
        stance=config["stance"],
        pieces=config["pieces"],
        frozen=frozen,
        megabytes=scores["bytes"] / 1e6,
        **{key: scores[key] for key in scores if key.startswith(("topic_", "stance_"))},
        scores=tell_scores(scores["dev"], scores["base"]),
        curve=tell_curve(scores["dev"]),
        data=_tell_data(scores["rows"]),
    )
    (folder / "README.md").write_text(text, encoding="utf8")


def tell_scores(dev: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """A table of the figures that `score_encoder` gives of a model and of its base."""
    if not dev:
        return "Not measured: no development file was given."
    lines = ["| set | figure | here | base |", "|---|---|---|---|"]
    for name, figures in dev.items():
        for key, value in figures.items():
            if isinstance(value, float) and key != "cut":
                told = _NAMES.get(key, key) if name in ("claims", "negation") else key
                known = base.get(name, {}).get(key)
                beside = "" if known is None else f"{known:.3f}"
                lines.append(f"| {name} | {told.replace('_', ' ')} | {value:.3f} | {beside} |")
    return "\n".join(lines)


def tell_curve(dev: Mapping[str, Any]) -> str:
    """A table of the negations' curve; empty where they were not measured."""
    curve = dev.get("negation", {}).get("curve")
    if not curve:
        return ""
    lines = ["| cosine | contradictions below | same above |", "|---|---|---|"]
    lines += [f"| {cut} | {far:.3f} | {near:.3f} |" for cut, (far, near) in curve.items()]
    return "\n".join(lines)


def _tell_data(rows: Mapping[str, int]) -> str:
    lines = ["| set | rows | licence |", "|---|---|---|"]
    kept = {name: count for name, count in rows.items() if count and name not in _UNUSED}
    lines += [f"| {SETS[name][0]} | {count:,} | {SETS[name][1]} |" for name, count in kept.items()]
    return "\n".join([*lines, "| all-MiniLM-L6-v2, the weights trained from | | Apache-2.0 |"])


def invent_sentences(count: int, seed: int = 1) -> list[str]:
    """Give distinct sentences as news has them, about invented countries, at most 5,000.

    >>> len(set(invent_sentences(1000)))
    1000
    """
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        who, other = chance.sample(_PARTIES, 2)
        verb, thing, end = (chance.choice(words) for words in (_VERBS, _THINGS, _ENDS))
        about = chance.choice(("", f" by {other}", f", as {other} had hoped"))
        sentence = f"{who[0].upper()}{who[1:]} {verb} {thing}{about} {end}".strip() + "."
        found.setdefault(sentence)
    return list(found)

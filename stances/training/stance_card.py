"""Writes the card of a trained stance head, so that its scores are those of its weights."""

from collections.abc import Mapping
from typing import Any

SETS: Mapping[str, tuple[str, str]] = {
    "perspectrum-train": ("Perspectrum (Chen et al., 2019), train", "CC BY-SA 4.0"),
    "argkp-train": ("ArgKP 2021 (Bar-Haim et al., 2020), train", "Apache-2.0 / CDLA-Sharing-1.0"),
    "iam": ("IAM (Cheng et al., 2022)", "none stated"),
    "ibm-claims": ("IBM claim stance (Bar-Haim et al., 2017)", "none stated"),
    "vast-train": ("VAST (Allaway and McKeown, 2020), train", "none stated"),
}

_TEXT = """\
# Stance head

Reads whether a statement is in favor of, against or neutral toward a target. One linear layer
(logistic regression) over the shipped encoder's vectors of target and statement: both, their
difference and their product. `model.safetensors` holds `weights` and `bias`, `config.json` the
order of labels and features, the temperature ({temperature}) and the threshold below which an
answer abstains ({threshold}).

## How weak it is

**This is a baseline.** A linear layer over two vectors hardly sees how statement and target fit
together; compare *target blanked* below, the same weights without the target, and *majority*.
Sums over many statements of a party say more than any one. Do not rely on a single answer.
It reads English only, and knows neither context nor irony.

## Scores on the development sets

| set | macro F1 | target blanked | majority | accuracy | answered | then right | ECE | pairs |
|---|---|---|---|---|---|---|---|---|
{scores}

Macro F1 over the labels that a set holds, on the most probable of all three labels, never
abstaining. Half of each set, split by target, chose temperature and threshold; *answered*, *then
right* and *ECE* are on the other half. No test split was used.

## Data

| set | pairs | licence |
|---|---|---|
{data}

Some of these sets state no licence. The weights are offered for research and evaluation as such;
leave a set's file out of the folder to train without it. No text of these sets is part of this
project.

## How to rebuild

```
stances train stance DATA --output models/stance
```

`DATA` is a folder with the sets as JSON lines (`target, statement, label`), named as in
`config.json` under `trained_on`, with the development sets beside them. The same data and encoder
give the same weights.
"""


def render_card(metrics: Mapping[str, Any]) -> str:
    """The card as Markdown, from what `train_stance` gives."""
    return _TEXT.format(
        temperature=metrics["temperature"],
        threshold=metrics["threshold"],
        scores="\n".join(_score_row(name, row) for name, row in metrics["dev"].items()),
        data="\n".join(
            f"| {SETS.get(name, (name,))[0]} | {pairs:,} | {SETS.get(name, ('', 'unknown'))[1]} |"
            for name, pairs in metrics["trained_on"].items()
            if pairs
        ),
    )


def _score_row(name: str, row: Mapping[str, Any]) -> str:
    values = (
        f"{row['macro_f1']:.3f}",
        f"{row['target_blanked']['macro_f1']:.3f}",
        f"{row['majority']['macro_f1']:.3f}",
        f"{row['accuracy']:.3f}",
        f"{row['answered']:.2f}",
        f"{row['accuracy_answered']:.3f}",
        f"{row['ece']:.3f}",
        f"{row['n']:,}",
    )
    return "| " + " | ".join((f"`{name}`", *values)) + " |"

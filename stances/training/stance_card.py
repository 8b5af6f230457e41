"""Writes the card of a trained pair model, so that its scores are those of its weights."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SETS: Mapping[str, tuple[str, str]] = {
    "perspectrum-train": ("Perspectrum (Chen et al., 2019), train", "CC BY-SA 4.0"),
    "argkp-train": ("ArgKP 2021 (Bar-Haim et al., 2020), train", "Apache-2.0 / CDLA-Sharing-1.0"),
    "iam": ("IAM (Cheng et al., 2022)", "none stated"),
    "ibm-claims": ("IBM claim stance (Bar-Haim et al., 2017)", "none stated"),
    "vast-train": ("VAST (Allaway and McKeown, 2020), train", "none stated"),
    "key_points": ("ArgKP 2021, arguments with key points, train", "Apache-2.0 / CDLA-Sharing-1.0"),
    "inference": (
        "CAD-NLI (Kaushik et al., 2020), MNLI dev (Williams et al., 2018), "
        "SNLI dev (Bowman et al., 2015)",
        "none stated; OANC and others; CC BY-SA 4.0",
    ),
    "negation": ("CANNOT, parts (Anschütz et al., 2023)", "CC BY-SA 4.0"),
    "event": ("Zero-Shot-PLOVER (Hu et al., 2024), train", "none stated"),
    "direction": ("Directed news sentiment (Park et al., 2021), train", "none stated"),
    "sentiment": (
        "NewsMTSC (Hamborg and Donnay, 2021), nine tenths of train; "
        "BASIL quotes (Fan et al., 2019)",
        "MIT; none stated",
    ),
    "written": ("Statements written for this project, of invented parties", "Apache-2.0"),
    "debates": ("Arguments written for this project, on subjects of debate", "Apache-2.0"),
    "marked": ("Marked sentences written for this project, of invented people", "Apache-2.0"),
}

_TEXT = """\
# Pair model

Judges two texts, or two places in one text: the *stance* of a statement toward a target (favor,
against, neutral), the *relation* of two statements (same side, opposite sides, unrelated), whether
an argument makes a key point (*match*), the *event* between a marked source and a marked target
(verbal or material, cooperation or conflict), the *direction* of sentiment between two actors, and
the *sentiment* toward a mention. One cross-encoder of 22 million parameters, trained from
all-MiniLM-L6-v2: the type of the first word piece says what is asked, the types of the others
which text or place they belong to; a linear head a task reads the first piece and the means of
both. It learned from all sets together, in stages; the weights are the mean of those after
each stage (Wortsman et al., 2022). Weights and activations of the
linear layers are int8, scaled by row, so that no pair's result depends on its neighbours.
`config.json` holds a temperature a task, the threshold ({threshold}) below which a stance is
unknown (one for or against also where these are within {tie}), and the settings of the run.

## Scores on the development sets

{scores}

With the int8 weights, as the package runs them. Macro-F1 over the labels that a set holds, on the
most probable of all labels, never abstaining. *Target blanked* is the same model without the
target (or without its mark). The sets chose the temperatures and the threshold; *ECE* is with the
temperature of one half measured on the other, the mean of both ways. No test split was used.

## What it is bad at

A target that is far from what people argue about; irony; long comments that come to their point
late (of a text, {pieces} word pieces are read); statements whose side only the story's background
tells. Toward a noun phrase it is less sure than toward a sentence. Two statements on different
sides for different reasons are often taken for unrelated. It reads English only.

## Data and licences

| set | rows | licence |
|---|---|---|
{data}
| all-MiniLM-L6-v2, the weights trained from | | Apache-2.0 |

Some of these sets state no licence. The weights are offered for research and evaluation as such;
leave a set's file out of the folder to train without it. No text of these sets is part of this
project; what was written for it stands in `stances/training/written`, `debates` and `marked`.

## How to rebuild

```
stances train stance DATA --output models/stance
```

`DATA` is a folder with the sets as JSON lines, named as in `docs/train.md`, with the development
sets beside them. The run's settings: `{run}`.
"""


def write_card(folder: Path, scores: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    """Write `README.md` into a model's folder, from what `train_stance` gives."""
    from stances.stance.judging import TIE
    from stances.stance.pairs import PIECES

    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    text = _TEXT.format(
        threshold=config["threshold"],
        tie=TIE,
        pieces=PIECES,
        scores=_scores(scores["dev"]),
        data="\n".join(
            f"| {SETS[name][0]} | {rows:,} | {SETS[name][1]} |"
            for name, rows in scores["rows"].items()
            if rows
        ),
        run=json.dumps(dict(run)),
    )
    (folder / "README.md").write_text(text, encoding="utf8")


def _scores(dev: Mapping[str, Any]) -> str:
    sets = {name: row for name, row in dev.items() if name != "calibration"}
    if not sets:
        return "Not measured: no development file was given."
    lines = ["| set | rows | figure | here | baselines | ECE |", "|---|---|---|---|---|---|"]
    errors = dev.get("calibration", {})
    for name, row in sets.items():
        error = errors.get(name.split()[1].rstrip(","))
        for at, key in enumerate(_keys(row)):
            told = f"{error:.3f}" if error is not None and not at and _is_classed(name) else ""
            first = (f"`{name}`", f"{row['rows']:,}") if not at else ("", "")
            cells = (*first, key, f"{row[key]:.3f}", _baselines(row, key), told)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _is_classed(name: str) -> bool:
    return name.split(maxsplit=1)[0] in ("stance", "attitude")


def _keys(row: Mapping[str, Any]) -> list[str]:
    """The figures to tell, of those that a task has."""
    wanted = ("macro_f1", "accuracy", "map_strict", "map_relaxed", "ari", "same_side_auc")
    more = ("ari_given_target", "mixed_side_rate")
    return [key for key in (*wanted, *more) if row.get(key) is not None]


def _baselines(row: Mapping[str, Any], key: str) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {figures[key]:.3f}"
        for name, figures in row["baselines"].items()
        if figures.get(key) is not None
    )

"""Writes the card of a trained quotation tagger, with the scores of the weights beside it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TEXT = """\
# Quotation tagger

Finds attributions in English news: who (source), how (cue), what (content), linked. The base
encoder all-MiniLM-L6-v2 (22 million parameters) reads windows of 254 word pieces; each piece
also carries what the lower-cased vocabulary cannot show (capital letter, start of a paragraph,
place to the paired quotation marks) as its type embedding. Seven tag scores are decoded by a
linear-chain CRF (Lafferty et al., 2001), two bilinear scores (Dozat and Manning, 2017) with a
learned bias for the distance link content to cue and cue to source. It learned half from the
labels and half from the probabilities of a teacher of its own size that had learned from the
labels alone (Furlanello et al., 2018). Weights and activations of the linear layers are int8,
scaled by row, so that no text's result depends on its neighbours. `config.json` holds the CRF's
transitions, the biases of distance and the settings of the run.

## Scores

{scores}

On whole articles, with the int8 weights and the scanner of quotation marks, as the package runs
them. Two trained annotators of this corpus agree with F1 0.79, 0.70 and 0.69 on exact spans of
source, cue and content, and 0.75 on linked triples. The decoding (how readily a content begins,
least confidence) was chosen on the development set. No test split was used.

## Limits

Political news of seven US publishers, 2015–16. Beliefs and intentions are found as well as
speech; the package tells them apart by the cue's words. Only the outermost attribution is marked.
Headlines, transcripts and quotations that run over paragraphs are its weak places; the package's
rules read those.

## Data and licences

| what | licence |
|---|---|
| PolNeAR 1.0 (Newell et al., 2018), train: {articles} articles | none stated for the data |
| all-MiniLM-L6-v2, the weights trained from | Apache-2.0 |

The data states no licence: the weights are offered for research and evaluation as such, and can
be retrained on other articles. No text of the corpus is part of this project.

## How to rebuild

```
stances train quotations DATA --output models/quotations
```

`DATA` is a folder with `polnear-train.jsonl.gz` (rows of `text` and `attributions` with spans of
`source`, `cue` and `content`) and, for the scores, `polnear-dev.jsonl.gz`. The run's settings:
`{run}`.
"""


def write_card(folder: Path, scores: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    """Write `README.md` into a model's folder, from what `train_quotations` gives."""
    text = _TEXT.format(
        articles=f"{scores['articles']:,}", scores=_table(scores), run=json.dumps(dict(run))
    )
    (folder / "README.md").write_text(text, encoding="utf8")


def _table(scores: Mapping[str, Any]) -> str:
    if not scores["dev_articles"]:
        return "Not measured: no development file was given."
    lines = [
        f"F1 on `polnear-dev`, {scores['dev_articles']} articles:",
        "",
        "| | exact spans | whole sets of spans | characters |",
        "|---|---|---|---|",
    ]
    for role in ("source", "cue", "content"):
        cells = " | ".join(f"{scores[f'{role}{key}_f1']:.3f}" for key in ("", "_set", "_overlap"))
        lines.append(f"| {role} | {cells} |")
    return "\n".join([*lines, "", f"Linked triples: {scores['triple_f1']:.3f}."])

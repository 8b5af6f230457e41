"""Words a second of finding who said what, for whom, on the shipped articles.

The baseline of the same run is the tagger's model alone on the same windows: what lies above
it is the rules' own cost.

    .venv/bin/python benchmarks/attribution.py [FILE.jsonl[.gz]]
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from timing import tell_rates

from stances.articles import read
from stances.pipeline import Pipeline
from stances.quotations.windows import cut_windows
from stances.records import Article

ARTICLES = Path(__file__).parent.parent / "examples" / "labelled" / "articles.jsonl"
RUNS = 7


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLES)
    articles = list(read(path))
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words, median of {RUNS} runs\n")
    tell_rates(_steps(Pipeline(), articles), words, "words", RUNS)


def _steps(pipeline: Pipeline, articles: Sequence[Article]) -> dict[str, Callable[[], object]]:
    model = pipeline.tagger.model
    cut = [window for a in articles for window in cut_windows(a.text, model.tokenizer)]
    inputs = [
        {
            "input_ids": np.array([[101, *window.ids, 102]], dtype=np.int64),
            "token_type_ids": np.array([[0, *window.features, 0]], dtype=np.int64),
            "attention_mask": np.ones((1, len(window.ids) + 2), dtype=np.int64),
        }
        for window in cut
    ]
    return {
        "the tagger's model alone": lambda: model.run_each(inputs),
        "quotations": lambda: [pipeline.tagger.find(a.text) for a in articles],
        "quotations, speakers and parties": lambda: list(pipeline.extract(articles)),
    }


if __name__ == "__main__":
    main()

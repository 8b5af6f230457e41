"""Measures an encoder: is the topic kept, are sides told apart, what does a negation do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from stances.embedding import Encoder
from stances.evaluation import evaluate
from stances.issues.grouping import link_vectors
from stances.training.pair_data import Pair, held_back, read_inference, read_stance

CLAIMS = "perspectrum"
SIDED = ("perspectrum-dev", "argkp-dev")
TOLD = ("ari", "same_side_auc", "cluster_b_cubed", "mixed_side_rate")
POOL = 20
FAR, NEAR = 0.3, 0.7
_CUTS = np.round(np.arange(0.2, 0.61, 0.02), 2)


def score_encoder(folder: Path, files: Mapping[str, Path]) -> dict[str, Any]:
    """Figures of the encoder in `folder` on the dev sets that are among `files`.

    A folder of another kind, as sentence-transformers reads it, is measured in the same way.
    """
    encoder = Encoder.named(str(folder))
    told: dict[str, Any] = {}
    for name in SIDED:
        if name in files:
            found = evaluate("sides", files[name], encoder=str(folder)).metrics
            told[f"sides {name}"] = {key: found[key] for key in TOLD if key in found}
    if f"{CLAIMS}-dev" in files:
        told["claims"] = score_claims(
            encoder, *(read_stance(files[f"{CLAIMS}-{part}"]) for part in ("dev", "train"))
        )
    if "negation" in files:
        pairs = [p for p in read_inference(files["negation"]) if held_back(p[0])]
        if len({label for *_, label in pairs}) > 1:
            told["negation"] = score_negation(encoder, pairs)
    return told


def score_claims(encoder: Encoder, dev: Sequence[Pair], train: Sequence[Pair]) -> dict[str, float]:
    """How well statements find their claims by the topic part.

    `recall` is the share of statements whose own claim is the nearest of all; `ari` that of
    statements of twenty claims at a time linked by average linkage, a mean over the pools, at
    the cosine that is best on `train`.
    """
    pools = pool_claims(encoder, train)
    best = max(_CUTS, key=lambda cut: round(_mean_ari(pools, float(cut)), 6))
    claims = sorted({pair.target for pair in dev})
    near = encoder.encode([p.statement for p in dev]) @ encoder.encode(claims).T
    right = [claims[at] == p.target for at, p in zip(near.argmax(axis=1), dev, strict=True)]
    return {
        "recall": float(np.mean(right)),
        "ari": _mean_ari(pool_claims(encoder, dev), float(best)),
        "cut": float(best),
    }


def pool_claims(encoder: Encoder, pairs: Sequence[Pair]) -> list[tuple[np.ndarray, list[str]]]:
    """Topic vectors of the statements of each twenty claims, and their topics."""
    topics = sorted({pair.topic for pair in pairs})
    vectors = encoder.encode([pair.statement for pair in pairs])
    pools = []
    for start in range(0, len(topics), POOL):
        chosen = set(topics[start : start + POOL])
        at = [row for row, pair in enumerate(pairs) if pair.topic in chosen]
        pools.append((vectors[at], [pairs[row].topic for row in at]))
    return pools


def _mean_ari(pools: Sequence[tuple[np.ndarray, list[str]]], cut: float) -> float:
    from sklearn.metrics import adjusted_rand_score

    found = [adjusted_rand_score(topics, link_vectors(rows, cut)) for rows, topics in pools]
    return float(np.mean(found))


def score_negation(encoder: Encoder, pairs: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """How far apart stance parts of contradictions are, and how near those that say the same.

    `curve` has, for a few cosines, the share of contradictions below and of the others above.
    """
    left, right = (encoder.encode([p[at] for p in pairs], part="stance") for at in (0, 1))
    cosine = (left * right).sum(axis=1)
    same = np.array([label == "same" for *_, label in pairs])
    shares = {
        f"{cut:.1f}": [
            round(float((cosine[~same] < cut).mean()), 3),
            round(float((cosine[same] > cut).mean()), 3),
        ]
        for cut in np.arange(-0.5, 0.96, 0.2)
    }
    return {
        "contradictions_far": float((cosine[~same] < FAR).mean()),
        "same_near": float((cosine[same] > NEAR).mean()),
        "curve": shares,
    }

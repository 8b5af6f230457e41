"""The quotation tagger at run time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from stances.articles.paragraphs import paragraphs
from stances.quotations.attributions import OPENING, Attribution, overlapping, paragraph_at
from stances.quotations.conversation import each_turn
from stances.quotations.decoding import Stretch, allowed_moves, best_tags, read_stretches, relate
from stances.quotations.manner import find_manner
from stances.quotations.marks import Quoted, chain_marks, pair_marks
from stances.quotations.reconcile import reconcile
from stances.quotations.structure import read_page
from stances.quotations.windows import Window, cut_windows
from stances.records import JOIN, Kind, Quotation, Span
from stances.runtime import Model

TASK = "quotations"
AT_ONCE = 64
VERBATIM = 0.9


@dataclass(frozen=True)
class QuotationTagger:
    """Finds the quotations of a text with a trained model.

    >>> tagger = QuotationTagger.shipped()
    >>> text = "“We will not sign,” Arvania's minister Ila Tesk said on Monday."
    >>> [q] = tagger.find(text)
    >>> [text[start:end] for start, end in q.content]
    ['“We will not sign,”']
    """

    model: Model

    @classmethod
    def shipped(cls) -> "QuotationTagger":
        """The tagger that comes with the package."""
        return cls(Model.shipped(TASK))

    @cached_property
    def _moves(self) -> np.ndarray:
        return allowed_moves(np.array(self.model.config["transitions"], dtype=np.float32))

    @cached_property
    def _distances(self) -> np.ndarray:
        return np.array(self.model.config["distances"], dtype=np.float32)

    @cached_property
    def _ends(self) -> tuple[int, int]:
        vocabulary = self.model.tokenizer.get_vocab()
        return vocabulary["[CLS]"], vocabulary["[SEP]"]

    def find(self, text: str) -> list[Quotation]:
        """Give the quotations of `text` that have a content, in order of their start."""
        spans = paragraphs(text)
        quoted = pair_marks(text, spans)
        cut = cut_windows(text, self.model.tokenizer, quoted)
        found = list(self._attributions([window for window in cut if window.has_words(text)]))
        outer = verbatim(text, quoted, spans)
        return [
            _quotation(text, a, outer) for a in reconcile(text, found, quoted, spans) if a.content
        ]

    def _attributions(self, windows: Sequence[Window]) -> Iterator[Attribution]:
        """Run the model on each window alone, so that neighbours change nothing."""
        for at in range(0, len(windows), AT_ONCE):
            some = windows[at : at + AT_ONCE]
            outputs = self.model.run_each(self._inputs(window) for window in some)
            for window, (tags, links) in zip(some, outputs, strict=True):
                yield from self._read(window, tags[0, 1:-1], links[0, :-1])

    def _inputs(self, window: Window) -> dict[str, np.ndarray]:
        cls, sep = self._ends
        ids = np.array([[cls, *window.ids, sep]], dtype=np.int64)
        types = np.array([[0, *window.features, 0]], dtype=np.int64)
        return {"input_ids": ids, "token_type_ids": types, "attention_mask": np.ones_like(ids)}

    def _read(self, window: Window, scores: np.ndarray, links: np.ndarray) -> list[Attribution]:
        stretches = read_stretches(best_tags(scores, self._moves), scores)
        return [
            Attribution(
                [_chars(window, s) for s in relation.sources],
                [_chars(window, relation.cue)] if relation.cue else [],
                [_chars(window, s) for s in relation.contents],
                _confidence([*relation.contents, *([relation.cue] if relation.cue else [])]),
            )
            for relation in relate(stretches, links, self._distances)
        ]


def _chars(window: Window, stretch: Stretch) -> Span:
    return window.offsets[stretch.first][0], window.offsets[stretch.last - 1][1]


def _confidence(stretches: Sequence[Stretch]) -> float:
    return round(min((s.probability for s in stretches), default=0.5), 4)


def _quotation(text: str, attribution: Attribution, outer: Sequence[Quoted]) -> Quotation:
    cue, source, content = attribution.cue, attribution.source, attribution.content
    follows = bool(cue) and cue[0][0] >= content[0][1]
    return Quotation(
        kind=find_kind(text, content, outer),
        manner=find_manner(
            _words(text, cue), _words(text, source), _words(text, content[:1]), follows=follows
        ),
        source=tuple(source),
        cue=tuple(cue),
        content=tuple(content),
        confidence=attribution.confidence,
    )


def _words(text: str, spans: Sequence[Span]) -> str:
    return JOIN.join(text[start:end] for start, end in spans)


def kinds_of(text: str, contents: Sequence[Sequence[Span]]) -> list[Kind]:
    """The kind of each content of a text: direct, mixed or indirect.

    >>> kinds_of("“No,” she said. It was late.", [[(0, 5)], [(16, 27)]])
    ['direct', 'indirect']
    """
    outer = _outer_marks(text)
    return [find_kind(text, content, outer) for content in contents]


@lru_cache(maxsize=4)
def _outer_marks(text: str) -> list[Quoted]:
    spans = paragraphs(text)
    return verbatim(text, pair_marks(text, spans), spans)


def verbatim(text: str, quoted: Sequence[Quoted], paragraphs: Sequence[Span]) -> list[Quoted]:
    """The outermost verbatim stretches: between marks, also over paragraphs, or a turn's words."""
    page = read_page(text, paragraphs)
    marked = (quote for chain in chain_marks(quoted, paragraphs) for quote in chain)
    outside = (q for q in marked if paragraph_at(paragraphs, q.start) not in page.turns)
    turns = (Quoted(*span) for turn in each_turn(page.turns) for span in turn.content)
    return sorted((*outside, *turns), key=lambda q: q.start)


def find_kind(text: str, content: Sequence[Span], outer: Sequence[Quoted]) -> Kind:
    """Direct, mixed or indirect, by the share of letters between quotation marks.

    A piece that opens with a mark that is never closed is verbatim to its end.

    >>> find_kind("called it “vile”", [(7, 16)], [Quoted(10, 16)])
    'mixed'
    """
    letters = verbatim = 0
    for start, end in content:
        size = sum(c.isalnum() for c in text[start:end])
        letters += size
        if text[start] in OPENING and not overlapping(outer, start, start + 1):
            verbatim += size
            continue
        for quote in overlapping(outer, start, end):
            left, right = max(start, quote.start), min(end, quote.end)
            verbatim += sum(c.isalnum() for c in text[left:right])
    if verbatim == 0:
        return "indirect"
    return "direct" if verbatim >= VERBATIM * letters else "mixed"

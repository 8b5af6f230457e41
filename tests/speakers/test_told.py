"""What a statement tells of another's words, and who passed it on. All names invented."""

from collections.abc import Sequence

from stances.pipeline import Pipeline
from stances.records import Article, Quotation
from stances.settings import Settings

TEXT = (
    "Iran’s envoy Ila Tesk said that Iraq had told her it would not pay, the agency Reuters said."
)


class OneQuotation:
    """A tagger that finds what Tesk says in `TEXT`."""

    def find(self, text: str) -> Sequence[Quotation]:
        source = (0, text.index(" said"))
        content = (text.index("that Iraq"), text.index(", the agency"))
        cue = (source[1] + 1, source[1] + 5)
        return [Quotation("indirect", "said", (source,), (cue,), (content,), 0.9)]


def pipeline(*, every_manner: bool) -> Pipeline:
    made = Pipeline(Settings(every_manner=every_manner))
    made.__dict__["tagger"] = OneQuotation()
    return made


def test_only_the_outermost_layer_counts() -> None:
    [statement] = pipeline(every_manner=False).statements(Article("a", TEXT))
    assert statement.speaker.name == "Ila Tesk"
    assert statement.party.id == "IRN"
    assert statement.relayed_by == "Reuters"


def test_with_all_what_is_told_is_a_statement_too() -> None:
    outer, inner = pipeline(every_manner=True).statements(Article("a", TEXT))
    assert (outer.id, inner.id) == ("a:1", "a:1.1")
    assert (inner.speaker.name, inner.party.id) == ("Iraq", "IRQ")
    assert inner.relayed_by == "Ila Tesk"
    assert inner.text == "it would not pay"

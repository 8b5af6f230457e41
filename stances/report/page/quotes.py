"""A statement as the page shows it: who said it and how, its words, where it stands."""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from stances.records import Article, Stance, Statement
from stances.report.escaping import clean_line
from stances.report.page.badges import Badge
from stances.report.rows import spans_cell
from stances.report.wording import FLAGS, VERDICTS, attribute, brief, places, show_statement

KINDS = {"direct": "verbatim", "mixed": "partly quoted", "indirect": "paraphrase"}
SHORT = 120


@dataclass(frozen=True, slots=True)
class Source:
    """An article as quotations name it."""

    key: str
    name: str
    outlet: str
    day: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement in the words of the report's other formats, cut where the page sets them apart.

    `who` is the speaker with the `cue` set apart. `words` are in “ ” only where all are verbatim;
    `note` says what else they are. `stance` is the reading in words.
    """

    id: str
    key: str
    who: Markup
    cue: str
    words: str
    short: str
    full: str
    note: str
    kind: str
    speaker: str
    role: str
    badge: Badge
    source: Source
    where: str
    spans: str
    stance: str
    relayed: str
    corrected: str
    evidence: tuple[str, ...]
    repeat: bool
    copies: str = ""


def make_source(article: Article, key: str) -> Source:
    """What quotations tell of their article."""
    day = article.date.isoformat() if article.date else ""
    name = brief(article.title or article.id, 200)
    return Source(key, name, brief(article.outlet, 100), day)


def make_quote(
    statement: Statement,
    key: str,
    badge: Badge,
    source: Source,
    stance: Stance | None,
    copies: str = "",
) -> Quote:
    """One statement as the page shows it; `stance` is the one to tell of.

    `copies` says where else its article's text stands.
    """
    speaker = _brief(statement.speaker.name or statement.source.text, 100)
    before, cue, after = split_attribution(statement)
    flag = FLAGS[statement.kind]
    words = show_statement(statement).removesuffix(flag)
    return Quote(
        id=clean_line(statement.id),
        key=key,
        who=join_attribution(before, cue, after, speaker),
        cue=cue,
        words=words,
        short=words if len(words) <= SHORT else show_statement(statement, SHORT).removesuffix(flag),
        full=clean_line(statement.text) if words.endswith("[…]") else "",
        note=flag.strip(" ()"),
        kind=statement.kind,
        speaker=speaker,
        role=_brief(statement.speaker.role, 100),
        badge=badge,
        source=source,
        where=places(statement),
        spans=spans_cell(statement.spans),
        stance=tell_stance(stance),
        relayed=_brief(statement.relayed_by or "", 100),
        corrected=clean_line(", ".join(statement.corrected)),
        evidence=tuple(_brief(each, 300) for each in statement.party.evidence),
        repeat=statement.repeat_of is not None,
        copies=copies,
    )


@lru_cache(maxsize=8192)
def _brief(text: str, longest: int) -> str:
    """As `brief`, for what many statements share."""
    return brief(text, longest)


def split_attribution(statement: Statement) -> tuple[str, str, str]:
    """Who said it, cut around the cue word, so that the page can set that apart."""
    told, cue = attribute(statement), brief(statement.cue.text, 60)
    at = told.rfind(cue) if cue and not told.startswith(f"{cue} ") else 0
    if not cue or at < 0:
        return told, "", ""
    return told[:at].rstrip(), cue, told[at + len(cue) :].lstrip()


def join_attribution(before: str, cue: str, after: str, name: str = "") -> Markup:
    """Who said it as HTML, with the name and the cue word set apart.

    >>> print(join_attribution("Ada <Vale>", "said", "", "Ada <Vale>"))
    <b><bdi>Ada &lt;Vale&gt;</bdi></b> <em class="cue"><bdi>said</bdi></em>
    """
    rest = ""
    if name and before.startswith(f"{name} "):
        before, rest = name, before[len(name) :].strip()
    bold, mark, plain = (
        "<b><bdi>{}</bdi></b>",
        '<em class="cue"><bdi>{}</bdi></em>',
        "<bdi>{}</bdi>",
    )
    # In "according to Ada Vale" the name stands after the cue; else only a doubt does.
    ends = ((bold, before), (plain, rest), (mark, cue), (plain if before else bold, after))
    return Markup(" ".join(shape.format(escape(text)) for shape, text in ends if text))


def tell_stance(stance: Stance | None) -> str:
    """A reading in words with its probability in per cent.

    >>> tell_stance(Stance("the dam", "favor", 0.8, 0.7))
    'in favour, 80 %'
    """
    if stance is None:
        return ""
    if stance.abstained:
        return f"{VERDICTS['unclear']} ({VERDICTS[stance.label]}?)"
    return f"{VERDICTS[stance.label]}, {stance.probability:.0%}".replace("%", " %")


def name_tone(stance: Stance | None) -> str:
    """The class of a reading's colour."""
    if stance is None:
        return ""
    return "unclear" if stance.abstained else stance.label

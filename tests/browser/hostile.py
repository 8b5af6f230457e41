"""A report whose every name, title, word and address tries to act."""

from dataclasses import replace

from browser.samples import KINDS
from stances.records import (
    Agreement,
    Article,
    AttitudeCell,
    Contradiction,
    Cue,
    Issue,
    KeyPoint,
    Party,
    PartyMap,
    Position,
    Side,
    Source,
    Speaker,
    Stance,
    Statement,
)
from stances.report import Report

HOSTILE = (
    "</script><script>document.title='run'</script>",
    '" onmouseover="document.title=\'run\'" x="',
    "<img src=x onerror=document.title='run'>",
    "<svg onload=document.title='run'>",
    "{{7*7}}{% raise %}${7*7}",
    "\u202egnp.exe\u202c \u2066isolated",
    "\x1b[31mred\x1b[0m\x07\x9b2J\x00end",
    "=cmd|' /C calc'!A0",
    "</style><style>*{display:none}</style>",
    "--><!-- & &lt;b&gt; ]]>",
    "lone \ud800 half",
)


def make_hostile_report() -> Report:
    """A report in which every name, title, word and address tries to act."""
    text, statements = "", []
    for number, evil in enumerate(HOSTILE):
        name, words = f"{evil} speaker", f"words {evil} end"
        start = len(text)
        text += f"{name} said {words}.\n"
        party = (Party(f"X{number}", f"{evil} party", "", (f"{evil} names it",), 0.9), Party())[
            number % 4 == 3
        ]
        at = start + len(name) + 1
        statements.append(
            Statement(
                id=f"{evil}:{number}",
                article=evil,
                kind=KINDS[number % 3],
                manner="said",
                text=words,
                spans=((at + 5, at + 5 + len(words)),),
                cue=Cue("said", ((at, at + 4),)),
                source=Source(name, ((start, start + len(name)),)),
                speaker=Speaker(name, f"{evil} role"),
                party=party,
                relayed_by=f"{evil} agency",
                stance=(Stance(evil, "favor", 0.8, 0.5),),
                corrected=(evil,),
            )
        )
    articles = tuple(
        Article(
            evil, text if evil == each.article else "", f"{evil} title", None, f"{evil} paper", url
        )
        for evil, each, url in zip(HOSTILE, statements, _urls(), strict=True)
    )
    # All statements stand in the first article, the spans of which are theirs.
    statements = [replace(each, article=articles[0].id) for each in statements]
    parties = tuple(each.party for each in statements if each.party.id)
    issue = Issue(HOSTILE[0], HOSTILE[0], HOSTILE[1], tuple(s.id for s in statements), HOSTILE)
    positions = tuple(
        Position(
            str(each.party.id),
            key,
            HOSTILE[2],
            "favor",
            0.5,
            (float("nan"), 0.9),
            1,
            (each.id,),
            (KeyPoint(each.id, each.text, False, 2, each.spans),),
            reason=HOSTILE[3],
            dissent=(each.id,),
            summary=f"{each.party.name} says {HOSTILE[3]}.",
        )
        for each in statements
        if each.party.id
        for key in (None, issue.id)
    )
    ids = [str(party.id) for party in parties]
    return Report(
        articles=articles,
        statements=tuple(statements),
        issues=(issue,),
        sides=(Side(issue.id, "s", HOSTILE[3], issue.statements, tuple(ids)),),
        positions=positions,
        comparison=(Agreement((ids[0], ids[1]), None, 0.2, None, 2),),
        contradictions=(Contradiction(issue.id, (ids[0], ids[1]), issue.statements[:2], 0.9),),
        attitude_matrix=(AttitudeCell(ids[0], ids[1], -0.5, 0, 0, 1, issue.statements[:1]),),
        map=PartyMap(tuple((p, n * 0.2, n * 0.1) for n, p in enumerate(ids)), 0.1),
        parties=parties,
        settings={HOSTILE[0]: HOSTILE[1]},
        made_with={"version": HOSTILE[2], "models": {HOSTILE[3]: HOSTILE[1]}, "date": HOSTILE[8]},
        problems=HOSTILE,
        target=HOSTILE[0],
    )


def _urls() -> tuple[str, ...]:
    return (
        *("javascript:document.title='run'", "JaVaScRiPt:alert(1)", "data:text/html,<b>x</b>"),
        *("file:///etc/passwd", 'https://example.org/"onclick="x', "//example.org", "vbscript:x"),
        *("https://example.org/\u202egnp", " javascript:x", "https://example.org/ok", "http:///x"),
    )

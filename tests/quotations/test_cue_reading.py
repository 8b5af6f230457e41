"""A cue where it stands: its act, and whether it is negated or only possible."""

import pytest

from stances.quotations.cues import read_cue

# Source, what stands between it and the cue, cue, content, act, negated, hypothetical.
CASES = [
    ("Venn", "", "said", "the port is closed", "asserts", False, False),
    ("Venn", "has not", "said", "whether the port is closed", "asserts", True, False),
    ("Venn", "did not", "say", "whether the port is closed", "asserts", True, False),
    ("Venn", "never", "promised", "that the port would open", "promises", True, False),
    ("Venn", "didn’t", "mention", "the port", "asserts", True, False),
    ("Venn", "has yet to", "announce", "a date", "asserts", True, False),
    ("Venn", "may", "say", "that the port is closed", "asserts", False, True),
    ("Venn", "might", "accuse", "Belmark of theft", "accuses", False, True),
    ("Venn", "is expected to", "announce", "an inquiry", "asserts", False, True),
    ("Venn", "is likely to", "condemn", "the raid", "condemns", False, True),
    ("Venn", "would", "accuse", "Belmark of theft", "accuses", False, True),
    ("Venn", "could", "argue", "that the deal was void", "asserts", False, True),
    ("Venn", "was due to", "tell", "the court that he was ill", "asserts", False, True),
    ("Venn", "plans to", "announce", "a truce", "asserts", False, True),
    ("Venn", "would", "welcome", "a truce", "praises", False, False),
    ("Venn", "would only", "say", "that talks went on", "asserts", False, False),
    ("Venn", "has repeatedly", "denied", "that he was there", "denies", False, False),
    ("Venn", "flatly", "rejected", "the offer", "denies", False, False),
    ("Venn", "did not", "deny", "that he was there", "denies", True, False),
    ("Venn", "", "declined to comment", "on the raid", "declines", False, False),
    ("Venn", "", "refused to apologise", "for the raid", "declines", False, False),
    ("Venn", "", "turned down", "the offer", "declines", False, False),
    ("Venn", "", "spoke out against", "the raid", "condemns", False, False),
    ("Venn", "", "hit back at", "his critics", "condemns", False, False),
    ("Venn", "", "lashed out", "at the judges", "condemns", False, False),
    ("Venn", "", "took aim at", "the judges", "condemns", False, False),
    ("Venn", "", "came out against", "the bill", "condemns", False, False),
    ("Venn", "", "came out in favour of", "the bill", "supports", False, False),
    ("Venn", "", "pushed back on", "the claim", "denies", False, False),
    ("Venn", "", "ruled out", "a truce", "denies", False, False),
    ("Venn", "", "brushed aside", "the report", "denies", False, False),
    ("Venn", "", "cast doubt on", "the report", "denies", False, False),
    ("Venn", "", "called for", "a truce", "demands", False, False),
    ("Venn", "", "called on", "Belmark to withdraw", "demands", False, False),
    ("Venn", "", "appealed to", "Belmark to withdraw", "demands", False, False),
    ("Venn", "", "insisted on", "an apology", "demands", False, False),
    ("Venn", "", "doubled down", "on the claim", "asserts", False, False),
    ("Venn", "", "backed", "the plan", "supports", False, False),
    ("Venn", "", "backed down", "on the plan", "asserts", False, False),
    ("Venn", "", "stood by", "the general", "supports", False, False),
    ("Venn", "", "threw his support behind", "the plan", "supports", False, False),
    ("Venn", "", "paid tribute to", "the divers", "praises", False, False),
    ("Venn", "", "thanked", "the divers", "praises", False, False),
    ("Venn", "", "hailed", "the vote", "praises", False, False),
    ("Venn", "", "voiced concern", "about the dam", "warns", False, False),
    ("Venn", "", "sounded the alarm", "about the dam", "warns", False, False),
    ("Venn", "", "warned", "that the dam leaked", "warns", False, False),
    ("Venn", "", "issued a warning", "that the dam leaked", "warns", False, False),
    ("Venn", "", "threatened to", "sue", "threatens", False, False),
    ("his", "", "threat to", "sue", "threatens", False, False),
    ("their", "", "demand for", "an apology", "demands", False, False),
    ("Venn", "", "said", "that the army would retaliate", "threatens", False, False),
    ("Venn", "", "vowed", "to avenge the dead", "threatens", False, False),
    ("Venn", "", "vowed", "to rebuild the bridge", "promises", False, False),
    ("Venn", "", "said", "that the army would not retaliate", "asserts", False, False),
    ("Venn", "", "pledged", "new schools", "promises", False, False),
    ("Venn", "", "apologised for", "the delay", "apologises", False, False),
    ("Venn", "", "expressed regret", "over the delay", "apologises", False, False),
    ("Venn", "was", "accused", "of theft", "accuses", False, False),
    ("Venn", "", "blamed", "the weather", "accuses", False, False),
    ("Venn", "", "pointed the finger at", "Belmark", "accuses", False, False),
    ("Venn", "", "poured scorn on", "the plan", "condemns", False, False),
    ("Venn", "", "took issue with", "the figures", "condemns", False, False),
    ("Venn", "", "signed off on", "the plan", "supports", False, False),
    ("Venn", "", "promised to support", "the plan", "promises", False, False),
    ("Nobody", "", "said", "where the money went", "asserts", True, False),
    ("Neither side", "", "said", "where the money went", "asserts", True, False),
    ("No official", "has", "confirmed", "the figure", "asserts", True, False),
    ("Venn", "cannot", "promise", "a date", "promises", True, False),
    ("Venn", "", "stopped short of accusing", "Belmark", "accuses", True, False),
    ("Venn", "", "made no mention of", "the dam", "asserts", True, False),
    ("Venn", "", "said nothing", "about the dam", "asserts", True, False),
    ("Venn", "may not", "say", "where he was", "asserts", True, True),
    ("Venn, who was not there,", "", "said", "that he was ill", "asserts", False, False),
    ("Venn, who may run again,", "", "warned", "of fraud", "warns", False, False),
]


@pytest.mark.parametrize(
    ("source", "between", "cue", "content", "act", "negated", "hypothetical"), CASES
)
def test_a_cue_in_its_sentence(
    source: str,
    between: str,
    cue: str,
    content: str,
    act: str,
    negated: bool,
    hypothetical: bool,
) -> None:
    before = " ".join(part for part in (source, between) if part) + " "
    text = f"{before}{cue} {content}."
    at = len(before)
    read = read_cue(
        text,
        [(at, at + len(cue))],
        [(0, len(source))],
        [(at + len(cue) + 1, len(text) - 1)],
    )
    assert (read.text, read.act) == (cue, act)
    assert (read.negated, read.hypothetical) == (negated, hypothetical)


@pytest.mark.parametrize("lead", ["If ", "Unless ", "“We wait,” he said. But if "])
def test_a_condition_before_the_source(lead: str) -> None:
    text = f"{lead}Venn says that the port is closed, we sail."
    at = text.index("says")
    assert read_cue(text, [(at, at + 4)], [(len(lead), at - 1)], [(at + 5, at + 28)]).hypothetical


def test_no_cue_says_nothing_of_itself() -> None:
    read = read_cue("“We are done.”", [], [], [(0, 14)])
    assert (read.text, read.act, read.negated, read.hypothetical) == ("", "asserts", False, False)


def test_what_stands_before_in_another_clause_is_not_the_cue_s() -> None:
    text = "It may rain; Venn said no."
    assert not read_cue(text, [(18, 22)], [(13, 17)], [(23, 25)]).hypothetical

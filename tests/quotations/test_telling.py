"""What a report may count as said."""

import pytest

from stances.pipeline import Pipeline
from stances.quotations.telling import are_told
from stances.records import Article, Quotation, Spans
from stances.settings import Settings


def quotation(text: str, source: str, cue: str, content: str, confidence: float) -> Quotation:
    def spans(words: str) -> Spans:
        at = text.index(words) if words else 0
        return ((at, at + len(words)),) if words else ()

    return Quotation("indirect", "said", spans(source), spans(cue), spans(content), confidence)


def told(text: str, source: str, cue: str, content: str, confidence: float = 0.9) -> bool:
    return are_told(text, [quotation(text, source, cue, content, confidence)])[0]


@pytest.mark.parametrize(
    ("source", "between", "cue", "content"),
    [
        ("Tesk", "", "said", "the port would close"),
        ("Tesk", "", "denied", "that the port would close"),
        ("Tesk", "did not", "accept", "the offer"),
        ("Tesk", "does not", "support", "the plan"),
        ("Tesk", "", "refused", "to sign the pact"),
        ("Tesk", "", "declined", "the offer"),
        ("Tesk", "would", "welcome", "talks"),
        ("Tesk", "", "called for", "an inquiry"),
        ("Tesk", "", "called", "the raid “vile”"),
        ("Tesk", "", "asked", "Belmark to withdraw"),
        ("Tesk", "", "recalled", "that the bridge was old"),
        ("Tesk", "", "counted", "16"),
        ("Jon May", "", "said", "the port would close"),
        ("Tesk", "", "called", "her vote for the plan a mistake"),
        ("his", "", "comment about", "the mill"),
        ("Tesk", "", "said", "“no”"),
        ("Tesk", "", "insisted", "that the background of the raid was known"),
        ("Tesk", "", "insisted", "that anonymous gifts be banned"),
        ("Tesk", "", "asked", "for the condition of the bridge to be checked"),
        ("Tesk", "", "refused", "to pay until courts confirm the debt"),
        ("Tesk", "", "refused", "to accept the answer"),
        ("Tesk", "", "called", "an election illegal"),
        ("Tesk", "", "named", "Oru Venn as the culprit"),
        ("by Tesk", "He", "was ordered", "to close the port"),
        ("Tesk", "was forced to", "admit", "that the port was closed"),
        ("The union", "was able to", "announce", "a deal"),
        ("a lawmaker", "", "asked", "whether the port was safe"),
    ],
)
def test_said(source: str, between: str, cue: str, content: str) -> None:
    text = " ".join(part for part in (source, between, cue, content) if part) + "."
    assert told(text, source, cue, content)


@pytest.mark.parametrize(
    ("source", "between", "cue", "content"),
    [
        ("Tesk", "", "declined", "to comment"),
        ("Tesk", "", "declined to comment", "on the raid"),
        ("Tesk", "", "had no comment on", "the raid"),
        ("Tesk", "", "refused", "to say where she was"),
        ("Tesk", "", "refused", "repeated requests for an interview"),
        ("who", "", "spoke", "on condition of anonymity"),
        ("who", "", "asked", "to remain anonymous"),
        ("I", "", "asked", "Tesk what she would do"),
        ("who", "", "asked", "not to be named because talks were secret"),
        ("who", "", "requested", "anonymity"),
        ("Tesk", "did not", "say", "where she was"),
        ("Tesk", "never", "claimed", "that it was closed"),
        ("Nobody", "", "said", "where she was"),
        ("Tesk", "may", "say", "that the port is closed"),
        ("Tesk", "", "avoided condemning", "the raid"),
        ("Tesk", "is expected to", "announce", "a truce"),
        ("Tesk", "would", "accuse", "Belmark of theft"),
        ("Tesk", "", "condemned", "them"),
        ("Tesk", "", "said", "that"),
        ("Tesk", "", "summoned", "the envoy"),
        ("The mayor", "", "embarked on", "a campaign against the port"),
        ("Arvania", "", "reacted strongly to", "the blockade of its ports"),
        ("Tesk", "", "called in", "the envoy"),
        ("Tesk", "", "called up", "two classes of reservists"),
        ("Tesk", "", "called", "an emergency meeting"),
        ("Tesk", "", "adjourned", "the trial"),
        ("Tesk", "", "recalled", "its consul"),
        ("the paper", "", "quoted", "the chief of staff"),
        ("Arvania", "", "named", "Oru Venn as his successor"),
        ("", "He", "was ordered", "to close the port"),
    ],
)
def test_not_said(source: str, between: str, cue: str, content: str) -> None:
    text = " ".join(part for part in (source, between, cue, content) if part) + "."
    assert not told(text, source, cue, content)


def test_nobody_says_what_only_the_tagger_suspects() -> None:
    text = "The dam was known for its many leaks."
    assert not told(text, "", "known for", "its many leaks", 0.6)
    assert told("“We are done.”", "", "", "“We are done.”", 0.5)


def test_a_headline_repeats_the_body() -> None:
    text = "Tesk says port to close\n\nIla Tesk said on Monday that the port would close."
    assert not told(text, "Tesk", "says", "port to close")
    assert told(text, "Ila Tesk", "said", "that the port would close")


def test_a_question_put_to_somebody_is_not_what_they_say() -> None:
    text = "Asked whether the port was safe, Tesk laughed."
    assert not told(text, "Tesk", "Asked", "whether the port was safe")


def test_an_interviewer_asks() -> None:
    text = (
        "Q: Why did it fail?\n\nA: It was old, I think.\n\nQ: And now?\n\nA: We mend it, of course."
    )
    assert not told(text, "Q", ":", "Why did it fail?")
    assert told(text, "", ":", "It was old, I think.")


TEXT = (
    "Ila Tesk, Arvania’s minister, denied that the port would close. She did not say when it "
    "would open. Belmark’s embassy declined to comment. The Belmark army is expected to say on "
    "Friday that the bridge is safe."
)


def test_a_report_leaves_out_what_was_not_said() -> None:
    article = Article("port", TEXT)
    said = Pipeline(Settings()).statements(article)
    assert [(s.cue.text, s.cue.act, s.cue.negated) for s in said] == [("denied", "denies", False)]
    every = Pipeline(Settings(every_manner=True)).statements(article)
    assert len(every) > len(said)
    assert any(s.cue.negated for s in every)

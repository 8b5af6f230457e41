"""Labels: a short noun phrase in the articles' own words that takes no side."""

import re

import numpy as np
import pytest

from stances.issues import group_issues
from stances.issues.bodies import Bodies, is_fuller
from stances.issues.labels import Naming, label_groups
from stances.issues.phrases import find_phrases
from stances.issues.usage import Usage
from stances.issues.words import stem, words
from stances.records import Article, Cue, Party, Source, Speaker, Statement


def label(*texts: str, titles=(), bodies=(), speaker="", party="") -> Naming:
    """What one group of these texts is called."""
    statements = [make(text, number, speaker, party) for number, text in enumerate(texts)]
    (naming,) = label_groups(
        texts,
        [""] * len(texts),
        np.ones((len(texts), 1)),
        [list(range(len(texts)))],
        titles=titles,
        bodies=bodies,
        usage=Usage.of([*texts, *bodies], statements),
    )
    return naming


def make(text: str, number=0, speaker="", party="", article="a") -> Statement:
    return Statement(
        id=f"{article}:{number}",
        article=article,
        kind="indirect",
        manner="said",
        text=text,
        spans=((100 * number, 100 * number + len(text)),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker(speaker),
        party=Party(party[:3].upper() or None, party or "unknown"),
    )


def test_a_label_takes_no_side():
    texts = ["a brutal aggression against the river dam", "the illegal river dam strike"]
    found = label(*texts)
    assert found.label == "river dam strike"
    assert not words().judging & set(found.label.split())


@pytest.mark.parametrize("text", ["", "…", "\x1b[31m!", "it was", "<b>" * 5, "“" * 10, "7 8 9"])
def test_a_text_without_a_phrase_still_gets_a_plain_label(text):
    found = label(text).label
    assert found
    assert found.isprintable()
    assert not set(found) & set('<>“”"')


def test_a_megabyte_on_one_line_is_read_in_part():
    assert 0 < len(label("x" * 1_000_000).label) <= 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday offered the best opportunity for the night raids", "night raids"),
        ("it left 16 casualties after the overnight strikes", "overnight strikes"),
        ("France and Germany will never accept the fishing ban", "fishing ban"),
        ("in March about 300 officials signed the petition", "petition"),
        ("the situation of the region is due to the grain embargo", "grain embargo"),
        ("the closure of the depot will cost forty jobs", "closure of the depot"),
    ],
)
def test_an_act_comes_before_parties_persons_months_and_general_nouns(text, expected):
    assert label(text).label == expected


def test_no_speaker_or_party_is_what_is_at_issue():
    found = label("Ila Tesk met Oru Venn in Arvania", speaker="Oru Venn", party="Arvania")
    assert "Venn" not in found.label
    assert found.label != "Arvania"


def test_a_title_names_what_the_statements_leave_open():
    text = "these actions will occur at times and places of our choosing"
    title = "Arvania launches night raids on Belmark"
    assert "raids" not in label(text).label
    assert "raids" in label(text, titles=[title]).label


def test_a_bare_noun_is_said_in_full_as_the_articles_say_it():
    text = "nobody will vote for such a bill"
    body = "The rent bill came up at noon. Members read the rent bill. It is long."
    assert label("the bill will pass").label == "bill"
    assert label("the bill will pass", bodies=[body]).label == "rent bill"
    assert label(text, bodies=[body]).label in ("rent bill", "vote for such a bill")


def test_the_target_reads_as_the_texts_write_it():
    assert label("we oppose the rent cap").target == "the rent cap"
    assert label("grain tariffs must end").target == "grain tariffs"


def test_two_issues_do_not_share_a_label():
    texts = ["the harbour blockade hurts", "the harbour blockade and the grain ban hurt"]
    first, second = label_groups(texts, ["", ""], np.eye(2), [[0], [1]])
    assert first.label == "harbour blockade"
    assert second.label == "grain ban"


def test_a_metaphor_in_quotation_marks_is_no_label():
    assert label("called the toll road “a velvet handcuff plan” at noon").label == "toll road"


def test_phrases_are_beside_the_label_and_differ():
    texts = ["the harbour blockade and the grain ban", "the harbour blockade and the fish quota"]
    statements = [make(text, number) for number, text in enumerate(texts)]
    vectors = np.ones((2, 1))
    article = Article("a", ". ".join(texts), title="Harbour blockade goes on")
    (issue,) = group_issues(statements, vectors, granularity=0.1, articles=[article])
    assert issue.label == "harbour blockade"
    assert {"grain ban", "fish quota"} <= set(issue.phrases)
    assert issue.label not in issue.phrases
    assert len(issue.phrases) == len(set(issue.phrases)) <= 4


def test_the_lists_do_not_gainsay_each_other():
    table = words()
    for acts in (table.general, table.people, table.stop, table.verbs, table.judging):
        assert not table.acts & acts
    assert all(stem(word) == word for word in table.acts)


def test_only_sentences_that_hold_the_noun_are_read_and_nothing_is_missed():
    text = (
        "The rent bill passed. The Bills’ sponsors left! The council’s rent bodies met.\n"
        "A grain body was named; “the tax bill” was not. Nobody spoke of the harbour policy. "
        "Two harbour policies and a rent bill came back."
    )
    usage = Usage.of([text])
    for head in ("bill", "body", "policy", "sponsor", "council", "dam"):
        sentences = [line for part in text.split("\n") for line in re.split(r"(?<=[.!])\s", part)]
        every = [phrase for line in sentences for phrase in find_phrases(line, usage)]
        whole = {p for p in every if p.head == head and is_fuller(p) and not p.quoted}
        assert set(Bodies(usage).fuller(head, [text])) == whole

"""Findings that hang on one article or one outlet are told."""

import random

import pytest
from test_comparison import TARGET, make

from stances.comparison import find_fragile, name_agreement
from stances.records import Agreement, Issue
from stances.report.wording import judge_agreement

PARTIES = ["ARV", "BEL"]


def build(left, right):
    statements = [
        make(f"{party}{n}", party, score, article=article)
        for party, rows in (("ARV", left), ("BEL", right))
        for n, (article, score) in enumerate(rows)
    ]
    return statements, [Issue("i1", "", TARGET, tuple(s.id for s in statements))]


HANGING = build(
    [("a", 0.9), ("a", 0.9), ("a", 0.9), ("b", -0.5), ("c", -0.4)],
    [("b", -0.8), ("c", -0.8), ("d", -0.8)],
)


def test_a_position_that_hangs_on_one_article_is_told():
    found = [f for f in find_fragile(*HANGING, PARTIES) if f.kind == "position"]
    assert [(f.parties, f.issue, f.without, f.was, f.becomes) for f in found] == [
        (("ARV",), None, "article:a", "favor", "against"),
        (("ARV",), "i1", "article:a", "favor", "against"),
    ]


def test_an_outlet_counts_once_it_has_two_articles():
    outlets = {"b": "Harbour Post", "c": "Harbour Post", "a": "Tidings"}
    statements, issues = build(
        [("a", 0.6), ("b", -0.5), ("c", -0.6)], [("b", -0.8), ("c", -0.8), ("d", -0.8)]
    )
    found = find_fragile(statements, issues, PARTIES, TARGET, outlets=outlets)
    flips = {(f.without, f.becomes) for f in found if f.kind == "position"}
    assert ("outlet:Harbour Post", "favor") in flips
    assert not [f for f in found if f.without == "outlet:Tidings"]


def test_sound_findings_and_lone_articles_are_not_told():
    many = [(f"a{n}", 0.7 + n / 100) for n in range(9)]
    assert find_fragile(*build(many, many), PARTIES) == []
    assert find_fragile(*build([("a", 0.9)], [("a", -0.9)]), PARTIES) == []


def test_an_agreement_that_hangs_on_one_article_is_told():
    sure = [(f"a{n}", 0.62 + n / 50) for n in range(6)]
    doubted = build([*sure, ("x", -0.9)], [(f"b{n}", 0.62 + n / 50) for n in range(6)])
    found = [f for f in find_fragile(*doubted, PARTIES) if f.kind == "agreement" and f.issue]
    assert [(f.without, f.was, f.becomes) for f in found] == [
        ("article:x", "mixed or unsure", "agree")
    ]


@pytest.mark.parametrize("target", ["", TARGET])
def test_order_changes_nothing(target):
    statements, issues = HANGING
    expected = find_fragile(statements, issues, PARTIES, target)
    shuffled = random.Random(3).sample(statements, len(statements))
    assert find_fragile(shuffled, issues, PARTIES, target) == expected


@pytest.mark.parametrize(
    ("value", "interval"),
    [(None, None), (0.5, None), (-0.5, (-0.7, -0.1)), (-0.5, (-0.7, 0.1)), (0.2, (0.1, 0.3))],
)
def test_words_are_those_of_the_report(value, interval):
    agreement = Agreement(("ARV", "BEL"), None, value, interval, 2)
    assert name_agreement(value, interval) == judge_agreement(agreement)

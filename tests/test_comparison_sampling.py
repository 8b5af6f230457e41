"""Intervals cover what they should; chance differences are told from others."""

import numpy as np
import pytest
from test_comparison import TARGET, make

from stances.comparison import interval_of, measure_agreement, sample_stance
from stances.comparison.cells import Units
from stances.comparison.permutation import permute_parties
from stances.comparison.sampling import find_bounds, resample
from stances.records import Issue

CELLS = 1500


def simulate(generator, articles, *, two_camps):
    """Units of articles with random effects and unequal sizes; the true mean is 0.2 or 0.3."""
    sizes = generator.geometric(0.3, articles)
    at = np.repeat(np.arange(articles), sizes)
    if two_camps:
        share = generator.beta(2, 1, articles)[at]
        scores = np.where(generator.random(len(at)) < share, 0.9, -0.9)
    else:
        effect = generator.normal(0.2, 0.25, articles)[at]
        scores = effect + generator.normal(0, 0.3, len(at))
    names = tuple(str(name) for name in generator.integers(0, 500, articles))
    return Units(names, np.bincount(at, scores, articles), sizes.astype(float))


@pytest.mark.parametrize(("two_camps", "truth"), [(False, 0.2), (True, 0.3)])
def test_intervals_cover_the_true_stance_in_95_of_100_cells(two_camps, truth):
    generator = np.random.default_rng(11)
    draws = [resample(simulate(generator, 20, two_camps=two_camps)) for _ in range(CELLS)]
    low, high = find_bounds(np.stack(draws)).T
    assert 0.93 <= ((low <= truth) & (truth <= high)).mean() <= 0.97


def test_bounds_are_numpys_percentiles():
    draws = np.random.default_rng(2).normal(size=(3, 1000))
    expected = np.percentile(draws, (2.5, 97.5), axis=1).T
    assert find_bounds(draws) == pytest.approx(expected)


def test_a_sample_says_what_it_rests_on():
    cell = [make("s1", "ARV", 0.9, article="x", speaker="Ila Tesk"), make("s2", "ARV", 0.5)]
    sample = sample_stance(cell, TARGET)
    assert (sample.mean, sample.n, sample.speakers, sample.articles) == (0.7, 2, 2, 2)
    assert sample.reason == ""
    low, high = interval_of(sample.means)
    assert -1 <= low < 0.7 < high <= 1


@pytest.mark.parametrize(("count", "reason"), [(1, "only one statement"), (2, "only one speaker")])
def test_one_voice_has_no_interval_and_the_reason_is_told(count, reason):
    cell = [make(f"s{n}", "ARV", 0.9, speaker="Oru Venn") for n in range(count)]
    sample = sample_stance(cell, TARGET)
    assert (sample.means, sample.reason) == (None, reason)


def test_nobodys_stance_is_no_sample():
    assert sample_stance([], TARGET) is None
    assert sample_stance([make("s1", "ARV", 0.9)], "the canal") is None


def differ(left, right, *, apart=True):
    """The p-value of two parties with these scores, an article each or all in one."""
    statements = [
        make(f"{party}{n}", party, score, article=f"{party}{n}" if apart else "a")
        for party, scores in (("ARV", left), ("BEL", right))
        for n, score in enumerate(scores)
    ]
    issue = Issue("i1", "", TARGET, tuple(s.id for s in statements))
    return [a.p for a in measure_agreement(statements, [issue], ["ARV", "BEL"])]


def test_permutation_is_exact_where_there_are_few():
    assert differ([0.9, 0.8, 0.7, 0.95], [-0.9, -0.8, -0.7, -0.6]) == [0.0286, 0.0286]
    assert differ([0.9, 0.8, 0.7], [-0.9, -0.8, -0.7], apart=False) == [0.1, 0.1]


def test_no_p_value_where_there_are_too_few_or_all_say_the_same():
    assert differ([0.9, 0.8], [-0.9, -0.8, -0.7, -0.6, -0.5]) == [None, None]
    assert differ([0.9] * 5, [0.9] * 5) == [None, None]


def test_p_values_of_equal_parties_are_evenly_spread():
    generator = np.random.default_rng(5)
    found = [differ(*generator.normal(0, 0.4, (2, 9)).clip(-1, 1))[1] for _ in range(60)]
    assert sum(p <= 0.1 for p in found) <= 12
    assert 0.3 < np.mean(found) < 0.7


def test_overall_difference_is_over_issues_and_articles_stay_whole():
    statements = [
        make(f"{party}{issue}{n}", party, sign * (0.5 + n / 20), article=f"{party}{n}")
        for party, sign in (("ARV", 1), ("BEL", -1))
        for issue in "xy"
        for n in range(4)
    ]
    issues = [Issue(i, "", TARGET, tuple(s.id for s in statements if s.id[3] == i)) for i in "xy"]
    overall = measure_agreement(statements, issues, ["ARV", "BEL"])[0]
    # Four whole articles a party: 2 of 70 deals; split by issue there would be far more deals.
    assert overall.p == 0.0286
    assert permute_parties.__doc__

"""Timed episodes: which frames they mark, who agrees, and which episodes are the same."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import nominal
from affectflow.statistics.agreement.table import votes_from_counts
from affectflow.statistics.reliability.episode_events import Overlap, Tolerance, event_agreement, match, matches
from affectflow.statistics.reliability.episode_frames import NAMES, frame_agreement
from affectflow.statistics.reliability.episodes import Episodes, agreed_episodes, presence, proportion_curves

DRAWS = {"method": "percentile", "resamples": 200, "level": 0.95}


def drawn(seed, episodes=30, observers=3, labels=2, span=60):
    rng = np.random.default_rng(seed)
    start = np.round(rng.uniform(-5, span, episodes), 1)
    end = start + np.round(rng.uniform(0, 8, episodes), 1)
    return Episodes(
        start, end, rng.integers(0, observers, episodes), rng.integers(0, labels, episodes), observers, labels
    )


def of(bounds, observers=2):
    """Episodes of one label from (observer, start, end)."""
    observer, start, end = (np.array(column) for column in zip(*bounds, strict=True))
    return Episodes(start.astype(float), end.astype(float), observer, np.zeros(len(observer), int), observers, 1)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["touched", "midpoint"]))
def test_frames_are_marked_one_by_one_as_the_rule_says(seed, rule):
    episodes = drawn(seed)
    edges = np.cumsum(np.append(0.0, np.random.default_rng(seed).uniform(0.5, 3, 20)))
    expected = np.zeros((3, 2, 20), dtype=bool)
    for s, e, o, label in zip(episodes.start, episodes.end, episodes.observer, episodes.label, strict=True):
        for f in range(20):
            a, b = edges[f], edges[f + 1]
            touched = (s < b and e > a) or (s == e and a <= s < b)
            middle = s <= (a + b) / 2 < e
            expected[o, label, f] |= touched if rule == "touched" else middle
    assert (presence(episodes, edges, rule) == expected).all()


def test_an_episode_that_ends_where_a_frame_starts_does_not_mark_it():
    marked = presence(of([(0, 2, 4), (1, 4, 4)]), np.arange(0.0, 9, 2))
    assert marked[:, 0].tolist() == [[False, True, False, False], [False, False, True, False]]


def test_parts_outside_the_grid_are_cut_off():
    marked = presence(of([(0, -9, 3), (0, 7, 99), (1, -9, -1), (1, 50, 60), (1, -3, -3)]), np.arange(0.0, 9, 2))
    assert marked[:, 0].tolist() == [[True, True, False, True], [False] * 4]


def test_shares_count_observers_who_marked_nothing_and_have_intervals():
    curves = proportion_curves(presence(of([(0, 0, 4), (1, 2, 4), (1, 2, 3)], observers=4), np.arange(0.0, 7, 2)))
    assert curves["share"].tolist() == [[0.25, 0.5, 0.0]]
    assert curves["low"][0, 2] == 0.0
    assert (curves["low"] <= curves["share"]).all()
    assert (curves["share"] < curves["high"]).all()
    # Wilson (1927) for 2 of 4 at 95 %.
    assert [curves["low"][0, 1], curves["high"][0, 1]] == pytest.approx([0.15003899, 0.84996101], abs=1e-7)


def test_runs_of_agreement_are_episodes():
    share = np.array([0.5, 0.6, 0.2, 0.0, 1.0])
    assert agreed_episodes(share, np.arange(6.0) * 2, 0.5).tolist() == [[0, 4], [8, 10]]
    assert agreed_episodes(np.zeros(3), np.arange(4.0), 0.5).shape == (0, 2)


def by_definition(marked):
    """Observed, positive and kappa as means over pairs, and alpha from counts of votes."""
    observed, positive, kappa = [], [], []
    for i in range(len(marked)):
        for j in range(i):
            a, b = marked[i], marked[j]
            agree, chance = np.mean(a == b), a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
            observed.append(agree)
            kappa += [(agree - chance) / (1 - chance)] if chance < 1 else []
            positive += [2 * np.sum(a & b) / (a.sum() + b.sum())] if a.any() or b.any() else []
    votes = marked.sum(axis=0)
    counts = votes_from_counts(np.stack([votes, len(marked) - votes], axis=1))
    return [np.mean(v) if len(v) else math.nan for v in (observed, positive, kappa)] + [
        alpha(counts, nominal(2)).estimate()
    ]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.floats(0, 1), st.integers(2, 5))
def test_frame_agreement_is_the_definition_pair_by_pair(seed, share, observers):
    marked = np.random.default_rng(seed).random((observers, 30)) < share
    found = frame_agreement(marked, block=7, rng=np.random.default_rng(1), **DRAWS | {"resamples": 5})
    assert [found[name]["estimate"] for name in NAMES] == pytest.approx(by_definition(marked), abs=1e-9, nan_ok=True)


def test_blocks_of_time_give_wider_intervals_than_single_frames():
    rng = np.random.default_rng(2)
    story = np.repeat(rng.random(60) < 0.4, 10)
    moved = np.repeat(rng.random((3, 60)) < 0.2, 10, axis=1)
    wide, narrow = (
        frame_agreement(story ^ moved, block=block, rng=np.random.default_rng(3), **DRAWS)["kappa"] for block in (20, 1)
    )
    assert wide["estimate"] == narrow["estimate"]
    assert wide["high"] - wide["low"] > 1.5 * (narrow["high"] - narrow["low"])


@pytest.mark.parametrize(
    ("marked", "name", "reason"),
    [
        (np.zeros((3, 20), bool), "alpha", "nobody marked this label"),
        (np.zeros((3, 20), bool), "positive", "nobody marked this label"),
        (np.ones((3, 20), bool), "kappa", "everybody marked this label"),
        (np.ones((1, 20), bool), "observed", "one observer"),
    ],
)
def test_frames_undefined_say_why(marked, name, reason):
    found = frame_agreement(marked, block=5, rng=np.random.default_rng(1), **DRAWS)[name]
    assert math.isnan(found["estimate"])
    assert reason in found["reason"]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.sampled_from([Overlap(0.3), Overlap(0.0), Tolerance(1.0, None), Tolerance(1.0, 2.0)])
)
def test_no_other_matching_has_more_matches_or_is_closer(seed, criterion):
    rng = np.random.default_rng(seed)
    a, b = (np.sort(rng.integers(0, 12, (n, 2)), axis=1).astype(float) for n in rng.integers(1, 6, 2))
    close = criterion.closeness(a, b)
    if len(a) > len(b):
        close = close.T
    every = [
        [close[i, j] for i, j in enumerate(chosen)] for chosen in permutations(range(close.shape[1]), close.shape[0])
    ]
    best = max((sum(c >= 0 for c in one), sum(c for c in one if c >= 0)) for one in every)
    pairs = match(a, b, criterion)
    assert len(pairs) == best[0]
    assert len(set(pairs[:, 0])) == len(set(pairs[:, 1])) == len(pairs)
    assert criterion.closeness(a, b)[pairs[:, 0], pairs[:, 1]].sum() == pytest.approx(best[1])


def test_intersection_over_union_and_tolerance_by_hand():
    a, b = np.array([[0.0, 4]]), np.array([[2.0, 6], [4, 8], [9, 10], [0, 4]])
    assert Overlap(0.0).closeness(a, b)[0].tolist() == pytest.approx([1 / 3, 0, -1, 1])
    assert Overlap(0.5).closeness(a, b)[0].tolist() == [-1, -1, -1, 1]
    assert Tolerance(2.0, None).closeness(a, b)[0].tolist() == [0, -1, -1, 1]
    assert Tolerance(4.0, 2.0).closeness(a, b)[0].tolist() == [0, -1, -1, 1]
    assert Tolerance(0.0, 0.0).closeness(a, b)[0].tolist() == [-1, -1, -1, 1]


def test_f1_of_pairs_labels_and_all():
    episodes = Episodes(
        np.array([0.0, 10, 20, 0, 10, 40]), np.array([5.0, 15, 25, 5, 16, 45]), np.array([0, 0, 0, 1, 1, 1]),
        np.array([0, 0, 1, 0, 0, 1]), 2, 3,
    )  # fmt: skip
    found = event_agreement(matches(episodes, Overlap(0.5)), rng=np.random.default_rng(1), **DRAWS)
    assert found["pooled"]["estimate"] == pytest.approx(2 * 2 / 6)
    assert [label["estimate"] for label in found["labels"][:2]] == [1.0, 0.0]
    assert found["labels"][2]["reason"] == "nobody marked an episode with this label"
    assert found["pairs"]["f1"][0][1] == pytest.approx(4 / 6)
    assert found["gaps"] == {"start_gap": 0.0, "end_gap": 0.5}


def test_an_observer_who_marked_nothing_has_f1_0():
    found = event_agreement(matches(of([(0, 0, 1)]), Overlap(0.5)), rng=np.random.default_rng(1), **DRAWS)
    assert found["pooled"]["estimate"] == 0.0
    assert found["gaps"]["reason"] == "no episode of two observers matches"


@pytest.mark.parametrize(("observers", "reason"), [(1, "one observer"), (2, "nobody marked an episode")])
def test_events_undefined_say_why(observers, reason):
    nothing = Episodes(np.zeros(0), np.zeros(0), np.zeros(0, int), np.zeros(0, int), observers, 1)
    found = event_agreement(matches(nothing, Overlap(0.5)), rng=np.random.default_rng(1), **DRAWS)["pooled"]
    assert math.isnan(found["estimate"])
    assert reason in found["reason"]


def test_more_observers_are_drawn_and_bracket_the_estimate():
    rng = np.random.default_rng(4)
    start = np.arange(0, 200, 10.0)
    rows = [(o, s + d, s + d + 6) for o in range(6) for s, d in zip(start, rng.normal(0, 1.5, 20), strict=True)]
    found = event_agreement(matches(of(rows, 6), Overlap(0.6)), rng=np.random.default_rng(5), **DRAWS)["pooled"]
    assert found["low"] < found["estimate"] < found["high"]
    assert found["cluster"] == "observer"


def test_episodes_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="episode 1 ends at 2"):
        of([(0, 0, 1), (1, 3, 2)])
    with pytest.raises(ValueError, match=r"'observer' has numbers 0\.\.5"):
        of([(0, 0, 1), (5, 1, 2)])

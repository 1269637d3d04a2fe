"""Agreement of traces at every lag, delays, and who is undefined and why."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.statistics.reliability.lagged import lag_agreement, lag_sums
from affectflow.statistics.reliability.trace_agreement import best_lags, delays, leave_one_out, shifted, trace_agreement
from affectflow.statistics.reliability.trace_bootstrap import NAMES, trace_intervals

STEP = 0.04


def slow(rng, samples, smooth=25):
    """A trace that changes slowly, like a hand on a slider."""
    return np.convolve(rng.normal(size=samples + smooth - 1), np.ones(smooth) / smooth, mode="valid")


def film(seed, delayed=(0, 10, 25), samples=800, noise=0.02):
    """One signal that annotators follow with their own delays in samples."""
    rng = np.random.default_rng(seed)
    signal = slow(rng, samples + 100)
    return np.stack([signal[100 - d : 100 - d + samples] + noise * rng.normal(size=samples) for d in delayed])


def two(x, y, lag, divisor):
    """Correlation and concordance of x(t) and y(t + lag), from the definition."""
    a, b = (x[: len(x) - lag], y[lag:]) if lag >= 0 else (x[-lag:], y[: len(y) + lag])
    both = ~np.isnan(a) & ~np.isnan(b)
    a, b = a[both], b[both]
    ddof = 1 if divisor == "sample" else 0
    shared = np.cov(a, b, ddof=ddof)
    correlation = shared[0, 1] / np.sqrt(shared[0, 0] * shared[1, 1])
    return correlation, 2 * shared[0, 1] / (shared[0, 0] + shared[1, 1] + (a.mean() - b.mean()) ** 2)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.4), st.sampled_from(["population", "sample"]))
def test_all_pairs_at_all_lags_are_the_definition(seed, missing, divisor):
    rng = np.random.default_rng(seed)
    x = 5 + rng.normal(size=(3, 40))
    x[rng.random(x.shape) < missing] = np.nan
    found = lag_agreement(lag_sums(x, 6), divisor=divisor)
    for lag in range(-6, 7):
        for i in range(3):
            for j in range(3):
                expected = two(x[i], x[j], lag, divisor)
                ours = found.correlation[lag + 6, i, j], found.concordance[lag + 6, i, j]
                assert ours == pytest.approx(expected, abs=1e-10)


def test_sums_of_two_items_are_those_of_both_together_at_lag_0():
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 30)), 3 + rng.normal(size=(2, 50))
    pooled = trace_agreement([a, b], step=1, longest_lag=0)["pairs"][0]
    assert (pooled["correlation"], pooled["concordance"]) == pytest.approx(
        two(*np.concatenate([a, b], axis=1), 0, "population"), rel=1e-12
    )


def test_a_large_mean_costs_no_digits():
    x = film(2)
    high = lag_agreement(lag_sums(x + 1e6, 5)).correlation
    assert high == pytest.approx(lag_agreement(lag_sums(x, 5)).correlation, abs=1e-6)


def test_the_second_follows_the_first_at_a_positive_lag():
    found = trace_agreement([film(3)], step=STEP, longest_lag=2.0)
    lags = {(pair["first"], pair["second"]): pair["lag"] for pair in found["pairs"]}
    assert lags == pytest.approx({(0, 1): 0.4, (0, 2): 1.0, (1, 2): 0.6})
    assert all(pair["concordance_at_lag"] > pair["concordance"] for pair in found["pairs"])
    assert not any(pair["at_edge"] for pair in found["pairs"])
    assert found["delays"]["seconds"] == pytest.approx([-1.4 / 3, -0.2 / 3, 1.6 / 3])
    assert found["delays"]["residual"] == pytest.approx(0, abs=1e-9)


def test_exchanging_annotators_turns_the_lag():
    x = film(4, (0, 15))
    one, other = (trace_agreement([v], step=STEP, longest_lag=2.0)["pairs"][0] for v in (x, x[::-1]))
    assert one["lag"] == -other["lag"] == pytest.approx(0.6)
    assert one["concordance_at_lag"] == pytest.approx(other["concordance_at_lag"], rel=1e-12)


def test_traces_moved_by_their_delays_agree_without_lag():
    x = film(5)
    moved = shifted(x, np.array([0, 10, 25]))
    found = trace_agreement([moved], step=STEP, longest_lag=1.0)
    assert [pair["lag"] for pair in found["pairs"]] == [0, 0, 0]
    assert np.isnan(moved[2, -25:]).all()
    assert not np.isnan(moved[2, :-25]).any()


def test_a_lag_at_the_end_of_the_range_is_said():
    found = trace_agreement([film(6, (0, 15))], step=STEP, longest_lag=0.4)["pairs"][0]
    assert found["at_edge"]


def test_among_equal_values_the_shortest_lag_is_taken_and_none_where_all_are_undefined():
    values = np.array([[0.5, np.nan], [0.1, np.nan], [0.5, np.nan], [0.5, np.nan], [0.2, np.nan]])
    assert best_lags(values, np.arange(-2, 3)).tolist() == [0, 0]


def test_a_constant_trace_is_undefined_with_its_name():
    x = film(7)
    x[1] = 0.1
    found = trace_agreement([x], step=STEP, longest_lag=0.2)
    told = {(p["first"], p["second"]): p.get("reason", "") for p in found["pairs"]}
    assert told[0, 2] == ""
    assert told[0, 1] == told[1, 2] == "constant over the samples in common: annotator 1"
    assert math.isnan(found["pairs"][0]["concordance"])
    assert math.isnan(found["pairs"][0]["lag"])
    assert found["pooled"]["undefined_pairs"] == 2
    assert found["pooled"]["concordance"] == found["pairs"][1]["concordance"]
    assert found["delays"]["reason"] == "an annotator has no pair with a lag"
    assert found["leave_one_out"][1]["reason"] == "constant over the samples in common: the annotator"


def test_too_few_samples_in_common_are_said():
    x = film(8, (0, 0))
    x[0, 2:], x[1, :1] = np.nan, np.nan
    found = trace_agreement([x], step=STEP, longest_lag=0)
    assert found["pairs"][0]["reason"] == "1 samples in common, fewer than 3"
    assert found["pooled"]["reason"] == "no pair of annotators is defined"


def test_one_annotator_has_no_pair():
    found = trace_agreement([film(9, (0,))], step=STEP, longest_lag=0.2)
    assert found["pairs"] == []
    assert math.isnan(found["pooled"]["concordance"])
    assert found["delays"]["reason"] == "one annotator: nothing to compare"
    assert math.isnan(found["leave_one_out"][0]["concordance"])


def test_leave_one_out_compares_with_the_mean_of_those_who_are_there():
    x = film(10, (0, 0, 0), noise=0.2)
    x[2, :100] = np.nan
    found = leave_one_out([x[:, :300], x[:, 300:]])
    others = np.where(np.isnan(x[2]), x[1], (x[1] + x[2]) / 2)
    assert (found[0]["correlation"], found[0]["concordance"]) == pytest.approx(two(x[0], others, 0, "population"))
    assert found[2]["samples"] == 700


def test_delays_that_do_not_fit_leave_a_residual():
    lags = np.array([[0, 1.0, 0.0], [-1.0, 0, 1.0], [0.0, -1.0, 0]])
    found = delays(lags, np.eye(3, dtype=bool))
    assert found["seconds"] == pytest.approx([-1 / 3, 0, 1 / 3], abs=1e-12)
    assert found["residual"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("over", ["item", "annotator"])
def test_intervals_bracket_the_pooled_values_and_repeat(over):
    films = [film(seed, (0, 3, 6, 9), 200, 0.2) for seed in range(8)]
    common = {"step": STEP, "longest_lag": 0.6}
    options = {"over": over, "method": "percentile", "resamples": 100, "level": 0.9} | common
    first, again = (trace_intervals(films, **options, rng=np.random.default_rng(1)) for _ in range(2))
    pooled = trace_agreement(films, **common)["pooled"]
    assert first == again
    for name in NAMES:
        assert first[name]["estimate"] == pytest.approx(pooled[name], rel=1e-9)
        assert first[name]["low"] < first[name]["estimate"] < first[name]["high"]
        assert first[name]["clusters"] == (8 if over == "item" else 4)

"""What holds for every measure of agreement: resamples, influences, order, and where it is undefined."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import circular, from_matrix, interval, nominal, ordinal, ratio
from affectflow.statistics.agreement.conger import conger_kappa
from affectflow.statistics.agreement.fleiss import fleiss_kappa
from affectflow.statistics.agreement.gwet import brennan_prediger, gwet_ac, percent_agreement
from affectflow.statistics.agreement.intervals import analytic_interval, bootstrap_interval
from affectflow.statistics.agreement.table import Votes, votes_from_matrix
from affectflow.statistics.agreement.weights import agreement_weights

LEVELS = 4
VALUES = np.array([0.0, 1.0, 2.5, 4.0])
WIDE = 80  # more levels than are kept dense, of which four are used


def wide_nominal(votes):
    return alpha(Votes(votes.item, votes.rater, votes.code * 20, votes.items, votes.raters, WIDE), nominal(WIDE))


def wide_ratio(votes):
    values = np.linspace(0, 8, WIDE)
    return alpha(Votes(votes.item, votes.rater, votes.code * 20, votes.items, votes.raters, WIDE), ratio(values))


ALPHAS = {
    "nominal": lambda votes: alpha(votes, nominal(LEVELS)),
    "ordinal": lambda votes: alpha(votes, ordinal(LEVELS)),
    "interval": lambda votes: alpha(votes, interval(VALUES)),
    "ratio": lambda votes: alpha(votes, ratio(VALUES)),
    "circular": lambda votes: alpha(votes, circular(VALUES, 6)),
    "wide": wide_nominal,
    "wide ratio": wide_ratio,
}
OTHERS = {
    "percent": percent_agreement,
    "ac1": gwet_ac,
    "ac2": lambda votes: gwet_ac(votes, "linear"),
    "fleiss": lambda votes: fleiss_kappa(votes, "quadratic"),
    "brennan": brennan_prediger,
    "conger": lambda votes: conger_kappa(votes, "ordinal"),
}
MEASURES = ALPHAS | OTHERS
matrices = arrays(np.int64, st.tuples(st.integers(2, 8), st.integers(2, 4)), elements=st.integers(-1, LEVELS - 1))
any_measure = pytest.mark.parametrize("name", list(MEASURES))


def measure(name, matrix):
    return MEASURES[name](votes_from_matrix(matrix, LEVELS))


def example(seed=0, items=40, raters=5, missing=0.2):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, LEVELS, (items, 1))
    votes = np.where(rng.random((items, raters)) < 0.5, truth, rng.integers(0, LEVELS, (items, raters)))
    return np.where(rng.random((items, raters)) < missing, -1, votes)


@any_measure
@settings(max_examples=25)
@given(matrix=matrices, weights=st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_an_item_drawn_twice_is_two_items(name, matrix, weights):
    found = measure(name, matrix)
    assume(not found.reason())
    drawn = np.array(weights[: len(matrix)])
    repeated = measure(name, np.repeat(matrix, drawn, axis=0))
    groups = len(found.kept)
    ours = found.by_groups(np.arange(groups), groups)(drawn[found.kept][None].astype(float))[0]
    assert ours == pytest.approx(repeated.estimate(), abs=1e-9, nan_ok=True)


@any_measure
def test_groups_of_items_are_drawn_whole(name):
    matrix = example()
    found, group = measure(name, matrix), np.arange(40) % 10
    drawn = np.array([0.0, 2, 1, 1, 3, 0, 1, 1, 1, 0])
    repeated = measure(
        name, np.concatenate([np.tile(matrix[group == g], (int(n), 1)) for g, n in enumerate(drawn) if n])
    )
    ours = found.by_groups(group[found.kept], 10)(drawn[None])[0]
    assert ours == pytest.approx(repeated.estimate(), abs=1e-12)


@any_measure
@settings(max_examples=25)
@given(matrix=matrices, left_out=st.integers(0, 3))
def test_a_rater_not_drawn_is_not_there(name, matrix, left_out):
    found = measure(name, matrix)
    assume(not found.reason() and left_out < matrix.shape[1])
    weights = np.ones((1, matrix.shape[1]))
    weights[0, left_out] = 0
    without = measure(name, np.delete(matrix, left_out, axis=1))
    assert found.by_raters()(weights)[0] == pytest.approx(without.estimate(), abs=1e-9, nan_ok=True)


@any_measure
def test_a_rater_drawn_twice_is_not_paired_with_itself(name):
    """Two raters, each drawn twice, pair as each drawn once; naive copies would agree with themselves."""
    matrix = example(raters=2, missing=0.1)
    once, twice = measure(name, matrix).by_raters()(np.array([[1.0, 1.0], [2.0, 2.0]]))
    assert twice == pytest.approx(once, abs=1e-12)
    assert measure(name, np.repeat(matrix, 2, axis=1)).estimate() > once + 0.05


def by_weighted_pairs(matrix, weights, difference):
    """Alpha of raters with weights, pair by pair of different votes."""
    within = total = squares = 0.0
    kept = []
    for row in matrix:
        rated = np.flatnonzero((row >= 0) & (weights > 0))
        if len(rated) < 2:
            continue
        w, m = weights[rated], weights[rated].sum()
        pairs = sum(w[i] * w[j] * difference(row[r], row[s]) for i, r in enumerate(rated) for j, s in enumerate(rated))
        within += m * pairs / (m**2 - np.sum(w**2))
        total, squares = total + m, squares + np.sum(w**2)
        kept += list(zip(w, row[rated], strict=True))
    between = sum(a * b * difference(x, y) for a, x in kept for b, y in kept)
    return 1 - within / total / (between / (total**2 - squares))


@pytest.mark.parametrize(
    ("name", "difference"),
    [
        ("nominal", lambda a, b: float(a != b)),
        ("wide", lambda a, b: float(a != b)),
        ("interval", lambda a, b: (VALUES[a] - VALUES[b]) ** 2),
        ("circular", lambda a, b: math.sin(math.pi * (VALUES[a] - VALUES[b]) / 6) ** 2),
    ],
)
def test_weighted_raters_are_the_definition_pair_by_pair(name, difference):
    matrix, weights = example(missing=0.3), np.array([2.0, 0.0, 1.0, 3.0, 1.0])
    ours = measure(name, matrix).by_raters()(weights[None])[0]
    assert ours == pytest.approx(by_weighted_pairs(matrix, weights, difference), abs=1e-12)


def test_ordinal_ranks_are_of_the_weighted_votes():
    """The ranks of a draw are those of its own votes, copies counted."""
    matrix, weights = example(missing=0.3), np.array([2.0, 0.0, 1.0, 3.0, 1.0])
    paired = np.sum((matrix >= 0) & (weights > 0), axis=1) >= 2
    margins = np.array([np.sum((matrix == k)[paired] * weights) for k in range(LEVELS)])
    ranks = np.cumsum(margins) - margins / 2
    theirs = by_weighted_pairs(matrix, weights, lambda a, b: (ranks[a] - ranks[b]) ** 2)
    assert measure("ordinal", matrix).by_raters()(weights[None])[0] == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("name", list(OTHERS))
def test_influence_is_the_slope_of_coefficients_on_complete_data(name):
    found = measure(name, example(missing=0))
    assert found.influence() == pytest.approx(slopes(found), abs=2e-5)


@pytest.mark.parametrize("name", list(ALPHAS))
def test_influence_is_the_slope_of_alpha_without_its_small_sample_term(name):
    """1 - n within / between = 1 - (1 - alpha) n / (n - 1)."""
    found = measure(name, example(items=60))
    n = found.per_item

    def large_sample(weights):
        votes = weights @ n
        value = found.by_groups(np.arange(len(n)), len(n))(weights)
        return 1 - (1 - value) * votes / (votes - 1)

    assert found.influence() == pytest.approx(slopes(found, large_sample), abs=2e-5)


def slopes(found, evaluate=None):
    items, step = len(found.kept), 1e-5
    evaluate = evaluate or found.by_groups(np.arange(items), items)
    up, down = (evaluate(np.ones((items, items)) + sign * step * np.eye(items)) for sign in (1, -1))
    return items * (up - down) / (2 * step)


@any_measure
def test_order_of_rows_items_and_raters_does_not_matter(name):
    matrix, rng = example(), np.random.default_rng(1)
    moved = matrix[rng.permutation(40)][:, rng.permutation(5)]
    assert measure(name, moved).estimate() == pytest.approx(measure(name, matrix).estimate(), abs=1e-12)
    votes, shuffled = votes_from_matrix(matrix, LEVELS), rng.permutation(np.sum(matrix >= 0))
    other = Votes(votes.item[shuffled], votes.rater[shuffled], votes.code[shuffled], 40, 5, LEVELS)
    assert MEASURES[name](other).estimate() == pytest.approx(measure(name, matrix).estimate(), abs=1e-12)


@any_measure
def test_items_without_a_vote_and_raters_without_one_do_not_matter(name):
    matrix = example()
    more = np.pad(matrix, ((0, 3), (0, 2)), constant_values=-1)
    first, second = (analytic_interval(measure(name, table), level=0.95) for table in (matrix, more))
    assert second["estimate"] == pytest.approx(first["estimate"], abs=1e-12)
    assert second["standard_error"] == pytest.approx(first["standard_error"], abs=1e-12)


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([[0, -1], [-1, 1]], "no pairable votes: no item has two votes or more"),
        ([[0], [1]], "no pairable votes: one rater only"),
        ([[-1, -1]], "no pairable votes: no item has two votes or more"),
    ],
)
@any_measure
def test_without_pairs_everything_is_nan_with_its_reason(name, matrix, reason):
    found = measure(name, np.array(matrix))
    for result in (
        analytic_interval(found, level=0.95),
        bootstrap_interval(found, rng=np.random.default_rng(0), level=0.95, resamples=10),
    ):
        assert result["reason"] == reason
        assert all(math.isnan(result[key]) for key in ("estimate", "low", "high"))


@pytest.mark.parametrize("name", [*ALPHAS, "fleiss", "conger"])
def test_one_level_only_is_nan_with_its_reason(name):
    result = analytic_interval(measure(name, np.full((5, 3), 1)), level=0.95)
    assert math.isnan(result["estimate"])
    assert result["reason"].startswith(("one value only is used", "one level only is used"))


@pytest.mark.parametrize("name", ["percent", "ac1", "ac2", "brennan"])
def test_one_level_only_of_several_declared_is_full_agreement_where_chance_is_not_read_from_it(name):
    assert measure(name, np.full((5, 3), 1)).estimate() == 1


@any_measure
def test_one_item_has_no_interval(name):
    result = analytic_interval(measure(name, np.array([[0, 1, 1]])), level=0.95)
    assert result["reason"] == "one item: no variance between items"
    assert math.isfinite(result["estimate"])


@pytest.mark.parametrize("name", list(OTHERS))
def test_one_declared_level_is_undefined(name):
    assert OTHERS[name](votes_from_matrix([[0, 0], [0, 0]], 1)).reason().startswith("one level only is declared")


@pytest.mark.parametrize("value", [0.1, 1e9 + 0.1, -3.3])
def test_one_value_drawn_is_undefined_in_a_resample_whatever_rounding_leaves(value):
    found = alpha(votes_from_matrix([[0, 0, 0], [0, 0, 0], [1, 1, 0]], 2), interval([value, value + 1]))
    assert math.isnan(found.by_groups(np.arange(3), 3)(np.array([[2.0, 1.0, 0.0]]))[0])


@settings(max_examples=40)
@given(matrix=matrices, shift=st.floats(-1e6, 1e6), scale=st.floats(0.01, 100))
def test_interval_alpha_keeps_under_shift_and_scale(matrix, shift, scale):
    votes = votes_from_matrix(matrix, LEVELS)
    first, second = alpha(votes, interval(VALUES)), alpha(votes, interval(shift + scale * VALUES))
    assert second.estimate() == pytest.approx(first.estimate(), abs=1e-7, nan_ok=True)


def test_a_circle_turns_and_a_ratio_scales():
    votes = votes_from_matrix(example(), LEVELS)
    circle, scaled = (measure(name, example()).estimate() for name in ("circular", "ratio"))
    assert alpha(votes, circular(VALUES + 17.3, 6)).estimate() == pytest.approx(circle, abs=1e-12)
    whole_turns = VALUES + np.array([0, 6, 12, -6])
    assert alpha(votes, circular(whole_turns, 6)).estimate() == pytest.approx(circle, abs=1e-12)
    assert alpha(votes, ratio(VALUES * 42)).estimate() == pytest.approx(scaled, abs=1e-12)


@settings(max_examples=30)
@given(matrix=matrices)
def test_unused_levels_change_no_alpha(matrix):
    votes = votes_from_matrix(matrix, LEVELS)
    more = votes_from_matrix(matrix, LEVELS + 2)
    for few, many in ((nominal(LEVELS), nominal(LEVELS + 2)), (ordinal(LEVELS), ordinal(LEVELS + 2))):
        assert alpha(more, many).estimate() == pytest.approx(alpha(votes, few).estimate(), abs=1e-12, nan_ok=True)


def test_declared_levels_set_the_weights_and_the_chance_of_ac1_and_brennan_prediger():
    matrix = example()
    for measure_of in (gwet_ac, brennan_prediger):
        four, six = (measure_of(votes_from_matrix(matrix, q)).estimate() for q in (4, 6))
        assert six > four
    narrow, wide = agreement_weights("linear", 4), agreement_weights("linear", 6)
    assert narrow[0, 3] == 0
    assert wide[0, 3] == pytest.approx(0.4)


def test_conger_of_two_complete_raters_is_cohen():
    from affectflow.statistics.agreement.cohen import cohen_kappa

    matrix = example(raters=2, missing=0)
    table = np.bincount(matrix[:, 0] * LEVELS + matrix[:, 1], minlength=LEVELS**2).reshape(LEVELS, LEVELS)
    for weights in ("identity", "quadratic"):
        cohen = cohen_kappa(table, weights=weights, level=0.95, variance="item sampling")
        conger = analytic_interval(
            conger_kappa(votes_from_matrix(matrix, LEVELS), weights), level=0.95, quantile="normal"
        )
        for key in ("estimate", "standard_error", "low", "high"):
            assert conger[key] == pytest.approx(cohen[key], abs=1e-12)


def test_metrics_that_are_no_differences_are_refused():
    with pytest.raises(ValueError, match="symmetric"):
        from_matrix([[0, 1], [2, 0]], "odd")
    with pytest.raises(ValueError, match="below 0"):
        ratio([-1, 2])
    with pytest.raises(ValueError, match="period"):
        circular([1, 2], 0)
    with pytest.raises(ValueError, match="5000 levels are more than the 4096"):
        nominal(5000)
    with pytest.raises(ValueError, match="of 3 levels, the votes of 4"):
        alpha(votes_from_matrix(example(), LEVELS), nominal(3))

"""Planted raters vote as planted."""

import numpy as np
import pytest

from affectflow.studies.twins.own import ParlorTwin
from affectflow.twins.parlor.raters import BEST, WORST, panel, planted, votes
from affectflow.twins.parlor.script import LABELS, turns


def test_confusions_are_probabilities_and_competence_differs():
    raters = panel(ParlorTwin(kind="parlor"))
    matrices = np.array([rater.confusion for rater in raters])
    fair = np.array([not rater.biased for rater in raters])
    right = matrices.diagonal(axis1=1, axis2=2)
    assert matrices.shape == (12, 4, 4)
    assert np.allclose(matrices.sum(axis=2), 1)
    assert (matrices >= 0).all()
    assert right[fair].max() == pytest.approx(BEST)
    assert right[fair].min() == pytest.approx(WORST)


def test_one_rater_prefers_neutral():
    (odd,) = [rater for rater in panel(ParlorTwin(kind="parlor")) if rater.biased]
    assert odd.confusion[:, LABELS.index("neutral")].min() > 0.35


@pytest.mark.parametrize("count", [2, 3, 12])
def test_any_number_of_raters_is_planted(count):
    told = planted(panel(ParlorTwin(kind="parlor", raters=count)))
    assert len(told["ids"]) == len(told["confusion"]) == count


def test_votes_follow_the_matrices_and_go_missing_as_planted():
    spec = ParlorTwin(kind="parlor", speakers=150, missing_votes=0.3)
    plan, raters = turns(spec), panel(spec)
    rows = votes(spec, raters, plan)
    truth = {turn.item_id: LABELS.index(turn.emotion) for turn in plan}
    number = {rater.name: place for place, rater in enumerate(raters)}
    counts = np.zeros((12, 4, 4))
    for row in rows:
        counts[number[row["rater_id"]], truth[row["item_id"]], LABELS.index(row["label"])] += 1
    total = counts.sum(axis=2, keepdims=True)
    wanted = np.array([rater.confusion for rater in raters])
    error = np.abs(counts / total - wanted) / np.sqrt(wanted * (1 - wanted) / total + 1e-12)
    assert error[wanted > 0].max() < 4.5
    assert counts[wanted == 0].sum() == 0
    asked = len(plan) * 12
    assert len(rows) / asked == pytest.approx(0.7, abs=4 * np.sqrt(0.21 / asked))


def test_no_vote_is_missing_when_none_is_planted_to_be():
    spec = ParlorTwin(kind="parlor", speakers=2, missing_votes=0.0)
    assert len(votes(spec, panel(spec), turns(spec))) == 2 * 8 * 12

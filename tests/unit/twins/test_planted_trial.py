"""The planted trial has the planted effects."""

import numpy as np
import pytest

from affectflow.studies.twins.own import ParlorTwin
from affectflow.twins.parlor.trial import CONTROL, NEVER_STARTED, TREATED, people, planted

MANY = ParlorTwin(kind="parlor", speakers=4000)


@pytest.fixture(scope="module")
def drawn():
    return [person for person in people(MANY) if person.arm]


def arrays(drawn, occasion):
    seen = [person for person in drawn if occasion in person.observed()]
    columns = [(1.0, p.arm == TREATED, p.scores["baseline"], p.scores[occasion]) for p in seen]
    return np.array(columns, dtype=float)


@pytest.mark.parametrize(("occasion", "effect"), [("post", MANY.effect), ("follow_up", MANY.effect_follow_up)])
def test_regression_on_arm_and_baseline_finds_the_effect_among_those_not_lost(drawn, occasion, effect):
    data = arrays(drawn, occasion)
    design, outcome = data[:, :3], data[:, 3]
    found, rest, _, _ = np.linalg.lstsq(design, outcome)
    error = np.sqrt(rest[0] / (len(data) - 3) * np.linalg.inv(design.T @ design).diagonal())
    assert abs(found[1] - effect) < 4 * error[1]
    assert abs(found[2] - MANY.baseline_correlation) < 4 * error[2]


def test_spread_and_correlation_are_as_planted(drawn):
    scores = np.array([list(p.scores.values()) for p in drawn if p.arm == CONTROL])
    assert scores.std(axis=0, ddof=1) == pytest.approx(MANY.outcome_sd, rel=0.08)
    assert np.corrcoef(scores.T)[np.triu_indices(3, 1)] == pytest.approx(MANY.baseline_correlation, abs=0.06)


def test_blocks_balance_the_arms(drawn):
    arms = [person.arm for person in drawn]
    assert all(sorted(arms[k : k + 4]) == [TREATED, TREATED, CONTROL, CONTROL] for k in range(0, len(arms), 4))


def test_the_lost_are_missing_from_then_on_with_their_reason(drawn):
    lost = [person for person in drawn if person.lost_at == "post"]
    assert 0.09 < len(lost) / len(drawn) < 0.18
    for person in lost:
        rows = person.measurements()
        assert [row["value"] is None for row in rows] == [False, True, True]
        assert {row["missing_reason"] for row in rows[1:]} == {person.lost_reason}


def test_who_never_started_was_treated_on_paper_only_and_lost(drawn):
    idle = [person for person in drawn if not person.row()["received"]]
    assert {(p.arm, p.lost_at, p.lost_reason) for p in idle} == {(TREATED, "post", NEVER_STARTED)}


def test_more_speakers_leave_the_earlier_participants_alone():
    few = people(ParlorTwin(kind="parlor", speakers=6))
    assert people(MANY)[:6] == few[:6]


@pytest.mark.parametrize("dropout", [0.0, 1.0])
def test_dropout_may_be_none_or_all(dropout):
    spec = ParlorTwin(kind="parlor", speakers=8, dropout=dropout)
    assert planted(spec, people(spec))["realised"]["observed"]["post"] == round(8 * (1 - dropout))

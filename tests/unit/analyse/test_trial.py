"""The trial analysis on tables that are whole, odd and broken."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.trial import trial
from affectflow.errors import StudyError
from affectflow.tables import check, empty, write_json

SPEC = {"kind": "trial", "measure": "distress", "control": "waitlist", "treated": "coaching"}
OCCASIONS = ("baseline", "post", "follow_up")
NUMBERS = ("estimate", "low", "high", "standard_error", "df", "t", "p")


def make(n=40, effect=-3.0, seed=1):
    """A trial without a missing value: (participants, outcomes)."""
    rng = np.random.default_rng(seed)
    ids = [f"p{k:03d}" for k in range(n)]
    arms = np.where(np.arange(n) % 2, "coaching", "waitlist")
    participants = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    level, gain = rng.normal(20, 4, n), np.where(arms == "coaching", effect, 0.0)
    rows = [
        empty("outcomes").assign(
            participant_id=ids,
            measure="distress",
            occasion=occasion,
            week=float(6 * place),
            value=level + rng.normal(0, 2, n) + (gain if place else 0),
        )
        for place, occasion in enumerate(OCCASIONS)
    ]
    return check(participants, "participants"), check(pd.concat(rows, ignore_index=True), "outcomes")


def run(participants, outcomes, **changes):
    return trial(participants, outcomes, spec=SPEC | changes)


def without(outcomes, ids, occasions=OCCASIONS, reason="moved away"):
    gone = outcomes["participant_id"].isin(ids) & outcomes["occasion"].isin(occasions)
    return outcomes.assign(
        value=outcomes["value"].mask(gone), missing_reason=outcomes["missing_reason"].where(~gone, reason)
    )


def named(document):
    return [warning.split(":")[0] for warning in document["warnings"]]


def effects(document):
    return [document["ancova"][occasion]["effect"] for occasion in OCCASIONS[1:]]


def test_a_whole_trial_finds_its_effect_and_can_be_written(tmp_path):
    document = run(*make(n=200))
    for effect in effects(document):
        assert effect["low"] < -3 < effect["high"] < 0
        assert effect["n"] == 200
    assert document["warnings"] == []
    write_json(document, tmp_path / "trial.json")
    assert json.loads((tmp_path / "trial.json").read_text())["primary"] == "post"


def test_row_order_changes_no_byte(tmp_path):
    participants, outcomes = make()
    outcomes = without(outcomes, ["p003", "p004"], ["post"])
    write_json(run(participants, outcomes), tmp_path / "a.json")
    mixed_up = participants.sample(frac=1, random_state=1), outcomes.sample(frac=1, random_state=2)
    write_json(run(*mixed_up), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_flow_counts_everyone_by_the_arm_that_was_drawn():
    participants, outcomes = make(n=20)
    declined = pd.DataFrame({"participant_id": ["x1", "x2", "x3"], "excluded": ["declined", "declined", None]})
    excluded = empty("participants").assign(**declined, randomised=False, received=False)
    participants = participants.assign(
        received=participants["participant_id"] != "p001",
        lost_at=participants["lost_at"].mask(participants["participant_id"].isin(["p001", "p003"]), "post"),
        lost_reason=participants["lost_reason"].mask(participants["participant_id"] == "p001", "moved away"),
    )
    outcomes = without(outcomes, ["p001", "p003"], ["post", "follow_up"])
    outcomes = outcomes[~((outcomes["participant_id"] == "p000") & (outcomes["occasion"] == "follow_up"))]
    outcomes = without(outcomes, ["p005"], ["baseline"], None)
    everyone = check(pd.concat([participants, excluded]).astype(participants.dtypes), "participants")
    document = run(everyone, outcomes)
    flow, coaching = document["flow"], document["flow"]["arms"]["coaching"]
    assert (flow["assessed"], flow["randomised"]) == (23, 20)
    assert flow["excluded"] == {"declined": 2, "not stated": 1}
    assert (coaching["allocated"], coaching["received"]) == (10, 9)
    assert coaching["lost"] == {"post": {"moved away": 1, "not stated": 1}}
    assert coaching["analysed"] == {"post": 7, "follow_up": 7}
    assert coaching["missing"] == {
        "baseline": {"not stated": 1},
        "post": {"moved away": 2},
        "follow_up": {"moved away": 2},
    }
    assert flow["arms"]["waitlist"]["missing"]["follow_up"] == {"no row": 1}
    assert document["means"]["coaching"]["post"]["n"] == 8
    assert document["ancova"]["follow_up"]["effect"]["n"] == 16
    assert named(document) == ["no_baseline"]


def test_who_did_not_receive_is_analysed_where_drawn():
    participants, outcomes = make()
    nobody = participants.assign(received=False)
    assert effects(run(nobody, outcomes)) == effects(run(participants, outcomes))


def test_without_a_baseline_a_person_is_not_in_the_ancova():
    participants, outcomes = make()
    document = run(participants, without(outcomes, ["p000", "p001"], ["baseline"]))
    assert document["ancova"]["post"]["effect"]["n"] == 38
    assert named(document) == ["no_baseline"]


def test_a_third_arm_is_counted_and_not_compared():
    participants, outcomes = make()
    third = participants["participant_id"].isin(["p000", "p001", "p002"])
    document = run(participants.assign(arm=participants["arm"].mask(third, "app")), outcomes)
    assert document["flow"]["arms"]["app"]["allocated"] == 3
    assert document["ancova"]["post"]["effect"]["n"] == 37
    assert named(document) == ["other_arm"]


def oddities():
    participants, outcomes = make()
    first = participants["participant_id"] == "p000"
    stranger = outcomes[outcomes["participant_id"] == "p000"].assign(participant_id="zz")
    middle = outcomes[outcomes["occasion"] == "post"].assign(occasion="mid")
    return {
        "no_arm": (participants.assign(arm=participants["arm"].mask(first)), outcomes),
        "not_randomised": (participants.assign(randomised=~first, arm=participants["arm"].mask(first)), outcomes),
        "arm_not_randomised": (participants.assign(randomised=~first), without(outcomes, ["p000"])),
        "unknown_participant": (participants, pd.concat([outcomes, stranger], ignore_index=True)),
        "measured_after_loss": (participants.assign(lost_at=participants["lost_at"].mask(first, "post")), outcomes),
        "unknown_loss": (participants.assign(lost_at=participants["lost_at"].mask(first, "week 3")), outcomes),
        "occasion_not_analysed": (participants, pd.concat([outcomes, middle], ignore_index=True)),
    }


@pytest.mark.parametrize("name", oddities())
def test_each_oddity_is_named_and_the_rest_is_analysed(name, tmp_path):
    document = run(*oddities()[name])
    assert named(document) == [name]
    assert all(math.isfinite(effect["estimate"]) for effect in effects(document))
    write_json(document, tmp_path / "trial.json")


def degenerate():
    participants, outcomes = make()
    coached = list(participants.loc[participants["arm"] == "coaching", "participant_id"])
    alone = participants[~participants["participant_id"].isin(coached[1:])]
    kept = outcomes[outcomes["participant_id"].isin(alone["participant_id"])]
    later = outcomes["occasion"] != "baseline"
    return {
        "an arm with one person": (alone, kept),
        "an arm that is all missing later": (participants, without(outcomes, coached, OCCASIONS[1:])),
        "an arm that is all missing": (participants, without(outcomes, coached)),
        "nothing measured": (participants, without(outcomes, list(participants["participant_id"]))),
        "a constant outcome": (participants, outcomes.assign(value=7.3)),
        "one person in each arm": (participants[:2], outcomes[outcomes["participant_id"].isin(["p000", "p001"])]),
        "no baseline at all": (participants, outcomes.assign(value=outcomes["value"].where(later))),
    }


@pytest.mark.parametrize("name", degenerate())
def test_what_cannot_be_estimated_is_undefined_with_a_reason(name, tmp_path):
    document = run(*degenerate()[name])
    for effect in effects(document):
        undefined = [math.isnan(effect[k]) for k in NUMBERS]
        assert all(undefined) if effect.get("reason") else not any(undefined)
    assert all(document["ancova"][o]["effect"]["reason"] for o in OCCASIONS[1:])
    write_json(document, tmp_path / "trial.json")


def test_everything_that_the_spec_gets_wrong_is_said_at_once():
    with pytest.raises(StudyError) as caught:
        run(*make(), control="wait_list", treated="coachin", occasions=["post", "folow_up"], primary="post")
    said = {(p.place, p.found, p.hint) for p in caught.value.problems}
    assert said == {
        ("analyse.trial.control", "'wait_list'", "Did you mean 'waitlist'?"),
        ("analyse.trial.treated", "'coachin'", "Did you mean 'coaching'?"),
        ("analyse.trial.occasions.1", "'folow_up'", "Did you mean 'follow_up'?"),
    }
    assert caught.value.problems[0].allowed == "baseline, follow_up, post"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"measure": "distres"}, "analyse.trial.measure"),
        ({"treated": "waitlist"}, "analyse.trial.treated"),
        ({"occasions": ["baseline", "post"]}, "analyse.trial.occasions"),
        ({"occasions": ["post"], "primary": "follow_up"}, "analyse.trial.primary"),
    ],
)
def test_one_mistake_is_one_problem(changes, place):
    with pytest.raises(StudyError) as caught:
        run(*make(), **changes)
    assert [p.place for p in caught.value.problems] == [place]


def test_tables_without_rows_are_an_error_and_not_a_crash():
    with pytest.raises(StudyError, match="no such rows"):
        run(empty("participants"), empty("outcomes"))

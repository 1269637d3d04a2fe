"""The trial analysis on tables that are whole, odd and broken."""

import json
import math
import re
from itertools import chain, combinations, product

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from affectflow.analyse.trial import trial
from affectflow.errors import StudyError
from affectflow.tables import People, check, empty, write_json

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
    return trial(People(participants, outcomes), spec=SPEC | changes)


def without(outcomes, ids, occasions=OCCASIONS, reason="moved away"):
    gone = outcomes["participant_id"].isin(ids) & outcomes["occasion"].isin(occasions)
    return outcomes.assign(
        value=outcomes["value"].mask(gone), missing_reason=outcomes["missing_reason"].where(~gone, reason)
    )


def named(document):
    return [warning.split(":")[0] for warning in document["warnings"]]


def effects(document):
    return [document["ancova"][occasion]["effects"]["coaching"] for occasion in OCCASIONS[1:]]


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
    assert document["ancova"]["follow_up"]["effects"]["coaching"]["n"] == 16
    assert named(document) == ["no_baseline"]


def test_who_did_not_receive_is_analysed_where_drawn():
    participants, outcomes = make()
    nobody = participants.assign(received=False)
    assert effects(run(nobody, outcomes)) == effects(run(participants, outcomes))


def test_without_a_baseline_a_person_is_not_in_the_ancova():
    participants, outcomes = make()
    document = run(participants, without(outcomes, ["p000", "p001"], ["baseline"]))
    assert document["ancova"]["post"]["effects"]["coaching"]["n"] == 38
    assert named(document) == ["no_baseline"]


def test_a_third_arm_is_counted_and_not_compared():
    participants, outcomes = make()
    third = participants["participant_id"].isin(["p000", "p001", "p002"])
    document = run(participants.assign(arm=participants["arm"].mask(third, "app")), outcomes)
    assert document["flow"]["arms"]["app"]["allocated"] == 3
    assert document["ancova"]["post"]["effects"]["coaching"]["n"] == 37
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
    assert all(document["ancova"][o]["effects"]["coaching"]["reason"] for o in OCCASIONS[1:])
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


def test_a_measure_that_is_not_there_is_one_problem():
    with pytest.raises(StudyError) as caught:
        run(*make(), measure="distres")
    assert [p.place for p in caught.value.problems] == ["analyse.trial.measure"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"treated": "waitlist"}, "two different arms; 'waitlist' is both"),
        ({"treated": ["coaching", "coaching"]}, "coaching stands twice"),
        ({"occasions": ["baseline", "post"]}, "'baseline' is the baseline"),
        ({"occasions": ["post"], "primary": "follow_up"}, "primary: one of post; found 'follow_up'"),
        ({"contrasts": {"a": ["coaching", "app"]}}, "contrasts of two of coaching, waitlist; a is coaching, app"),
        ({"contrasts": {"coaching": ["coaching", "waitlist"]}}, "'coaching' is an arm"),
        ({"baseline": None}, "standardiser: residual"),
        ({"margin": {"kind": "non_inferiority", "margin": 2}}, "better: lower or higher"),
        ({"analysis_set": "per_protocol"}, "per_protocol exactly where"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(changes, told):
    with pytest.raises(ValidationError, match=re.escape(told)):
        run(*make(), **changes)


def test_tables_without_rows_are_an_error_and_not_a_crash():
    with pytest.raises(StudyError, match="no such rows"):
        run(empty("participants"), empty("outcomes"))


def three_arms(n=60, effects=(0.0, -3.0, -6.0), seed=4):
    """A trial of waitlist, app and coaching with sites as strata and age and sex as covariates."""
    participants, outcomes = make(n=n, effect=0.0, seed=seed)
    place = np.arange(n) % 3
    arms = np.array(["waitlist", "app", "coaching"])[place]
    participants = participants.assign(arm=arms, stratum=np.where(np.arange(n) % 2, "north", "south"))
    gain = pd.Series(np.array(effects)[place], index=participants["participant_id"])
    later = outcomes["occasion"] != "baseline"
    outcomes = outcomes.assign(value=outcomes["value"] + outcomes["participant_id"].map(gain).where(later, 0.0))
    rng = np.random.default_rng(seed)
    who = list(participants["participant_id"])
    age = empty("covariates").assign(participant_id=who, covariate="age", value=rng.uniform(18, 65, n).round(0))
    sex = empty("covariates").assign(participant_id=who, covariate="sex", label=rng.choice(["f", "m", "x"], n))
    covariates = check(pd.concat([age, sex], ignore_index=True), "covariates")
    return People(check(participants, "participants"), check(outcomes, "outcomes"), covariates)


MANY = SPEC | {"treated": ["coaching", "app"], "contrasts": {"coaching_over_app": ["coaching", "app"]}}


def test_many_arms_give_each_effect_by_its_name_and_one_adjustment_over_all(tmp_path):
    document = trial(three_arms(), spec=MANY | {"multiplicity": "holm", "covariates": ["age", "sex"]})
    found = document["ancova"]["post"]
    assert list(found["effects"]) == ["coaching", "app", "coaching_over_app"]
    whole = found["effects"]["coaching"]["estimate"]
    parts = found["effects"]["coaching_over_app"]["estimate"] + found["effects"]["app"]["estimate"]
    assert whole == pytest.approx(parts)
    assert found["effects"]["coaching"]["df"] == 60 - 3 - 1 - 1 - 2
    p = [effect["p"] for effect in found["effects"].values()]
    adjusted = [effect["p_adjusted"] for effect in found["effects"].values()]
    assert min(adjusted) == pytest.approx(3 * min(p))
    assert "p_adjusted" not in document["ancova"]["follow_up"]["effects"]["app"]
    write_json(document, tmp_path / "trial.json")


def test_an_arm_with_one_person_leaves_the_other_effects(tmp_path):
    people = three_arms()
    app = people.participants.loc[people.participants["arm"] == "app", "participant_id"]
    people = People(people.participants, without(people.outcomes, list(app)[1:], ["post"]))
    document = trial(people, spec=MANY | {"multiplicity": "bonferroni", "permutations": {"n": 99}})
    effects = document["ancova"]["post"]["effects"]
    assert effects["app"]["reason"] == "fewer than two complete cases in arm 'app' (1)"
    assert math.isnan(effects["app"]["p_adjusted"])
    assert math.isnan(effects["app"]["permutation"]["p"])
    assert effects["coaching"]["p_adjusted"] == effects["coaching"]["p"]
    assert document["ancova"]["post"]["adjusted_means"]["app"]["reason"]
    write_json(document, tmp_path / "trial.json")


def test_the_permutation_test_lists_all_ways_of_a_small_trial_and_draws_of_a_large_one():
    small = trial(People(*make(n=8)), spec=SPEC | {"permutations": {"n": 99}})
    found = small["ancova"]["post"]["effects"]["coaching"]["permutation"]
    assert (found["ways"], found["exact"]) == (math.comb(8, 4), True)
    assert found["p"] * found["ways"] == pytest.approx(round(found["p"] * found["ways"]))
    large = trial(People(*make(n=80)), spec=SPEC | {"permutations": {"n": 199}})
    effect = large["ancova"]["post"]["effects"]["coaching"]
    assert effect["permutation"] == {"p": 1 / 200, "ways": 199, "exact": False}
    assert effect["p"] < 1e-3


def test_the_permutation_test_exchanges_arms_within_strata_and_blocks_alone():
    participants, outcomes = make(n=12, effect=-1.5)
    sites, blocks = np.repeat(["a", "b"], 6), np.tile([1.0, 1.0, 2.0, 2.0, 2.0, 2.0], 2)
    ids = participants["participant_id"]
    people = People(
        participants.assign(stratum=sites),
        outcomes.assign(value=outcomes["value"] + 6.0 * outcomes["participant_id"].isin(ids[:6])),
        check(empty("covariates").assign(participant_id=ids, covariate="block", value=blocks), "covariates"),
    )
    arm = np.array(participants["arm"] == "coaching", dtype=float)
    before, after = (people.outcomes.query("occasion == @at")["value"].to_numpy() for at in ("baseline", "post"))

    def t_of(arms):
        x = np.column_stack([np.ones(12), arms, before])
        inverse = np.linalg.inv(x.T @ x)
        residual = after - x @ (inverse @ x.T @ after)
        weights = (residual / (1 - np.sum(x @ inverse * x, axis=1))) ** 2
        return abs((inverse @ x.T @ after)[1]) / np.sqrt((inverse @ (x.T * weights) @ x @ inverse)[1, 1])

    kept = {"sites": [sites], "sites and blocks": [sites, blocks]}
    for name, labels in kept.items():
        keys = list(zip(*labels, strict=True))
        sets = [np.flatnonzero([key == one for key in keys]) for one in dict.fromkeys(keys)]
        drawn = []
        for chosen in product(*(combinations(who, int(arm[who].sum())) for who in sets)):
            arms = np.zeros(12)
            arms[list(chain(*chosen))] = 1.0
            drawn.append(t_of(arms))
        within = ["block"] if "blocks" in name else []
        found = trial(people, spec=SPEC | {"permutations": {"n": 999, "within": within}})
        told = found["ancova"]["post"]["effects"]["coaching"]["permutation"]
        assert told["ways"] == len(drawn)
        assert told["p"] == pytest.approx(np.mean(np.array(drawn) >= t_of(arm) * (1 - 1e-9)))
        assert ("block" in found["conventions"]["permutation"]) == bool(within)
    with pytest.raises(StudyError, match="Did you mean 'block'"):
        trial(people, spec=SPEC | {"permutations": {"within": ["blok"]}})


@pytest.mark.parametrize(
    ("margin", "better", "verdict"),
    [
        ({"kind": "non_inferiority", "margin": 1.0}, "lower", "shown"),
        ({"kind": "non_inferiority", "margin": 1.0}, "higher", "not shown"),
        ({"kind": "equivalence", "margin": 1.0, "level": 0.9}, None, "not shown"),
        ({"kind": "equivalence", "margin": 9.0, "level": 0.9}, None, "shown"),
    ],
)
def test_a_verdict_follows_from_the_interval_and_agrees_with_its_p(margin, better, verdict):
    document = trial(People(*make(n=100)), spec=SPEC | {"margin": margin, "better": better})
    found = document["ancova"]["post"]["effects"]["coaching"]["margin"]
    assert found["verdict"] == verdict
    assert (found["p"] < (1 - found["level"]) / 2) == (verdict == "shown")


def test_who_did_not_follow_the_protocol_is_counted_and_not_analysed():
    participants, outcomes = make()
    missed = participants["participant_id"].isin(["p001", "p003"])
    spec = {"analysis_set": "per_protocol", "per_protocol": {"received": True}}
    document = run(participants.assign(received=~missed), outcomes, **spec)
    assert document["flow"]["arms"]["coaching"]["not_in_set"] == 2
    assert document["flow"]["arms"]["coaching"]["analysed"]["post"] == 18
    assert document["ancova"]["post"]["effects"]["coaching"]["n"] == 38


def test_a_person_without_a_covariate_is_told():
    people = three_arms()
    some = people.covariates[~people.covariates["participant_id"].isin(["p000", "p001"])].reset_index(drop=True)
    document = trial(People(people.participants, people.outcomes, some), spec=MANY | {"covariates": ["age"]})
    assert named(document) == ["no_covariate"]
    assert document["ancova"]["post"]["effects"]["app"]["n"] == 58

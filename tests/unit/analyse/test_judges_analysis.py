"""The analysis of judges."""

import numpy as np
import pandas as pd
import pytest

from affectflow import tables
from affectflow.analyse.judges import judges
from affectflow.errors import StudyError
from affectflow.statistics.judges import quadratic_kappa
from affectflow.statistics.multiple_tests import holm

INGEST = {"dataset": "made"}
BOOT = {"resamples": 200}
SPEC = {
    "kind": "judges",
    "people": ["p1", "p2"],
    "judges": ["fair", "kind"],
    "groups": {"warm": ["empathy", "help"], "cold": ["safety"]},
    "bootstrap": BOOT,
}
SCALES = ("empathy", "help", "safety")


def made(seed=1, contexts=30, responses=4):
    """Items of contexts by conditions; `fair` has no bias, `kind` adds one point to every rating."""
    rng = np.random.default_rng(seed)
    names = [(f"c{c:02d}", f"m{m}") for c in range(contexts) for m in range(responses)]
    items = pd.DataFrame({"item_id": [f"{c}:{m}" for c, m in names], "speaker_id": [c for c, _ in names],
                          "session_id": [c for c, _ in names], "condition": [m for _, m in names]})  # fmt: skip
    rows = []
    for scale in SCALES:
        truth = rng.normal(5, 1, len(items)) + np.tile(np.linspace(-1, 1, responses), contexts)
        for rater, bias in (("p1", 0.0), ("p2", 0.0), ("fair", 0.0), ("kind", 1.0)):
            values = np.round(truth + bias + rng.normal(0, 0.5, len(items)))
            rows.append(items[["item_id"]].assign(rater_id=rater, scale=scale, label=None, value=values))
    return items, pd.concat(rows, ignore_index=True).astype({"label": "str"})


@pytest.fixture(scope="module")
def data():
    return made()


def run(data, **changes):
    return judges(*data, spec=SPEC | changes, ingest=INGEST)


@pytest.fixture(scope="module")
def found(data):
    return run(data)


def test_a_judge_who_inflates_is_found_and_one_who_does_not_is_not(found):
    for scale in SCALES:
        cells = found["scales"][scale]["judges"]
        assert not cells["fair"]["bias"]["inflated"]
        assert cells["kind"]["bias"]["inflated"]
        assert cells["kind"]["bias"]["low"] < 1.0 < cells["kind"]["bias"]["high"]
        assert cells["kind"]["icc"]["ICC(C,1)"]["estimate"] > cells["kind"]["icc"]["ICC(A,1)"]["estimate"] + 0.1
        assert cells["kind"]["against_people"]["high"] < 0
        low, high = (cells["kind"]["limits"][end]["estimate"] for end in ("lower", "upper"))
        assert low < 0 < 1 < high
    assert found["tally"]["fair"] == {
        "scales": 3, "inflated": 0, "compared": 3, "below_people": 0, "above_people": 0, "grades": {}
    }  # fmt: skip
    assert [found["tally"]["kind"][key] for key in ("inflated", "below_people")] == [3, 3]


def test_p_values_are_adjusted_over_the_scales_of_a_judge(found):
    for judge in SPEC["judges"]:
        cells = [found["scales"][scale]["judges"][judge]["bias"] for scale in SCALES]
        assert [c["p_holm"] for c in cells] == pytest.approx(holm([c["p"] for c in cells]).tolist())


def test_a_group_is_the_mean_of_its_scales_and_one_scale_is_itself(found):
    assert found["groups"]["cold"]["people"]["mean"] == found["scales"]["safety"]["people"]["mean"]
    bias = [found["scales"][scale]["judges"]["kind"]["bias"]["estimate"] for scale in ("empathy", "help")]
    assert found["groups"]["warm"]["judges"]["kind"]["bias"]["estimate"] == pytest.approx(np.mean(bias))


def test_pairs_are_kappas_of_all_who_rated_but_not_of_people_with_themselves(found, data):
    assert set(found["pairs"]["empathy"]) == {
        "p1+p2", "p1+fair", "p1+kind", "p2+fair", "p2+kind", "people+fair", "people+kind", "fair+kind",
    }  # fmt: skip
    wide = data[1][data[1]["scale"] == "empathy"].pivot(index="item_id", columns="rater_id", values="value")
    by_hand = quadratic_kappa(wide["p1"], wide["kind"], "values", 0.95)["estimate"]
    assert found["pairs"]["empathy"]["p1+kind"]["estimate"] == by_hand


def test_clusters_widen_what_their_items_share(data):
    items, ratings = data
    shift = items.set_index("item_id")["speaker_id"].map(
        dict(zip(sorted(items["speaker_id"].unique()), np.random.default_rng(3).normal(size=30), strict=True))
    )
    moved = ratings.assign(
        value=ratings["value"] + np.where(ratings["rater_id"] == "fair", ratings["item_id"].map(shift), 0.0)
    )
    widths = []
    for cluster in ("item_id", "speaker_id"):
        cell = run((items, moved), cluster=cluster)["scales"]["empathy"]["judges"]["fair"]
        widths.append(cell["bias"]["high"] - cell["bias"]["low"])
        assert cell["clusters"] == (120 if cluster == "item_id" else 30)
    assert widths[1] > 1.4 * widths[0]
    assert "reason" in cell["limits"]


def test_the_unit_condition_compares_means_of_conditions(data):
    cell = run(data, unit="condition", cluster="speaker_id")["scales"]["empathy"]["judges"]["kind"]
    assert cell["icc"]["rows"] == 4
    wide = data[1][data[1]["scale"] == "empathy"].pivot(index="item_id", columns="rater_id", values="value")
    means = wide.groupby(wide.index.str[4:]).mean()
    people = (means["p1"] + means["p2"]) / 2
    between = np.cov(people, means["kind"])
    assert cell["icc"]["ICC(C,1)"]["estimate"] == pytest.approx(2 * between[0, 1] / np.trace(between))
    assert cell["n"] == 120


def test_a_judge_does_not_judge_its_own_work(data):
    cells = run(data, own={"kind": "m2"})["scales"]["empathy"]["judges"]
    assert (cells["fair"]["n"], cells["kind"]["n"]) == (120, 90)


def test_one_person_is_no_yardstick_and_says_so(data):
    found = run(data, people=["p1"])
    assert found["scales"]["empathy"]["people"]["kappa"]["reason"] == "one person: nobody to compare with"
    against = found["scales"]["empathy"]["judges"]["fair"]["against_people"]
    assert np.isnan(against["estimate"])
    assert against["reason"] == "one person: nobody to compare with"
    assert found["tally"]["fair"]["compared"] == 0
    assert "people+fair" not in found["pairs"]["empathy"]


@pytest.mark.parametrize(
    ("grades", "grade"),
    [
        ([{"name": "good", "least": 0.9}, {"name": "fair", "least": 0.3}], "fair"),
        ([{"name": "narrow", "width": 0.9}], "narrow"),
        ([{"name": "narrow", "width": 0.01}], "none"),
        ([{"name": "both", "width": 0.9, "least": 0.95}], "none"),
    ],
)
def test_a_verdict_is_by_the_studys_own_thresholds(data, grades, grade):
    verdict = {"form": "ICC(A,1)", "grades": grades, "otherwise": "none"}
    told = run(data, judges=["fair"], verdict=verdict)["scales"]["empathy"]["judges"]["fair"]["verdict"]
    assert told["grade"] == grade


def test_missing_ratings_are_left_out_pair_by_pair(data, tmp_path):
    items, ratings = data
    lost = (ratings["rater_id"] == "p2") & (ratings["item_id"] < "c10")
    silent = (ratings["rater_id"] == "fair") & (ratings["scale"] == "help")
    found = run((items, ratings[~(lost | silent)]))
    assert found["scales"]["empathy"]["people"]["n"] == 120
    assert found["scales"]["empathy"]["people"]["n_complete"] == 80
    assert found["scales"]["help"]["judges"]["fair"]["n"] == 0
    assert found["groups"]["warm"]["judges"]["fair"]["bias"]["reason"] == "fewer than two clusters"
    tables.write_json(found, tmp_path / "judges.json")


def test_metrics_are_correlated_with_people_and_an_absent_one_says_so(data):
    items, ratings = data
    people = ratings[(ratings["rater_id"] == "p1") & (ratings["scale"] == "empathy")]
    metric = people.assign(rater_id="echo", scale="automatic", value=people["value"] ** 3)
    found = run((items, pd.concat([ratings, metric])), metrics={"echo": "automatic", "lost": "automatic"})
    cells = found["scales"]["empathy"]["metrics"]
    assert cells["echo"]["spearman"]["estimate"] > 0.8
    assert cells["echo"]["spearman"]["low"] > 0.7
    assert cells["echo"]["spearman"]["p_holm"] >= cells["echo"]["spearman"]["p"]
    assert cells["lost"]["pearson"]["reason"] == "the corpus has no values of this metric"


def test_the_same_inputs_give_the_same_numbers_and_other_scales_change_none(data, found):
    assert run(data) == found
    alone = run(data, groups={"warm": ["help"]})
    assert alone["scales"]["help"]["judges"]["fair"]["icc"] == found["scales"]["help"]["judges"]["fair"]["icc"]


def test_everything_that_is_not_in_the_data_is_told_at_once(data):
    changes = {"people": ["p1", "p9"], "groups": {"warm": ["emphaty"]}, "own": {"kind": "m7"}}
    with pytest.raises(StudyError) as error:
        judges(*data, spec=SPEC | changes, ingest=INGEST | {"where": {"colour": "red"}})
    text = str(error.value)
    assert all(word in text for word in ("'p9'", "'emphaty'", "empathy", "'m7'", "'colour'"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"judges": ["p1"]}, "p1 stands twice"),
        ({"people": ["people"]}, "people stands twice"),
        ({"groups": {"warm": ["help"], "cold": ["help"]}}, "help stands twice"),
        ({"judges": ["gpt/4"]}, "without \\+ / # in their names"),
        ({"own": {"cruel": "m1"}}, "and not cruel"),
    ],
)
def test_names_that_a_result_could_not_tell_apart_are_refused(data, changes, told):
    with pytest.raises(ValueError, match=told):
        run(data, **changes)

"""Several scales, strata, unnamed raters, sets, numbers and the options of an analysis of agreement."""

import math

import numpy as np
import pandas as pd
import pydantic
import pytest
from test_agreement import INGEST, LABELS, make, run

from affectflow.errors import LimitError, StudyError
from affectflow.statistics.agreement.alpha import alpha
from affectflow.statistics.agreement.alpha_distances import interval
from affectflow.statistics.agreement.table import levels_of, votes_from_matrix
from affectflow.statistics.reliability.icc_inference import icc
from affectflow.studies.analyse.agreement import Agreement
from affectflow.tables import empty, write_json

EVERY = ["alpha", "percent", "cohen", "fleiss", "conger", "brennan_prediger", "gwet"]
NUMBERS = ["icc", "kendall_w", "finn", "cronbach", "ccc", "bland_altman"]


def two_scales(seed=1):
    items, ratings = make(seed=seed)
    other = make(seed=seed + 1, accuracy=0.3)[1].assign(scale="emotion_voice")
    return items, pd.concat([ratings.assign(scale="emotion_face"), other], ignore_index=True)


def numbers(items=40, raters=4, seed=1, missing=0.0):
    rng = np.random.default_rng(seed)
    x = np.clip(np.round(3 + rng.normal(size=(items, 1)) + rng.normal(size=(items, raters))), 1, 5)
    x[rng.random(x.shape) < missing] = np.nan
    item, rater = np.nonzero(~np.isnan(x))
    table = make(items)[0]
    ratings = empty("ratings").assign(
        item_id=[f"i{k:03d}" for k in item], rater_id=[f"r{k}" for k in rater], scale="valence", value=x[item, rater]
    )
    return table, ratings, x


def of_values(items, ratings, **changes):
    asked = {"scales": ["valence"], "measurement": "interval", "levels": [1, 2, 3, 4, 5]}
    return run(items, ratings, {"dataset": "parlor"}, **asked | changes)


def test_scales_are_pooled_with_the_item_as_cluster_and_told_by_stratum(tmp_path):
    items, ratings = two_scales()
    scales = ["emotion_face", "emotion_voice"]
    document = run(items, ratings, scales=scales, by=["scale", "condition"], coefficients=["alpha", "gwet"])
    assert (document["items"], document["units"], document["ratings"]) == (60, 120, 600)
    assert (document["alpha"]["clusters"], document["alpha"]["cluster"]) == (60, "item")
    for scale in scales:
        alone = run(items, ratings, scales=[scale], coefficients=["alpha", "gwet"])
        inside = document["by"]["scale"][scale]
        assert inside["gwet"]["estimate"] == pytest.approx(alone["gwet"]["estimate"], rel=1e-12)
        assert inside["alpha"] == alone["alpha"]
        assert inside["votes"] == alone["votes"]
    assert {name: found["items"] for name, found in document["by"]["condition"].items()} == {
        "control": 20,
        "expressive": 40,
    }
    write_json(document, tmp_path / "agreement.json")


def test_scales_that_are_not_pooled_have_no_result_over_all():
    items, ratings = two_scales()
    document = run(items, ratings, scales=["emotion_face", "emotion_voice"], by=["scale"], pool=False)
    assert "alpha" not in document
    assert document["by"]["scale"]["emotion_voice"]["alpha"]["estimate"] < 0.3


@pytest.mark.parametrize(("resample", "clusters"), [("speaker_id", 6), ("item", 60), ("rater", 5)])
@pytest.mark.parametrize("interval_of", ["percentile", "expanded", "bca", "analytic"])
def test_what_is_resampled_and_how(resample, clusters, interval_of):
    items, ratings = make()
    items["speaker_id"] = [f"s{k % 6}" for k in range(60)]
    options = {"resample": resample, "interval": interval_of, "coefficients": EVERY}
    if (resample, interval_of) == ("rater", "analytic"):
        with pytest.raises(pydantic.ValidationError, match="with resample rater"):
            run(items, ratings, **options)
        return
    document = run(items, ratings, **options)
    for name in EVERY:
        found = document[name]
        assert found["clusters"] == clusters, name
        assert found["low"] < found["estimate"] < found["high"], name


def test_unnamed_raters_are_not_followed(tmp_path):
    items, ratings = make()
    ratings["rater_id"] = "unnamed:" + ratings["rater_id"]
    document = run(items, ratings, coefficients=EVERY, resample="rater")
    assert (document["raters_n"], document["ratings_of_unnamed_raters"]) == (0, 300)
    for name in ("cohen", "conger"):
        assert math.isnan(document[name]["estimate"])
        assert document[name]["reason"].startswith("the raters are not known")
    named = run(*make(), coefficients=EVERY)
    assert document["fleiss"]["estimate"] == pytest.approx(named["fleiss"]["estimate"], rel=1e-12)
    assert math.isnan(document["alpha"]["low"])
    assert document["raters"] == {"ids": [], "reason": document["cohen"]["reason"]}
    write_json(document, tmp_path / "agreement.json")


def test_some_unnamed_raters_are_left_out_of_what_follows_raters_only():
    items, ratings = make()
    few = ratings["rater_id"].isin(["r0", "r1"])
    mixed = ratings.assign(rater_id=ratings["rater_id"].where(few, "unnamed:" + ratings["rater_id"]))
    document, alone = (
        run(items, mixed, coefficients=["alpha", "cohen"]),
        run(items, ratings[few], coefficients=["cohen"]),
    )
    assert document["cohen"]["estimate"] == pytest.approx(alone["cohen"]["estimate"], rel=1e-12)
    assert document["ratings"] == 300
    assert document["raters"]["ids"] == ["r0", "r1"]


def test_two_raters_have_one_kappa_and_more_have_each_pair():
    items, ratings = make()
    two = run(items, ratings[ratings["rater_id"].isin(["r0", "r3"])], coefficients=["cohen"], interval="analytic")
    assert (two["cohen"]["raters_at"], two["cohen"]["p"] < 1e-6) == ([0, 1], True)
    more = run(items, ratings, coefficients=["cohen"], pairs=3)["cohen"]
    assert (more["pairs"]["pairs"], more["pairs"]["not_listed"]) == (10, 7)
    assert more["estimate"] == pytest.approx(np.mean(more["pairs"]["estimate"]))


def test_a_constant_rater_has_no_kappa(tmp_path):
    items, ratings = make()
    two = ratings[ratings["rater_id"].isin(["r0", "r3"])]
    constant = two.assign(label=two["label"].where(two["rater_id"] == "r0", "joy"))
    document = run(items, constant, coefficients=["cohen", "fleiss"])
    assert math.isnan(document["cohen"]["estimate"])
    assert document["cohen"]["reason"].startswith("a rater uses one level only")
    write_json(document, tmp_path / "agreement.json")


def test_numbers_have_the_coefficients_of_arrays(tmp_path):
    items, ratings, x = numbers()
    document = of_values(items, ratings, coefficients=["alpha", *NUMBERS], interval="analytic")
    forms = icc(x)["forms"]
    for key, form in {"A1": "ICC(A,1)", "C1": "ICC(C,1)", "1": "ICC(1)", "Ak": "ICC(A,k)"}.items():
        assert {k: document["icc"][key][k] for k in forms[form]} == forms[form]
    levels, code = levels_of(x.ravel())
    votes = votes_from_matrix(code.reshape(x.shape), len(levels))
    assert document["alpha"]["estimate"] == pytest.approx(alpha(votes, interval(levels)).estimate(), rel=1e-12)
    assert document["cronbach"]["estimate"] == pytest.approx(forms["ICC(C,k)"]["estimate"], rel=1e-12)
    assert document["finn"]["two_way"]["categories"] == 5
    assert document["ccc"]["pairs"]["pairs"] == document["bland_altman"]["pairs"]["pairs"] == 6
    assert document["votes"]["distribution"]["mean"] == pytest.approx(x.mean(), rel=1e-12)
    assert document["votes"]["distribution"]["sd"] == pytest.approx(x.std(ddof=1), rel=1e-12)
    others = (x.sum(axis=1) - x[:, 0]) / 3
    assert document["raters"]["bias"][0] == pytest.approx(np.mean(x[:, 0] - others), rel=1e-9)
    write_json(document, tmp_path / "agreement.json")


@pytest.mark.parametrize("method", ["percentile", "expanded", "bca"])
def test_intervals_of_numbers_come_from_resamples_of_groups(method):
    items, ratings, _ = numbers()
    items["speaker_id"] = [f"s{k % 8}" for k in range(40)]
    of = of_values(items, ratings, coefficients=["icc", "kendall_w", "cronbach", "ccc", "finn"], interval=method,
                   resample="speaker_id")  # fmt: skip
    for found in (of["icc"]["A1"], of["kendall_w"], of["cronbach"], of["ccc"], of["finn"]["one_way"]):
        assert (found["clusters"], found["cluster"]) == (8, "speaker")
        assert found["low"] < found["estimate"] < found["high"]


def test_missing_ratings_take_the_mixed_model_and_complete_items(tmp_path):
    items, ratings, _ = numbers(missing=0.2)
    document = of_values(items, ratings, coefficients=NUMBERS, interval="analytic")
    assert document["icc"]["model"].startswith("mixed model")
    assert 0 < document["icc"]["A1"]["low"] < document["icc"]["A1"]["estimate"] < document["icc"]["A1"]["high"]
    assert document["kendall_w"]["items"] + document["kendall_w"]["incomplete_items"] == 40
    write_json(document, tmp_path / "agreement.json")


def test_pairs_are_told_where_no_item_is_complete(tmp_path):
    items, ratings, x = numbers()
    number = ratings["item_id"].str[1:].astype(int)
    left = (number % 4).astype(str) != ratings["rater_id"].str[1:]
    document = of_values(items, ratings[left], coefficients=["ccc", "bland_altman"], interval="analytic")
    for name in ("ccc", "bland_altman"):
        assert document[name]["reason"] == "fewer than two items were rated by every rater"
        assert document[name]["pairs"]["items"] == [20] * 6
    both = np.arange(40) % 4 > 1
    assert document["bland_altman"]["pairs"]["bias"][0] == pytest.approx(np.mean(x[both, 0] - x[both, 1]))
    write_json(document, tmp_path / "agreement.json")


def test_unnamed_raters_of_numbers_have_the_one_way_forms_only(tmp_path):
    items, ratings, x = numbers()
    ratings["rater_id"] = "unnamed:" + ratings["rater_id"]
    document = of_values(items, ratings, coefficients=NUMBERS, interval="analytic")
    assert document["icc"]["1"]["estimate"] == pytest.approx(icc(x)["forms"]["ICC(1)"]["estimate"], rel=1e-12)
    for found in (document["icc"]["A1"], document["kendall_w"], document["ccc"], document["finn"]["two_way"]):
        assert found["reason"].startswith("the raters are not known")
    write_json(document, tmp_path / "agreement.json")


def test_sets_are_split_and_counted_by_member():
    items, ratings = make()
    ratings["label"] = np.where(np.arange(300) % 4 == 0, "anger|joy", ratings["label"])
    document = run(items, ratings, {"dataset": "parlor"}, measurement="jaccard", levels=LABELS)
    votes = document["votes"]["distribution"]
    assert (votes["labels"], votes["n"], votes["sizes"]) == (LABELS, 300, [0, 225, 75])
    assert sum(votes["counts"]) == 375
    strange = run(items, ratings, {"dataset": "parlor"}, measurement="masi", levels=["anger", "joy"])
    assert strange["votes_left_out"]["outside_levels"].keys() == {"sadness"}


def test_ordinal_labels_need_an_order_and_values_have_one():
    items, ratings = make()
    with pytest.raises(StudyError, match="no levels for ordinal labels"):
        run(items, ratings, {"dataset": "parlor"}, measurement="ordinal")
    forth, back = (
        run(
            items,
            ratings,
            INGEST,
            measurement="ordinal",
            levels=levels,
            weights="linear",
            coefficients=["alpha", "gwet"],
        )
        for levels in (LABELS, LABELS[::-1])
    )
    assert forth["alpha"]["estimate"] == pytest.approx(back["alpha"]["estimate"], rel=1e-12)
    assert forth["gwet"]["measure"] == "Gwet's AC2"
    wrong = {"measurement": "ordinal", "levels": [1, 2, 3]}
    with pytest.raises(StudyError, match=r"1\.0 for a scale of labels"):
        run(items, ratings, INGEST, **wrong)


def test_the_most_disputed_items_are_named_with_their_votes():
    items, ratings = make(accuracy=1.0)
    ratings.loc[ratings["item_id"] == "i007", "label"] = ["anger", "joy", "joy", "sadness", "anger"]
    document = run(items, ratings, disputed=2)["disputed"]
    assert document["ids"][0] == "i007"
    assert document["votes"][0] == [["anger", 2], ["joy", 2], ["sadness", 1]]
    assert document["disagreement"][0] == pytest.approx(-2 * 0.4 * np.log(0.4) - 0.2 * np.log(0.2))
    assert run(items, ratings, disputed=0)["disputed"]["ids"] == []


def test_the_gate_can_be_on_the_lower_limit():
    items, ratings = make()
    alpha_of = run(items, ratings)["alpha"]
    between = (alpha_of["low"] + alpha_of["estimate"]) / 2
    assert run(items, ratings, min_alpha=between)["kind"] == "agreement"
    with pytest.raises(LimitError, match="as the lower limit"):
        run(items, ratings, min_alpha=between, gate="low")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"coefficients": ["icc"]}, "measurement ordinal, interval or ratio for icc; nominal has no numbers"),
        ({"measurement": "circular"}, "a period with measurement circular"),
        ({"weights": "linear"}, "weights identity, since nominal levels have no order"),
        ({"coefficients": ["gwet"], "min_alpha": 0.5}, "alpha among the coefficients"),
        ({"pool": False}, "by with scale where pool is false"),
        ({"scales": []}, "at least 1 item"),
    ],
)
def test_options_that_do_not_fit_are_refused(changes, message):
    with pytest.raises(pydantic.ValidationError, match=message):
        Agreement.load({"kind": "agreement", "scales": ["emotion"]} | changes)


def test_a_ratio_scale_with_a_negative_value_is_refused():
    items, ratings, _ = numbers()
    ratings.loc[0, "value"] = -1.0
    with pytest.raises(StudyError, match="the value -1 on a ratio scale"):
        run(items, ratings, {"dataset": "parlor"}, scales=["valence"], measurement="ratio")

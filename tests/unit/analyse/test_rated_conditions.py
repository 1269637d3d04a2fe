"""Rated conditions: by hand and by scipy, with what is missing told."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_rel

from affectflow.analyse.rated_conditions import rated_conditions
from affectflow.errors import StudyError
from affectflow.tables import check

SPEC = {"kind": "rated_conditions", "scales": ["care", "skill"], "reference": "plain", "against": ["warm"],
        "bootstrap": {"resamples": 200}}  # fmt: skip


def corpus(sessions=12, seed=0):
    rng = np.random.default_rng(seed)
    names = [(f"s{s}", c) for s in range(sessions) for c in ("plain", "warm")]
    items = check(pd.DataFrame([
        {"item_id": f"{s}{c}", "speaker_id": s, "session_id": s, "condition": c, "intended": None, "audio": None,
         "video": None, "transcript": None, "duration": float("nan"), "sha256": None} for s, c in names
    ]), "items")  # fmt: skip
    ratings = check(pd.DataFrame([
        {"item_id": f"{s}{c}", "rater_id": f"r{r}", "scale": scale, "label": None,
         "value": float(rng.integers(2, 6)) + (c == "warm")}
        for s, c in names for r in range(3) for scale in ("care", "skill")
    ]), "ratings")  # fmt: skip
    return items, ratings


def test_the_mean_over_raters_is_paired_over_sessions():
    items, ratings = corpus()
    found = rated_conditions(items, ratings, spec=SPEC)
    rows = ratings[ratings["scale"] == "care"].merge(items[["item_id", "session_id", "condition"]])
    table = rows.groupby(["session_id", "condition"])["value"].mean().unstack()
    part = found["contrasts"]["warm"]["care"]
    assert part["difference"]["p"] == pytest.approx(ttest_rel(table["warm"], table["plain"]).pvalue, rel=1e-9)
    assert part["difference"]["estimate"] == pytest.approx((table["warm"] - table["plain"]).mean())
    assert part["bootstrap"]["estimate"] == pytest.approx(part["difference"]["estimate"])
    assert part["relative"]["estimate"] == pytest.approx(100 * (table["warm"].mean() / table["plain"].mean() - 1))
    both = [s["relative"]["estimate"] for s in found["contrasts"]["warm"].values()]
    assert found["overall"]["warm"]["estimate"] == pytest.approx(np.mean(both))
    apart = rated_conditions(items, ratings, spec=SPEC | {"overall": False})
    assert apart["overall"] == {}
    assert "overall" not in apart["conventions"]
    assert apart["contrasts"] == found["contrasts"]
    p = sorted(s["difference"]["p"] for s in found["contrasts"]["warm"].values())
    assert min(s["difference"]["p_holm"] for s in found["contrasts"]["warm"].values()) == pytest.approx(
        min(1, 2 * p[0])
    )


def test_a_session_without_its_pair_is_counted_and_left_out():
    items, ratings = corpus()
    found = rated_conditions(items, ratings[ratings["item_id"] != "s0warm"], spec=SPEC)
    assert found["contrasts"]["warm"]["care"]["unpaired"] == 1
    assert found["contrasts"]["warm"]["care"]["difference"]["n"] == 11
    assert found["warnings"][0].startswith("unpaired: 1 session")


def test_one_session_has_no_interval_and_says_so():
    found = rated_conditions(*corpus(sessions=1), spec=SPEC)
    part = found["contrasts"]["warm"]["care"]
    assert np.isnan(part["difference"]["p"])
    assert part["difference"]["reason"] == "fewer than two sessions"
    assert part["bootstrap"]["reason"]
    assert any(told.startswith("undefined: ") for told in found["warnings"])


def test_the_same_difference_in_all_sessions_is_no_certainty():
    items, ratings = corpus()
    same = ratings.assign(value=np.where(ratings["item_id"].str.endswith("warm"), 4.0, 3.0))
    part = rated_conditions(items, same, spec=SPEC)["contrasts"]["warm"]["care"]
    assert np.isnan(part["difference"]["p"])
    assert part["difference"]["reason"] == "the same in all sessions"


def test_unknown_names_are_all_told():
    with pytest.raises(StudyError) as told:
        rated_conditions(*corpus(), spec=SPEC | {"scales": ["caer"], "against": ["worm"]})
    assert len(told.value.problems) == 2

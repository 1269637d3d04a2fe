"""The section on analyses of variance, from documents that the analysis makes."""

import csv
import re

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.anova import anova
from affectflow.report import Results, write_report
from affectflow.tables import People, empty, read_json, write_json

FACTORS = {"arm": ["waitlist", "coaching"], "gender": ["woman", "man"], "site": ["north", "south"]}
SPECS = {
    "mixed": {
        "kind": "anova",
        "measures": ["mood"],
        "between": FACTORS,
        "occasions": ["pre", "mid", "post"],
        "contrasts": {"gain": {"arm": {"coaching": 1, "waitlist": -1}, "occasion": {"post": 1, "pre": -1}}},
        "multiplicity": "hochberg",
    },
    "empty": {
        "kind": "anova",
        "measures": ["mood"],
        "between": FACTORS | {"site": ["south", "far"]},
        "occasions": ["post"],
    },
    "again": {
        "kind": "anova",
        "measures": ["mood"],
        "between": {"arm": ["coaching"]},
        "occasions": ["pre", "mid", "post"],
        "sphericity": "huynh_feldt",
        "squares": "type_ii",
    },
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """82 people in eight cells of ten, and two far away in one."""
    rng, n = np.random.default_rng(7), 82
    ids = [f"p{k:02d}" for k in range(n)]
    of = {name: np.array(levels)[np.arange(n) // 2**k % 2] for k, (name, levels) in enumerate(FACTORS.items())}
    of["site"] = np.where(np.arange(n) < 80, of["site"], "far")
    mood = rng.normal(20, 3, (n, 1)) + rng.normal(0, 1, (n, 3)) + np.outer(of["arm"] == "coaching", [0, 2, 4])
    who = empty("participants").assign(participant_id=ids, arm=of["arm"], randomised=True, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="mood", occasion=at, week=float(k), value=mood[:, k])
        for k, at in enumerate(("pre", "mid", "post"))
    ]
    labels = [
        empty("covariates").assign(participant_id=ids, covariate=name, label=of[name]) for name in ("gender", "site")
    ]
    people = People(who, pd.concat(rows, ignore_index=True), pd.concat(labels, ignore_index=True))
    folder = tmp_path_factory.mktemp("documents")
    for name, spec in SPECS.items():
        write_json(anova(people, spec=spec), folder / f"{name}.json")
    return {name: read_json(folder / f"{name}.json") for name in SPECS}


@pytest.fixture(scope="module")
def page(tmp_path_factory, documents, results, declared):
    folder = tmp_path_factory.mktemp("report")
    study = declared["study"] | {"analyse": SPECS, "claims": {}}
    alone = Results(results.flow, results.scores, results.history, documents, results.quarantine)
    write_report(folder, run="parlor", results=alone, **declared | {"study": study})
    return folder


def rows(page, name):
    return list(csv.DictReader((page / "tables" / f"{name}.csv").open()))


def test_a_third_factor_has_a_drawing_for_each_level_with_the_same_axis(page):
    text = (page / "index.html").read_text()
    assert "Mean mood by arm and occasion (gender woman and site north), with 95% intervals" in text
    assert "Mean mood by gender and arm (site far), with 95% intervals" in text
    drawn = [(page / "figures" / f"mixed-mood-{k}-means.svg").read_text() for k in (1, 2, 3, 4)]
    axes = {tuple(re.findall(r'class="soft" text-anchor="end">([^<]+)<', one)) for one in drawn}
    assert len(axes) == 1
    assert len(axes.pop()) > 3


def test_every_term_stands_in_the_table_in_the_order_of_the_factors(page, documents):
    told = [row["term"] for row in rows(page, "mixed-tests")]
    assert told == documents["mixed"]["terms"]
    assert told[:4] == ["arm", "gender", "site", "occasion"]
    assert told[-1] == "arm_by_gender_by_site_by_occasion"
    first = rows(page, "mixed-effects")[0]
    assert float(first["partial_eta2_low"]) < float(first["partial_eta2"]) < float(first["partial_eta2_high"])
    assert [row["level"] for row in rows(page, "mixed-marginal")][:2] == ["waitlist", "coaching"]
    assert [row["occasion"] for row in rows(page, "mixed-means")][:3] == ["pre", "mid", "post"]


def test_contrasts_say_their_weights_and_their_adjustment(page):
    text = (page / "index.html").read_text()
    assert "arm: waitlist −1, coaching 1; occasion: pre −1, post 1" in text
    assert "1 contrast of means was planned, with p adjusted for their number (Hochberg)" in text
    assert float(rows(page, "mixed-contrasts")[0]["p"]) < 0.001


def test_an_empty_cell_is_said_where_the_tests_would_be(page):
    reason = rows(page, "empty-tests")[0]["f_reason"]
    assert reason.startswith("no complete case in arm 'waitlist', gender 'man', site 'far'")
    assert "mood: not tested, no complete case in" in (page / "index.html").read_text()


def test_repeated_measures_are_told_apart_by_occasion_alone(page):
    text = (page / "index.html").read_text()
    assert "Differences by occasion: mood F(" in text
    assert "Mood of coaching (arm) was analysed by an analysis of variance with occasion (pre, mid and post)" in text
    assert "multiplied by Huynh and Feldt’s epsilon" in text
    assert "Sums of squares of type II; correction for sphericity: Huynh and Feldt." in text
    assert len(rows(page, "again-sphericity")) == 1

"""The page on differences: every option shows, and every number is the result's."""

import csv

import numpy as np
import pandas as pd
import pytest
import report_documents as documents

from affectflow.analyse.differences import differences
from affectflow.report import Results, write_report
from affectflow.tables import People, check, empty, read_json, write_json

BETWEEN = {
    "kind": "differences", "analysis_set": "everyone", "measures": ["worry", "calm"], "test": "welch",
    "between": {"covariate": "sex", "first": "m", "second": "f", "occasion": "post"}, "standardiser": "first",
    "interval": "bootstrap_bca", "resampling": {"resamples": 200, "seed": 4}, "ranks": {}, "better": "lower",
    "margin": {"kind": "non_inferiority", "margin": 9.0},
}  # fmt: skip
WITHIN = {
    "kind": "differences", "analysis_set": "everyone", "measures": ["worry", "calm"], "test": "paired",
    "within": {"before": "pre", "after": "post"}, "standardiser": "average_sd", "interval": "large_sample",
    "ranks": {"zeros": "pratt", "continuity": False, "exact_up_to": 0}, "multiplicity": "holm",
}  # fmt: skip


def people(n=40):
    rng = np.random.default_rng(8)
    ids, sex = [f"p{k:02d}" for k in range(n)], np.array(["m", "f"])[np.arange(n) % 2]
    rows = [
        empty("outcomes").assign(participant_id=ids, measure=measure, occasion=at, week=float(k),
                                 value=np.round(rng.normal(20 + k + 2 * (sex == "f"), 3, n)))
        for measure in ("worry", "calm") for k, at in enumerate(("pre", "post"))
    ]  # fmt: skip
    return People(
        check(empty("participants").assign(participant_id=ids, randomised=False, received=True), "participants"),
        check(pd.concat(rows, ignore_index=True), "outcomes"),
        check(empty("covariates").assign(participant_id=ids, covariate="sex", label=sex), "covariates"),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The report's folder and both documents."""
    folder = tmp_path_factory.mktemp("report")
    asked = {"by_sex": BETWEEN, "change": WITHIN}
    for name, spec in asked.items():
        write_json(differences(people(), spec=spec), folder / f"in/analyses/{name}.json")
    results = Results.collect(sorted((folder / "in/analyses").glob("*.json")))
    study = documents.study() | {"train": None, "features": [], "claims": {}, "analyse": asked}
    study["ingest"] = {"dataset": "parlor"}
    declared = {"dataset": documents.dataset(), "features": {}, "provenance": documents.provenance()}
    write_report(folder / "out", run="x_twin", study=study, results=results, **declared)
    return folder / "out", {name: read_json(folder / f"in/analyses/{name}.json") for name in asked}


def rows(folder, name):
    return list(csv.DictReader((folder / f"tables/{name}.csv").open()))


def test_measures_stand_in_the_order_of_the_study(written):
    assert [row["measure"] for row in rows(written[0], "by_sex-differences")] == ["worry", "calm"]


def test_ranks_shifts_and_verdicts_have_tables_with_the_results_numbers(written):
    folder, found = written
    for name, document in found.items():
        for row in rows(folder, f"{name}-ranks"):
            told = document["measures"][row["measure"]]["ranks"]
            assert float(row["p"]) == told["p"]
            assert float(row["rank_biserial_low"]) == told["rank_biserial"]["low"]
            assert float(row["shift_high"]) == told["shift"]["high"]
    for row in rows(folder, "by_sex-margin"):
        told = found["by_sex"]["measures"][row["measure"]]["margin"]
        assert (row["verdict"], float(row["difference_high"])) == (told["verdict"], told["high"])


@pytest.mark.parametrize(
    "words",
    [
        "f minus m (sex) at post",
        "effect sizes are by bootstrap, 200 resamples with seed 4",
        "Non inferiority was judged by a margin of 9 scale points, lower being better, from intervals of level 95%",
        "ranked with the others, then dropped (Pratt, 1959)",
        "without continuity correction",
        "mean of both standard deviations (d_av)",
        "variance by Bonett (2008)",
        "Wilcoxon’s signed-rank test beside it",
    ],
)
def test_the_page_says_what_was_chosen(written, words):
    assert words in " ".join((written[0] / "index.html").read_text().split())

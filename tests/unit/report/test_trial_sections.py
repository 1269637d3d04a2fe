"""Pages on trials of three arms and on participants at baseline: every number is the result's."""

import csv

import numpy as np
import pandas as pd
import pytest
import report_documents as documents

from affectflow.analyse.baseline import baseline
from affectflow.analyse.trial import trial
from affectflow.report import Results, write_report
from affectflow.tables import People, check, empty, read_json, write_json

TRIAL = {
    "kind": "trial", "measure": "distress", "control": "waitlist", "treated": ["coaching", "app"],
    "contrasts": {"coaching_over_app": ["coaching", "app"]}, "occasions": ["post"], "multiplicity": "holm",
    "permutations": {"n": 99}, "better": "lower", "margin": {"kind": "non_inferiority", "margin": 2.0},
}  # fmt: skip
BASELINE = {
    "kind": "baseline", "arms": ["coaching", "app", "waitlist"], "reference": "waitlist", "covariates": ["age", "sex"],
    "measures": ["distress"], "median": ["age"],
}  # fmt: skip


def people(n=60):
    rng = np.random.default_rng(1)
    ids, arm = [f"p{k:02d}" for k in range(n)], np.array(["coaching", "app", "waitlist"])[np.arange(n) % 3]
    level = rng.normal(20, 4, n)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=float(k),
                                 value=level + rng.normal(0, 2, n) - 3 * k * (arm != "waitlist"))
        for k, at in enumerate(("baseline", "post"))
    ]  # fmt: skip
    traits = [
        empty("covariates").assign(participant_id=ids, covariate="age", value=rng.uniform(18, 65, n)),
        empty("covariates").assign(participant_id=ids, covariate="sex", label=rng.choice(["f", "m"], n)),
    ]
    who = empty("participants").assign(participant_id=ids, arm=arm, randomised=True, received=True)
    return People(
        check(who, "participants"),
        check(pd.concat(rows, ignore_index=True), "outcomes"),
        check(pd.concat(traits, ignore_index=True), "covariates"),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The report's folder and the trial's document."""
    folder = tmp_path_factory.mktemp("report")
    write_json(trial(people(), spec=TRIAL), folder / "in/analyses/trial.json")
    write_json(baseline(people(), spec=BASELINE), folder / "in/analyses/table_1.json")
    results = Results.collect(sorted((folder / "in/analyses").glob("*.json")))
    study = documents.study() | {"train": None, "features": [], "claims": {}}
    study["analyse"] = {"table_1": BASELINE, "trial": TRIAL}
    study["ingest"] = {"dataset": "parlor"}
    declared = {"dataset": documents.dataset(), "features": {}, "provenance": documents.provenance()}
    write_report(folder / "out", run="x_twin", study=study, results=results, **declared)
    return folder / "out", read_json(folder / "in/analyses/trial.json")


def rows(folder, name):
    return list(csv.DictReader((folder / f"tables/{name}.csv").open()))


def test_the_paragraph_tells_the_numbers_of_the_result(written):
    folder, found = written
    page = " ".join((folder / "index.html").read_text().replace("\u00a0", " ").split())
    effect = found["ancova"]["post"]["effects"]["coaching"]
    shown = f"Coaching minus waitlist was −{abs(effect['estimate']):.2f} scale points, 95% interval"
    assert shown in page
    assert "Holm-adjusted p" in page
    assert "non inferiority by a margin of 2.00 shown" in page


def test_arms_and_contrasts_stand_in_the_order_of_the_study(written):
    folder, _ = written
    table = rows(folder, "trial-effect-estimates")
    assert [row["effect_of"] for row in table] == [
        "coaching minus waitlist", "app minus waitlist", "coaching minus app"
    ]  # fmt: skip
    assert [row["arm"] for row in rows(folder, "trial-means")][::2] == ["coaching", "app", "waitlist"]


def test_table_1_has_every_arm_and_its_numbers_behind_it(written):
    folder, _ = written
    table = rows(folder, "table_1")
    assert [row["characteristic"] for row in table][:2] == ["age, median [quartiles]", "sex, n (%)"]
    assert {"coaching", "app", "waitlist", "smd_coaching", "smd_app"} <= set(table[0])
    behind = rows(folder, "table_1-numbers")
    assert sum(int(row["n"]) for row in behind if row["category"]) == 60
    assert (folder / "figures/table_1-balance.svg").exists()
    assert (folder / "figures/trial-consort.svg").exists()


def test_of_several_trials_the_first_of_the_study_is_the_headline_and_one_flow_is_drawn(tmp_path):
    names = {"second_one": "sensitivity", "a_first": "by name first"}
    document = trial(people(), spec=TRIAL)
    results = Results(analyses=dict.fromkeys(sorted(names), document))
    study = documents.study() | {"train": None, "features": [], "claims": {}, "ingest": {"dataset": "parlor"}}
    study["analyse"] = dict.fromkeys(names, TRIAL)
    declared = {"dataset": documents.dataset(), "features": {}, "provenance": documents.provenance()}
    write_report(tmp_path, run="x_twin", study=study, results=results, **declared)
    (headline,) = read_json(tmp_path / "summary.json")["headlines"]
    assert headline["label"] == "coaching minus waitlist in distress at post (scale points)"
    assert headline["n"].endswith("; 1 further analysis in the report")
    assert [path.stem for path in (tmp_path / "figures").glob("*consort.svg")] == ["second_one-consort"]
    page = (tmp_path / "index.html").read_text()
    assert page.index("second_one-means") < page.index("a_first-means")
    assert "1 further analysis follows." in page
    assert page.count('class="scroll on-narrow"') == 1


def test_the_numbers_of_csv_and_latex_are_those_of_the_result(written):
    folder, found = written
    effects = found["ancova"]["post"]["effects"]
    latex = (folder / "tables/trial-effect-estimates.tex").read_text().replace("$-$", "-").splitlines()
    named = {f"{first} minus {second}": effects[key] for key, (first, second) in found["contrasts"].items()}
    for row in rows(folder, "trial-effect-estimates"):
        effect = named.pop(row["effect_of"])
        for column, part in (("effect", "estimate"), ("effect_low", "low"), ("effect_high", "high"), ("p", "p")):
            assert float(row[column]) == effect[part]
        (line,) = [line for line in latex if line.startswith(f"{row['effect_of']} &")]
        assert f"& {effect['estimate']:.2f} {{[}}{effect['low']:.2f} to {effect['high']:.2f}{{]}} &" in line
    assert named == {}

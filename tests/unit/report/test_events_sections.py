"""The sections on events, ordered outcomes and reliable change, from documents that the analyses make."""

import json

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.events import events
from affectflow.analyse.ordinal import ordinal
from affectflow.analyse.reliable_change import reliable_change
from affectflow.report import Results, write_report
from affectflow.tables import check, empty
from affectflow.tables.people import People

ARMS = ["neutral", "covert", "overt"]
COMPARED = {"control": "neutral", "treated": ["covert", "overt"]}
SPECS = {
    "shifts": COMPARED
    | {"kind": "events", "measure": "shift", "occasion": "post", "adjusted": ["age"], "stratified": {}},
    "never": COMPARED | {"kind": "events", "measure": "nothing", "occasion": "post"},
    "grades": COMPARED | {"kind": "ordinal", "measure": "grade", "occasion": "post"},
    "changes": {
        "kind": "reliable_change",
        "measure": "grade",
        "before": "pre",
        "after": "post",
        "better": "higher",
        "arms": ARMS,
        "reliability": {"value": 0.9, "source": "manual"},
        "cutoff": "a",
    },
}
MAKERS = {"events": events, "ordinal": ordinal, "reliable_change": reliable_change}


@pytest.fixture(scope="module")
def documents():
    """90 people in three arms; shifts 6, 18 and 15 of 30."""
    ids = [f"p{i:02d}" for i in range(90)]
    arm = np.repeat(ARMS, 30)
    shift = np.concatenate([np.arange(30) < k for k in (6, 18, 15)]).astype(float)
    grade = np.arange(90) % 4 + shift + 7
    who = empty("participants").assign(participant_id=ids, arm=arm, randomised=True, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure=name, occasion=at, week=0.0, value=value)
        for name, at, value in (
            ("shift", "post", shift),
            ("nothing", "post", 0.0),
            ("grade", "pre", np.arange(90) % 3 + 8.0),
            ("grade", "post", grade),
        )
    ]
    age = empty("covariates").assign(participant_id=ids, covariate="age", value=20.0 + np.arange(90) % 7)
    people = People(
        check(who, "participants"), check(pd.concat(rows, ignore_index=True), "outcomes"), check(age, "covariates")
    )
    made = {name: MAKERS[spec["kind"]](people, spec=spec) for name, spec in SPECS.items()}
    return json.loads(json.dumps(made, sort_keys=True))  # as they are read back


@pytest.fixture(scope="module")
def page(tmp_path_factory, documents, results, declared):
    folder = tmp_path_factory.mktemp("report")
    study = declared["study"] | {"analyse": SPECS, "claims": {}}
    alone = Results(results.flow, results.scores, results.history, documents, results.quarantine)
    write_report(folder, run="parlor", results=alone, **declared | {"study": study})
    return folder


def test_the_page_says_counts_and_methods(page):
    text = (page / "index.html").read_text()
    assert "Shift at post: 6 of 30 in neutral (20.0%), 18 of 30 in covert (60.0%) and 15 of 30 in overt (50.0%)" in text
    assert "score interval of Miettinen and Nurminen" in text
    assert "Fisher’s exact test" in text
    assert "Firth (1993) where the data are separated" in text
    assert "standardised over the participants from the same regression" in text
    assert "Effects over strata are those of Mantel and Haenszel (1959)" in text
    assert "variance by stacked estimating equations" in text
    assert "proportional-odds model (McCullagh, 1980)" in text
    assert "Jacobson and Truax (1991)" in text


def test_a_ratio_that_zero_cells_take_away_is_shown_with_its_reason(page):
    text = (page / "index.html").read_text()
    assert "zero_cell: in neutral nobody had the event" in text
    assert "undefined: no event in either arm" in text


def test_arms_and_grades_keep_their_order(page, documents):
    found = pd.read_csv(next(page.rglob("grades-arms.csv")))
    assert list(found["arm"]) == ARMS
    counts = documents["grades"]["arms"]["covert"]["counts"]
    assert {c.removeprefix("grade_"): found.loc[1, c] for c in found if c.startswith("grade_")} == counts
    assert set(counts) == {"7", "8", "9", "10", "11"}


def test_each_figure_has_its_table(page, documents):
    tables = {path.stem: pd.read_csv(path) for path in page.rglob("*.csv")}
    found = tables["shifts-contrasts"].set_index("arm")
    told = documents["shifts"]["contrasts"]["covert"]["risk_difference"]
    assert found.loc["covert", "risk_difference"] == pytest.approx(told["estimate"])
    assert found.loc["covert", "risk_difference_low"] == pytest.approx(told["low"])
    found = tables["shifts-standardised"].set_index("arm")
    told = documents["shifts"]["adjusted"]
    assert list(found["risk"]) == pytest.approx([told["risk"][arm]["estimate"] for arm in ARMS])
    assert found.loc["overt", "p_adjusted"] == pytest.approx(told["risk_difference"]["overt"]["p_adjusted"])
    assert {
        "shifts-arms",
        "shifts-adjusted",
        "shifts-standardised",
        "shifts-stratified",
        "grades-arms",
        "grades-contrasts",
        "changes-classes",
    } <= set(tables)

"""The twin of a trial: whole for its reader in each format, the same each time, and as planted."""

import numpy as np
import pytest
from pydantic import ValidationError

from affectflow.ingest import read_corpus
from affectflow.studies.twins.people import TrialTablesTwin
from affectflow.twins import generate
from affectflow.twins.trial_tables.draws import _beside

PARTICIPANTS = {
    "participant": "id",
    "arm": {"column": "arm", "words": {"T": "treated", "C": "control"}},
    "excluded": "why_not",
    "stratum": "site",
    "lost_at": "lost",
    "covariates": {
        "age": {"column": "age", "low": 18, "high": 90},
        "gender": {"column": "gender", "words": {"w": "woman", "m": "man"}},
    },
}
MEASURES = {
    "mood": {"low": 0, "high": 100, "better": "lower"},
    "harm": {"low": 0, "high": 1, "better": "lower"},
    "phq": {"low": 0, "high": 12, "better": "lower", "items": 4, "item_low": 0, "item_high": 3, "reversed": [2]},
}


def layout(ending):
    columns = {"mood": {"before": "m0", "after": "m1"}, "harm": {"after": "h1"}}
    items = {"phq": {"before": ["a1", "a2", "a3", "a4"], "after": ["b1", "b2", "b3", "b4"]}}
    return {
        "kind": "trial_tables",
        "participants": PARTICIPANTS | {"files": [f"people.{ending}"]},
        "measures": MEASURES,
        "occasions": {"before": 0.0, "after": 8.0},
        "outcomes": [{"files": [f"scores.{ending}"], "participant": "id", "columns": columns, "items": items}],
    }


def twin(ending="csv", n=150, **changes):
    planted = {
        "mood": {
            "means": {"before": 50.0, "after": 48.0}, "sd": 8.0, "correlation": 0.6,
            "effects": {"treated": {"after": -10.0}}, "of_covariates": {"age": {"after": 0.5}},
            "of_labels": {"gender": {"woman": {"after": 6.0}}},
        },
        "harm": {"chances": {"treated": {"after": 0.6}, "control": {"after": 0.3}}},
        "phq": {"means": {"before": 6.0, "after": 5.0}, "sd": 1.5},
    }  # fmt: skip
    return {
        "kind": "trial_tables", "seed": 3, "layout": layout(ending), "arms": {"treated": n, "control": n},
        "strata": {"north": 1.0, "south": 2.0}, "excluded": {"too ill": 4}, "measures": planted,
        "covariates": {"age": {"mean": 50.0, "sd": 8.0}, "gender": {"shares": {"woman": 1.0, "man": 1.0}}},
        "loss": {"chances": {"treated": {"after": 0.2}, "control": {"after": 0.1}}, "log_odds": {"mood": 1.0}},
    } | changes  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "sav", "dta"])
def test_each_format_is_read_whole_and_is_the_same_bytes_each_time(ending, tmp_path):
    spec = twin(ending, 20)
    assert generate(tmp_path / "a", spec, workers=1) == generate(tmp_path / "b", spec, workers=1)
    for name in (f"people.{ending}", f"scores.{ending}"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    corpus = read_corpus(spec["layout"], tmp_path / "a")
    assert corpus.quarantine.empty
    assert corpus.participants["arm"].value_counts().to_dict() == {"treated": 20, "control": 20}
    assert corpus.participants["excluded"].notna().sum() == 4


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("trial")
    planted = generate(root, twin(), workers=1)
    return planted, read_corpus(twin()["layout"], root)


def test_what_is_planted_is_in_the_files(made):
    planted, corpus = made
    assert planted["change"]["mood"]["treated"]["after"] == -12.0
    assert planted["between"]["mood"]["after"]["treated_control"] == -10.0
    assert planted["odds_ratio"]["harm"]["after"]["treated_control"] == pytest.approx(3.5)
    assert planted["risk_difference"]["harm"]["after"]["treated_control"] == pytest.approx(0.3)
    wide = corpus.outcomes.pivot(index="participant_id", columns=["measure", "occasion"], values="value")
    arm = corpus.participants.set_index("participant_id")["arm"].reindex(wide.index)
    means = wide.groupby(arm).mean()
    assert means.loc["control", ("mood", "before")] == pytest.approx(50, abs=3 * 8 / np.sqrt(150))
    assert means.loc["treated", ("harm", "after")] == pytest.approx(0.6, abs=0.13)
    assert wide[("phq", "before")].mean() == pytest.approx(6.0, abs=0.3)


def test_a_label_adds_what_is_planted(made):
    planted, corpus = made
    assert planted["label"]["mood"]["gender"]["woman"]["after"] == 6.0
    rows = corpus.outcomes[corpus.outcomes["measure"] == "mood"]
    wide = rows.pivot(index="participant_id", columns="occasion", values="value")
    gender = corpus.covariates[corpus.covariates["covariate"] == "gender"].set_index("participant_id")["label"]
    change = (wide["after"] - wide["before"]).groupby(gender.reindex(wide.index)).mean()
    assert change["woman"] - change["man"] == pytest.approx(6.0, abs=4.0)


def test_the_worse_at_first_are_lost_more_often(made):
    _, corpus = made
    scores = corpus.outcomes[corpus.outcomes["measure"] == "mood"].pivot(
        index="participant_id", columns="occasion", values="value"
    )
    lost = scores["after"].isna()
    assert scores.loc[lost, "before"].mean() > scores.loc[~lost, "before"].mean() + 2


def test_blocks_are_balanced_within_strata(made):
    _, corpus = made
    rows = corpus.participants.dropna(subset=["arm"])
    table = rows.groupby(["stratum", "arm"]).size().unstack()
    assert (table["treated"] == table["control"]).all()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"people": 5}, "either arms or people"),
        ({"covariates": {"agee": {"mean": 1.0}}}, "covariates of the layout that are declared; agee is not"),
        ({"not_received": {"other": 0.1}}, "arms that are declared; other is not"),
        ({"measures": {"mood": {"means": {"before": 1.0}}}}, "all measures of the layout"),
        ({"covariates": {"age": {"mean": 1.0}, "gender": {"shares": {"man": 1.0}}}}, "gender woman is not"),
        ({"covariates": {"age": {"mean": 1.0, "chance": 0.5}}}, "exactly one of mean, shares, chance and members"),
    ],
)
def test_what_does_not_fit_is_refused(changes, told):
    with pytest.raises(ValidationError, match=told):
        TrialTablesTwin.load(twin(**changes))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"writing": {"header": 2}, "columns": {"mood": {"after": "m"}}}, "whose header is the first row"),
        ({"occasion": "wave", "scores": {"mood": "m"}}, "in wide or in long form"),
    ],
)
def test_a_layout_that_is_not_written_is_refused(table, told):
    outcomes = [{"files": ["scores.csv"], "participant": "id"} | table]
    with pytest.raises(ValidationError, match=told):
        TrialTablesTwin.load(twin(layout=layout("csv") | {"outcomes": outcomes}))


def test_what_clusters_share_stands_for_no_slope_of_theirs():
    rng = np.random.default_rng(1)
    own, told = rng.normal(0, 2, (500, 20)), rng.normal(size=(20, 1))
    left = np.array([_beside(each, told) for each in own])
    assert left @ np.column_stack([np.ones(20), told]) == pytest.approx(0, abs=1e-9)
    assert np.mean(left**2) == pytest.approx(4, rel=0.05)
    assert (_beside(own[0], np.empty((20, 0))) == own[0]).all()

"""Names in a study's analyses of participants that its dataset does not declare: told before any work, all at once."""

import pytest
from pydantic import TypeAdapter

from affectflow.studies.analyse import Analysis
from affectflow.studies.names_declared import undeclared
from affectflow.studies.readers.people import TrialTables

READER = {
    "kind": "trial_tables",
    "participants": {
        "files": ["people.csv"],
        "participant": "id",
        "arm": {"column": "group", "words": {"0": "control", "1": "coaching"}},
        "covariates": {
            "age": {"column": "age", "low": 18},
            "sex": {"column": "sex", "words": {"1": "woman", "2": "man"}},
            "town": {"column": "town", "open": True},
            "started": {"column": "started", "low": 0, "high": 1},
        },
    },
    "measures": {
        "distress": {"low": 0, "high": 20, "better": "lower"},
        "calm": {"low": 0, "high": 20, "better": "higher"},
    },
    "occasions": {"pre": 0, "post": 8, "later": 20},
    "outcomes": [
        {"files": ["a.csv"], "participant": "id", "columns": {"distress": {"pre": "a", "post": "b", "later": "c"}}},
        {"files": ["b.csv"], "participant": "id", "columns": {"calm": {"pre": "d", "post": "e"}}},
    ],
    "adherence": [{"files": ["a.csv"], "participant": "id", "components": {"modules": {"column": "done"}}}],
}
ARMS = {"control": "control", "treated": "coaching"}
STATED = {"value": 0.8, "source": "its manual"}
ANALYSES = {
    "trial": ARMS | {"measure": "distress", "baseline": "pre", "occasions": ["post", "later"], "covariates": ["age"]},
    "baseline": {"arms": ["control", "coaching"], "reference": "control", "measures": ["distress"], "occasion": "pre"},
    "longitudinal": {"measure": "distress", "control": "control", "treated": ["coaching"], "baseline": "pre",
                     "occasions": ["post", "later"]},
    "anova": {"measures": ["distress"], "between": {"arm": ["control", "coaching"], "sex": ["man", "woman"]},
              "occasions": ["pre", "later"]},
    "differences": {"measures": ["distress"], "between": {"first": "control", "second": "coaching",
                    "occasion": "later"}, "test": "welch", "standardiser": "pooled"},
    "events": {"measure": "distress", "occasion": "later", "control": "control", "treated": ["coaching"],
               "adjusted": ["sex"],
               "event": {"of": "change", "direction": "below", "threshold": -5, "baseline": "pre"}},
    "ordinal": {"measure": "distress", "occasion": "later", "control": "control", "treated": ["coaching"],
                "adjusted": ["sex"]},
    "reliable_change": {"measure": "distress", "before": "pre", "after": "later", "arms": ["control", "coaching"],
                        "reliability": STATED, "cutoff": "a"},
    "imputation": ARMS | {"measure": "distress", "baseline": "pre", "occasion": "later", "between": ["post"],
                          "covariates": ["age"]},
    "exposure": {"exposure": "started", "outcome": {"measure": "distress", "occasion": "later"},
                 "confounders": {"age": {}, "sex": {"reference": "woman"}}, "cluster": "town"},
    "regression": {"outcome": {"measure": "distress", "occasion": "later"}, "terms": {"sex": {"reference": "man"}},
                   "clusters": ["town"]},
}  # fmt: skip


def found(**analyses):
    return list(undeclared(analyses, TrialTables.load(READER)))


@pytest.mark.parametrize("kind", ANALYSES)
def test_names_that_are_declared_are_fine(kind):
    assert found(own=ANALYSES[kind] | {"kind": kind, "where": {"sex": "man"}}) == []


@pytest.mark.parametrize("kind", ANALYSES)
def test_every_name_of_every_kind_is_known_by_its_place(kind):
    analysis = TypeAdapter(Analysis).validate_python({"kind": kind} | ANALYSES[kind], strict=False)
    declared = {"distress", "pre", "post", "later", "control", "coaching", "age", "sex", "town", "started"}
    names = analysis.names
    told = {n for part in ("measures", "occasions", "arms", "covariates") for n in getattr(names, part).values()}
    assert told == declared & _words(ANALYSES[kind])


def _words(data):
    if isinstance(data, dict):
        return set().union(*(_words(part) for part in (*data, *data.values())))
    return set().union(*map(_words, data)) if isinstance(data, list | tuple) else {data}


def test_all_wrong_names_are_told_with_their_places():
    wrong = {
        "kind": "trial", "measure": "distres", "control": "contrl", "treated": ["coaching", "coachin"],
        "baseline": "pre", "primary": "post", "occasions": ["post"], "covariates": ["agee"], "where": {"sex": "men"},
        "analysis_set": "per_protocol", "per_protocol": {"adherence": {"module": 4}},
    }  # fmt: skip
    assert [(place, name) for place, name, _ in found(own=wrong)] == [
        ("analyse.own.measure", "distres"),
        ("analyse.own.control", "contrl"),
        ("analyse.own.treated.1", "coachin"),
        ("analyse.own.covariates.0", "agee"),
        ("analyse.own.per_protocol.adherence.module", "module"),
        ("analyse.own.where.sex", "men"),
    ]


def test_an_occasion_must_be_there_for_each_measure():
    anova = {"kind": "anova", "measures": ["distress", "calm"], "between": {"arm": ["control", "coaching"]}}
    assert found(own=anova | {"occasions": ["pre", "later"]}) == [("analyse.own.occasions.1", "later", ["pre", "post"])]
    both = found(own=anova | {"occasions": ["pre", "pots"]})
    assert [place for place, _, _ in both] == ["analyse.own.occasions.1"]


def test_the_better_end_is_that_of_the_scale():
    change = ANALYSES["reliable_change"] | {"kind": "reliable_change", "measure": "calm", "after": "post"}
    assert found(own=change) == [("analyse.own.better", "lower", ["higher"])]
    assert found(own=change | {"better": "higher"}) == []


def test_a_label_of_a_number_is_none():
    told = found(own=ANALYSES["trial"] | {"kind": "trial", "where": {"age": "30", "town": "any"}})
    assert [(place, allowed) for place, _, allowed in told] == [("analyse.own.where.age", ["nothing: age is a number"])]


def test_a_covariate_of_labels_is_no_number():
    imputed = ANALYSES["imputation"] | {"kind": "imputation", "covariates": ["age", "sex"]}
    exposed = ANALYSES["exposure"] | {"kind": "exposure", "exposure": "town", "cluster": None}
    assert [place for place, _, _ in found(imputed=imputed, exposed=exposed)] == [
        "analyse.imputed.covariates.1",
        "analyse.exposed.exposure",
    ]


def test_arms_that_are_as_the_files_have_them_are_left_to_the_job():
    people = READER["participants"] | {"arm": {"column": "group"}}
    study = {"own": ANALYSES["anova"] | {"kind": "anova"}}
    assert list(undeclared(study, TrialTables.load(READER | {"participants": people}))) == []
    without = {name: part for name, part in people.items() if name != "arm"}
    told = list(undeclared(study, TrialTables.load(READER | {"participants": without})))
    assert {place for place, _, _ in told} == {"analyse.own.between.arm.0", "analyse.own.between.arm.1"}


@pytest.mark.parametrize(
    "table",
    [
        {"measure": "m", "occasion": "o", "value": "v", "measure_words": {"D": "distress"}},
        {"occasion": "o", "scores": {"distress": "d"}},
    ],
)
def test_long_tables_hold_what_their_words_name(table):
    long = {"files": ["l.csv"], "participant": "id", "occasion_words": {"1": "pre", "2": "post"}} | table
    study = {"own": ANALYSES["trial"] | {"kind": "trial"}}
    told = list(undeclared(study, TrialTables.load(READER | {"outcomes": [long]})))
    assert told == [("analyse.own.occasions.1", "later", ["pre", "post"])]


def test_an_analysis_that_is_not_valid_hides_no_other():
    broken = {"kind": "anova", "measures": ["Distress"]}
    told = found(broken=broken, own=ANALYSES["trial"] | {"kind": "trial", "control": "contrl"})
    assert [place for place, _, _ in told] == ["analyse.own.control"]
    assert list(undeclared("none", TrialTables.load(READER))) == []

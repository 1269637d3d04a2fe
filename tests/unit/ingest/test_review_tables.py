"""The reader of a review's tables: what it takes, and what it sets aside and why."""

import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.statistics.meta import MEASURES
from affectflow.studies.readers.reviews import NEEDED
from affectflow.twins import generate

RECORDS = {"files": ["log.csv"], "record": "id", "source": "db", "reached": "stage", "year": "year", "reason": "why",
           "words": {"in": "included"}}  # fmt: skip
LOG = """id,db,year,stage,why
a,x,2020,in,
a,x,2020,in,
b,x,2020,screend,off topic
c,x,20xx,in,
d,x,2020,in,off topic
e,y,,screened,off topic
"""
ARMS = """study,e1,n1,e2,n2
s,3,20,0,20
t,30,20,1,20
u,x,20,1,20
v,0,20,0,20
"""
COUNTS = {"events1": "e1", "n1": "n1", "events2": "e2", "n2": "n2"}


def read(tmp_path, texts, **parts):
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_corpus({"kind": "review_tables", **parts}, tmp_path)


def reasons(corpus):
    return sorted(corpus.quarantine["reason"])


def test_odd_records_are_set_aside_with_their_reasons(tmp_path):
    corpus = read(tmp_path, {"log.csv": LOG}, records=RECORDS)
    assert corpus.records["record_id"].tolist() == ["a", "e"]
    assert corpus.records["reached"].tolist() == ["included", "screened"]
    assert reasons(corpus) == ["duplicate_record", "included_with_reason", "not_a_year", "unknown_stage"]
    told = corpus.quarantine.set_index("reason").loc["unknown_stage", "allowed"]
    assert "Did you mean 'screened'?" in told


def test_cells_hold_several_labels_or_a_number(tmp_path):
    spec = {"files": ["c.csv"], "record": "id", "columns": {"sensor": "s", "size": "n"}, "numeric": ["size"],
            "separator": ";"}  # fmt: skip
    corpus = read(tmp_path, {"c.csv": "id,s,n\na,watch; camera;camera,4\nb,,many\n"}, codings=[spec])
    assert corpus.codings["label"].tolist() == ["camera", "watch", "value"]
    assert corpus.codings["value"].tolist()[2] == 4
    assert reasons(corpus) == ["missing_cell", "not_a_number"]


@pytest.mark.parametrize(("rule", "kept"), [("half", ["s", "v"]), ("none", [])])
def test_zero_cells_are_treated_as_named(tmp_path, rule, kept):
    spec = {"files": ["a.csv"], "study": "study", "outcome": "mood", "measure": "log_odds_ratio", "arms": COUNTS,
            "zero_cells": rule}  # fmt: skip
    corpus = read(tmp_path, {"a.csv": ARMS}, effects=[spec])
    assert corpus.effects["study_id"].tolist() == kept
    assert {"out_of_range", "not_a_number"} <= set(reasons(corpus))


def test_proportions_are_read_and_conventions_that_a_measure_lacks_are_refused(tmp_path):
    spec = {"files": ["a.csv"], "study": "study", "outcome": "relapse", "measure": "freeman_tukey",
            "arms": {"events": "e2", "n": "n2"}}  # fmt: skip
    corpus = read(tmp_path, {"a.csv": ARMS}, effects=[spec])
    assert corpus.effects["study_id"].tolist() == ["s", "t", "u", "v"]
    with pytest.raises(ValueError, match="another variance of freeman_tukey than pooled"):
        read(tmp_path, {"a.csv": ARMS}, effects=[spec | {"variance": "pooled"}])


def test_a_standard_error_of_zero_is_no_error(tmp_path):
    spec = {"files": ["a.csv"], "study": "s", "outcome": "mood", "measure": "smd", "estimate": "y",
            "standard_error": "se"}  # fmt: skip
    corpus = read(tmp_path, {"a.csv": "s,y,se\na,0.4,0.1\nb,0.5,0\nc,,0.2\n"}, effects=[spec])
    assert corpus.effects["estimate"].tolist() == [0.4]
    assert reasons(corpus) == ["missing_cell", "out_of_range"]


def test_every_absent_file_and_column_is_told(tmp_path):
    codes = {"files": ["none.csv"], "record": "id", "columns": {"sensor": "s"}}
    with pytest.raises(CorpusError) as told:
        read(tmp_path, {"log.csv": LOG}, records=RECORDS | {"source": "dbb"}, codings=[codes])
    assert len(told.value.problems) == 2


def test_the_language_knows_what_measures_are_computed_from():
    assert {measure: set(needed) for measure, needed in MEASURES.items()} == NEEDED


def test_the_twin_is_the_same_each_time_and_holds_what_was_planted(tmp_path):
    plan = {"kind": "review_tables", "seed": 2, "screening": {"identified": {"x": 30, "y": 20}, "duplicates": 5,
            "excluded": 10, "not_retrieved": 2, "reasons": {"no sensor": 3}, "years": [2011, 2020]},
            "codings": {"sensor": {"shares": {"camera": 0.5, "watch": 0.5}, "rising": "watch", "by": 0.05}},
            "effects": {"studies": 5, "mean": 0.3, "tau2": 0.1, "per_arm": [10, 20]}}  # fmt: skip
    one, two = generate(tmp_path / "1", plan), generate(tmp_path / "2", plan)
    assert one == two
    assert one["screening"] == {"identified": 50, "included": 30}
    for name in ("screening.csv", "codings.csv", "arms.csv"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()

"""The reader of trials whose columns a user names: four formats, both forms, items, and every trap with its name."""

import datetime
import os
from functools import partial
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from trial_files import HEADER, ITEMS, MOOD, ROWS, WIDE, csv, excel, lines, reader, scores, statistics, told

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus
from affectflow.ingest.trial_tables.scoring import score
from affectflow.studies import place_of
from affectflow.studies.catalogue import Dataset
from affectflow.studies.readers.people import TrialTables
from affectflow.studies.readers.trial_columns import Measure

WRITTEN = {
    "trial.csv": lambda root: csv(root, *ROWS),
    "trial.tsv": lambda root: (root / "trial.tsv").write_text(lines(*ROWS).replace(",", "\t")),
    "trial.xlsx": excel,
    "trial.sav": partial(statistics, name="trial.sav", write=pyreadstat.write_sav),
    "trial.dta": partial(statistics, name="trial.dta", write=pyreadstat.write_dta),
}


@pytest.mark.parametrize("file", WRITTEN)
def test_the_same_trial_in_every_format(tmp_path, file):
    WRITTEN[file](tmp_path)
    sheet = {"sheet": "data"} if file == "trial.xlsx" else {}
    corpus = read_corpus(reader(file, people=sheet, table=WIDE | sheet), tmp_path)
    assert corpus.quarantine.empty
    people = corpus.participants[["participant_id", "arm", "randomised", "received"]].to_numpy().tolist()
    assert people == [["p1", "treated", True, True], ["p2", "control", True, True], ["p3", "treated", True, True]]
    found = scores(corpus)
    assert found["p1", "post"] == (12.5, "")
    assert np.isnan(found["p2", "post"][0])
    assert found["p2", "post"][1] == "not stated"
    traits = corpus.covariates.set_index(["participant_id", "covariate"])
    assert traits.loc[("p1", "age"), "value"] == 30
    assert traits.loc[("p3", "sex"), "label"] == "f"
    assert ("p3", "age") not in traits.index
    assert corpus.items.empty


def test_value_labels_of_spss_and_days_of_excel(tmp_path):
    labels = {"group": {0: "waiting", 1: "active"}}
    statistics(tmp_path, "trial.sav", pyreadstat.write_sav, variable_value_labels=labels)
    arms = {"arm": {"column": "group"}, "value_labels": True}
    corpus = read_corpus(reader("trial.sav", people=arms), tmp_path)
    assert corpus.participants["arm"].tolist() == ["active", "waiting", "active"]
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "day"])
    book.active.append([*ROWS[0], datetime.datetime(2020, 3, 1)])
    book.save(tmp_path / "days.xlsx")
    corpus = read_corpus(reader("days.xlsx", people={"randomised_on": "day"}), tmp_path)
    assert corpus.participants["randomised_on"].tolist() == ["2020-03-01"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["p1", 1, 30, 1, 10, 12.5], [("duplicate_participant", "row 5, column 'id'", "p1")]),
        (["p9", 3, 30, 1, 10, 12], [("unknown_arm", "row 5, column 'group'", "3, participant_id p9")]),
        (["p9", 1, 7, 1, 10, 12], [("out_of_range", "row 5, column 'age'", "7, participant_id p9")]),
        (["p9", 1, 30, 5, 10, 12], [("unknown_label", "row 5, column 'sex'", "5, participant_id p9")]),
        (["p9", 1, 30, 1, 21, 12], [("out_of_range", "row 5, column 'pre'", "21, participant_id p9, occasion pre")]),
        (["p9", 1, 30, 1, "x", 1], [("not_a_number", "row 5, column 'pre'", "x, participant_id p9, occasion pre")]),
        ([None, 1, 30, 1, 10, 12], [("missing_cell", "row 5, column 'id'", "nothing")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, row, expected):
    corpus = read_corpus(reader(), csv(tmp_path, *ROWS, row))
    found = told(corpus)
    assert expected[0] in found
    assert {reason for reason, _, _ in found} <= {expected[0][0], "unknown_participant"}
    assert scores(corpus)["p1", "pre"] == (10, "")


def test_a_value_outside_the_scale_is_missing_with_that_reason(tmp_path):
    found = scores(read_corpus(reader(), csv(tmp_path, ["p1", 1, 30, 1, 21, "x"])))
    assert np.isnan([found["p1", "pre"][0], found["p1", "post"][0]]).all()
    assert [found["p1", "pre"][1], found["p1", "post"][1]] == ["out of range", "not a number"]


def test_a_participant_in_two_arms_is_in_neither(tmp_path):
    corpus = read_corpus(reader(), csv(tmp_path, *ROWS, ["p1", 0, 30, 1, 10, 12]))
    assert corpus.participants["participant_id"].tolist() == ["p2", "p3"]
    assert [place for reason, place, _ in told(corpus) if reason == "two_arms"] == [
        "row 2, column 'id'",
        "row 5, column 'id'",
    ]
    assert "p1" not in set(corpus.outcomes["participant_id"])


def test_all_that_is_absent_is_told_at_once(tmp_path):
    excel(tmp_path)
    csv(tmp_path, *ROWS)
    spec = reader(people={"arm": {"column": "grup"}})
    spec["outcomes"] += [
        {"files": ["trial.xlsx"], "sheet": "dat", "participant": "id", "columns": {"calm": {"pre": "pre"}}},
        {"files": ["none.sav"], "participant": "id", "columns": {"calm": {"post": "post"}}},
    ]
    spec["measures"]["calm"] = MOOD
    with pytest.raises(CorpusError) as error:
        read_corpus(spec, tmp_path)
    texts = [str(problem) for problem in error.value.problems]
    assert len(texts) == 3
    assert "no column 'grup'" in texts[0]
    assert "Did you mean 'group'?" in texts[0]
    assert "no sheet 'dat'" in texts[1]
    assert "Did you mean 'data'?" in texts[1]
    assert texts[2].startswith("none.sav: found no such file")


@pytest.mark.parametrize("name", ["broken.xlsx", "broken.sav", "broken.dta"])
def test_a_damaged_file_is_told(tmp_path, name):
    (tmp_path / name).write_bytes(b"no such format")
    with pytest.raises(CorpusError, match=name):
        read_corpus(reader(name), tmp_path)


LONG = {
    "participant": "who",
    "measure": "scale",
    "measure_words": {"Mood": "mood"},
    "occasion": "time",
    "occasion_words": {"T0": "pre", "T1": "post"},
    "value": "score",
    "missing_reason": "why",
}


def test_long_form_with_words_and_reasons(tmp_path):
    csv(tmp_path, *ROWS)
    rows = [
        ["p1", "Mood", "T0", 10, None],
        ["p1", "Mood", "T1", None, "ill"],
        ["p1", "Mood", "T1", 3, None],
        ["p2", "Moood", "T0", 4, None],
        ["p2", "Mood", "T7", 4, None],
        ["p7", "Mood", "T0", 4, None],
    ]
    csv(tmp_path, *rows, name="long.csv", header=["who", "scale", "time", "score", "why"])
    corpus = read_corpus(reader(table={"files": ["long.csv"]} | LONG), tmp_path)
    assert [reason for reason, _, _ in told(corpus)] == [
        "duplicate_outcome",
        "unknown_measure",
        "unknown_occasion",
        "unknown_participant",
    ]
    assert "Did you mean 'Mood'?" in " ".join(corpus.quarantine["allowed"])
    found = scores(corpus)
    assert found["p1", "pre"] == (10, "")
    assert found["p1", "post"][1] == "ill"
    assert found["p3", "post"][1] == "no row"
    assert len(found) == 6


def test_losses_exclusions_and_who_received(tmp_path):
    header = [*HEADER, "drawn", "got", "out", "lost", "because"]
    rows = [
        ["p1", 1, 30, 1, 10, None, "yes", "yes", None, "post", "moved"],
        ["p2", 0, 41, 2, 8, None, "yes", "no", None, "post", None],
        ["p3", None, 33, 2, 9, None, "no", "no", "too ill", None, None],
        ["p4", 1, 33, 2, 9, 9, "maybe", "no", None, None, None],
        ["p5", None, 33, 2, 9, 9, "yes", "no", None, None, None],
        ["p6", 1, 33, 2, 9, 9, "yes", "yes", None, "pst", None],
    ]
    words = {"yes": ["yes"], "no": ["no"]}
    people = {"randomised": {"column": "drawn"} | words, "received": {"column": "got"} | words}
    people |= {"excluded": "out", "lost_at": "lost", "lost_reason": "because"}
    corpus = read_corpus(reader(people=people), csv(tmp_path, *rows, header=header))
    found = corpus.participants.set_index("participant_id")
    assert found["randomised"].to_dict() == {"p1": True, "p2": True, "p3": False, "p6": True}
    assert found["received"].to_dict() == {"p1": True, "p2": False, "p3": False, "p6": True}
    assert found.loc["p3", "excluded"] == "too ill"
    assert {reason for reason, _, _ in told(corpus)} == {
        "not_yes_or_no",
        "missing_cell",
        "unknown_occasion",
        "unknown_participant",
    }
    reasons = scores(corpus)
    assert reasons["p1", "post"][1] == "moved"
    assert reasons["p2", "post"][1] == "lost to follow-up"


def test_without_arms_nobody_is_randomised(tmp_path):
    spec = reader()
    del spec["participants"]["arm"]
    corpus = read_corpus(spec, csv(tmp_path, *ROWS))
    assert not corpus.participants["randomised"].any()
    assert corpus.participants["arm"].isna().all()
    assert len(corpus.outcomes) == 6


def test_items_make_a_score(tmp_path):
    header = ["id", "group", "a", "b", "c"]
    rows = [
        ["p1", 1, 4, 0, 3],
        ["p2", 0, 4, None, 3],
        ["p3", 1, 4, None, None],
        ["p4", 1, None, None, None],
        ["p5", 0, 4, 9, 1],
    ]
    measures = {"mood": {"low": 0, "high": 12, "better": "lower"} | ITEMS}
    wide = {"participant": "id", "items": {"mood": {"pre": ["a", "b", "c"]}}}
    spec = reader(people={"covariates": {}}, table=wide, measures=measures)
    corpus = read_corpus(spec, csv(tmp_path, *rows, header=header))
    found = scores(corpus)
    assert [found[f"p{n}", "pre"][0] for n in (1, 2, 5)] == [11, 10.5, 7.5]
    assert [found[f"p{n}", "pre"][1] for n in (3, 4)] == ["too many items missing", "not stated"]
    assert [reason for reason, _, _ in told(corpus)] == ["out_of_range", "too_many_missing_items"]


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=8))
def test_scores_stay_within_the_scale_and_reversal_mirrors(answers):
    measure = Measure.load({"low": 0, "high": 12, "better": "lower"} | ITEMS)
    mirrored = Measure.load({"low": 0, "high": 12, "better": "lower"} | ITEMS | {"reversed": [1, 3]})
    given_answers = np.array(answers, float)
    found = score(given_answers, measure)
    assert ((found >= 0) & (found <= 12)).all()
    np.testing.assert_allclose(score(given_answers, mirrored), 12 - found)


def test_adherence_within_what_was_possible(tmp_path):
    header = [*HEADER, "done"]
    rows = [[*row, done] for row, done in zip(ROWS, (5, 11, None), strict=True)]
    took = [{"files": ["trial.csv"], "participant": "id", "components": {"modules": {"column": "done", "possible": 9}}}]
    corpus = read_corpus(reader(adherence=took), csv(tmp_path, *rows, header=header))
    assert corpus.adherence.to_numpy().tolist() == [["p1", "modules", 5.0, 9.0]]
    assert told(corpus) == [("out_of_range", "row 3, column 'done'", "11, participant_id p2")]


def test_names_are_hidden_everywhere(tmp_path):
    hidden = Pseudonyms("trial", ("participant_id",), b"k" * 32)
    corpus = read_corpus(reader(), csv(tmp_path, *ROWS, ["p9", 1, 7, 1, 30, 12]), pseudonyms=hidden)
    everything = pd.concat([table.astype("str") for table in corpus.tables().values()]).to_csv()
    assert not {f"p{n}" for n in (1, 2, 3, 9)} & set(everything.replace(",", " ").split())
    assert corpus.outcomes["participant_id"].str.startswith("P-").all()


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"occasions": {"pre": 0}}, "occasions that are declared; post is not"),
        ({"measures": {"calm": MOOD}}, "measures that are declared; mood is not"),
        ({"measures": {"mood": MOOD | {"low": 30}}}, "low below high"),
        ({"measures": {"mood": MOOD | ITEMS}}, "low and high that its items can reach: 0 and 12"),
        (
            {"outcomes": [{"files": ["x.csv"], "participant": "id", "measure": "m"}]},
            "columns or items; or occasion with scores",
        ),
        ({"outcomes": [{"files": ["x.csv"]} | WIDE, {"files": ["y.csv"]} | WIDE]}, "mood at post, mood at pre"),
    ],
)
def test_declarations_that_contradict_themselves(change, text):
    with pytest.raises(ValidationError, match=text):
        TrialTables.load(reader(**change))


def real(home: Path, data: str):
    dataset = Dataset.load(yaml.safe_load((home / f"params/datasets/{data}.yaml").read_text()))
    return read_corpus(dataset.reader.plain(), place_of(data, dataset, {}, os.environ))


@pytest.mark.corpus("strom2013")
def test_strom2013_has_the_means_of_its_table(home):
    """Ström et al. (2013), PeerJ 1:e178, Table 3: treatment, then control."""
    corpus = real(home, "strom2013")
    assert corpus.quarantine.empty
    rows = corpus.outcomes.merge(corpus.participants, on="participant_id")
    found = rows.groupby(["measure", "occasion", "arm"])["value"].agg(["mean", "std", "count"])
    published = {
        ("madrs_s", "pre"): (23.54, 4.39, 23.92, 3.87),
        ("madrs_s", "post"): (15.71, 7.54, 20.38, 7.87),
        ("bdi", "pre"): (26.92, 9.30, 28.25, 7.08),
        ("bdi", "post"): (17.88, 11.30, 24.04, 6.86),
        ("bai", "pre"): (15.50, 7.96, 15.71, 6.53),
        ("bai", "post"): (12.92, 6.36, 13.71, 5.27),
        ("qoli", "pre"): (-0.50, 1.72, -0.25, 1.54),
        ("qoli", "post"): (0.16, 1.99, 0.23, 1.47),
    }
    for (measure, occasion), numbers in published.items():
        for arm, mean, std in (("treatment", *numbers[:2]), ("control", *numbers[2:])):
            row = found.loc[(measure, occasion, arm)]
            np.testing.assert_allclose([row["mean"], row["std"]], [mean, std], atol=0.0051)
            assert row["count"] == 24
    assert found.loc[("ipaq", "pre", "control"), "count"] == 22
    assert found.loc[("ipaq", "pre", "control"), "mean"] == pytest.approx(953, abs=0.5)


@pytest.mark.corpus("covid19worry")
def test_worry_has_two_waves_of_everyone(home):
    corpus = real(home, "covid19worry")
    assert told(corpus) == [("out_of_range", "row 1543, column 'age_wave1'", "960, participant_id anonymised_1542")]
    assert len(corpus.participants) == 1698
    wide = corpus.outcomes.pivot(index="participant_id", columns=["measure", "occasion"], values="value")
    assert wide.notna().all().all()
    changes = {
        name: wide[name, "wave2"] - wide[name, "wave1"] for name in ("worry", "fear", "anxiety", "happiness", "anger")
    }
    found = [change.mean() / change.std(ddof=1) for change in changes.values()]
    np.testing.assert_allclose(found, [-0.855, -0.752, -0.550, 0.320, -0.103], atol=0.0005)

"""Files of trials as people have them: headers that are not first, rows for occasions, odd identifiers and cells."""

import datetime

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from trial_files import HEADER, ITEMS, MOOD, ROWS, WIDE, csv, lines, reader, scores, told

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.ingest.trial_tables.cells import AS_TEXT

ANSWERS = [["007", "KG ", 1, 2, 3], ["008", "IG", -99, 0, 4], ["009", "IG", 4, 9, "n/a"]]
SPREAD = {"mood": {"low": 0, "high": 12, "better": "lower"} | ITEMS}
GERMAN = {"participant": "Code", "arm": {"column": "Gruppe", "words": {"KG": "control", "IG": "treated"}}}


def layered(root, above, header, below=()):
    """An Excel file whose header is not its first row, with rows of explanation, blanks behind and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Fragebögen"
    for row in (*above, header, *below, *ANSWERS, [], [" ", None]):
        sheet.append(row)
    if above:
        sheet.merge_cells("C1:E1")
    book.save(root / "f.xlsx")


def layered_reader(**writing):
    written = {"sheet": "Fragebögen", "writing": {"missing": ["-99", "n/a"]} | writing}
    table = {"participant": "Code", "items": {"mood": {"pre": ["Ä1", "Ä2", "Ä3"]}}}
    return reader("f.xlsx", GERMAN | {"covariates": {}} | written, table | written, measures=SPREAD)


def test_a_header_below_merged_cells_is_found_and_asked_for(tmp_path):
    layered(tmp_path, [[None, None, "vorher"]], ["Code", "Gruppe", "Ä1", "Ä2", "Ä3"])
    with pytest.raises(CorpusError) as error:
        read_corpus(layered_reader(), tmp_path)
    assert [problem.hint for problem in error.value.problems] == ["Say `writing: {header: 2}`."] * 2
    corpus = read_corpus(layered_reader(header=2), tmp_path)
    assert [scores(corpus)[who, "pre"][0] for who in ("007", "008")] == [1 + 2 + 3, (4 + 4) / 2 * 3]
    place = ("row 5, column 'Ä1'", "2 of 3 items missing, participant_id 009, occasion pre")
    assert ("too_many_missing_items", *place) in told(corpus)
    assert corpus.participants["arm"].tolist() == ["control", "treated", "treated"]
    assert set(corpus.quarantine["file"]) == {"f.xlsx, sheet 'Fragebögen'"}


def test_rows_of_explanation_below_the_header_are_no_data(tmp_path):
    layered(tmp_path, [], ["Code", "Gruppe", "Ä1", "Ä2", "Ä3"], [["Your code", "Group", "I feel", "I am", "I do"]])
    assert "unknown_arm" in {reason for reason, _, _ in told(read_corpus(layered_reader(), tmp_path))}
    corpus = read_corpus(layered_reader(first_row=3), tmp_path)
    assert {reason for reason, _, _ in told(corpus)} == {"out_of_range", "too_many_missing_items"}
    assert corpus.participants["participant_id"].tolist() == ["007", "008", "009"]


def test_a_csv_file_whose_header_is_not_its_first_row(tmp_path):
    (tmp_path / "trial.csv").write_text("An export\n" + lines(*ROWS))
    written = {"writing": {"header": 2}}
    with pytest.raises(CorpusError, match=r"see `writing\.header`"):
        read_corpus(reader(), tmp_path)
    corpus = read_corpus(reader(people=written, table=WIDE | written), tmp_path)
    assert scores(corpus)["p1", "post"] == (12.5, "")


HALF = {"participant": "id", "occasion": "wave", "occasion_words": {"T0": "pre", "T1": "post"}}


def test_a_row_for_each_person_and_occasion(tmp_path):
    header = ["id", "wave", "group", "score", "a", "b", "c"]
    rows = [
        ["p1", "T0", 1, 3, 1, 2, 3],
        ["p1", "T1", 1, 4, 0, 0, 0],
        ["p2", "T0", 0, 5, 4, 4, 4],
        ["p2", "T1", 0, 99, 4, None, 4],
        ["p2", "T1", 0, 6, 4, 4, 4],
        ["p1", "T9", 1, 6, 4, 4, 4],
    ]
    table = HALF | {"scores": {"calm": "score"}, "answers": {"mood": ["a", "b", "c"]}}
    spec = reader(people={"covariates": {}}, table=table, measures=SPREAD | {"calm": MOOD})
    corpus = read_corpus(spec, csv(tmp_path, *rows, header=header))
    assert corpus.participants["participant_id"].tolist() == ["p1", "p2"]
    found = corpus.outcomes.set_index(["participant_id", "measure", "occasion"])
    assert found["value"].dropna().to_dict() == {
        ("p1", "calm", "pre"): 3, ("p1", "calm", "post"): 4, ("p2", "calm", "pre"): 5,
        ("p1", "mood", "pre"): 6, ("p1", "mood", "post"): 4, ("p2", "mood", "pre"): 8, ("p2", "mood", "post"): 12,
    }  # fmt: skip
    assert found.loc[("p2", "calm", "post"), "missing_reason"] == "out of range"
    assert [reason for reason, _, _ in told(corpus)] == ["duplicate_outcome"] * 2 + ["out_of_range", "unknown_occasion"]


def test_identifiers_that_lost_their_zeros_are_told(tmp_path):
    csv(tmp_path, ["007", 1, 30, 1, 10, 12], ["012", 0, 30, 1, 10, 12], ["x1", 0, 30, 1, 10, 12])
    table = {"files": ["scores.csv"]} | WIDE
    csv(tmp_path, [7, 9, 8], ["012", 9, 8], ["X1", 9, 8], ["99", 1, 1], name="scores.csv", header=["id", "pre", "post"])
    corpus = read_corpus(reader(table=table), tmp_path)
    unknown = corpus.quarantine[corpus.quarantine["reason"] == "unknown_participant"].set_index("found")["allowed"]
    assert unknown["7"] == unknown["X1"] == "a participant that can be used. " + AS_TEXT
    assert unknown["99"] == "a participant that can be used"
    csv(tmp_path, [7, 9, 8], [12, 9, 8], name="scores.csv", header=["id", "pre", "post"])
    with pytest.raises(
        CorpusError, match=r"scores\.csv: column 'id': found identifiers of no participant, such as 7, 12"
    ):
        read_corpus(reader(table=table), tmp_path)


def test_when_nobody_can_be_used_the_reason_is_told(tmp_path):
    csv(tmp_path, *[[row[0], "KG", *row[2:]] for row in ROWS])
    with pytest.raises(
        CorpusError, match=r"unknown_arm 3 times; allowed: participants\. The first, row 2, column 'group'"
    ):
        read_corpus(reader(), tmp_path)


@pytest.mark.parametrize(("text", "what"), [("", "an empty file"), ("id,group,age,sex,pre,post\n,,\n", "no row below")])
def test_an_empty_file_is_told(tmp_path, text, what):
    (tmp_path / "trial.csv").write_text(text)
    with pytest.raises(CorpusError, match=f"trial.csv: found {what}"):
        read_corpus(reader(), tmp_path)


def test_an_empty_sheet_has_no_names(tmp_path):
    openpyxl.Workbook().save(tmp_path / "e.xlsx")
    with pytest.raises(CorpusError, match="no column 'group'; allowed: names"):
        read_corpus(reader("e.xlsx"), tmp_path)


def test_what_spss_marks_as_missing_is_missing_and_its_identifiers_are_no_decimals(tmp_path):
    frame = pd.DataFrame({"id": [1.0, 2.0], "group": [0.0, 1.0], "pre": [7.0, -9.0], "post": [99.0, 3.0]})
    missing = {"pre": [{"lo": -99, "hi": -1}], "post": [99]}
    pyreadstat.write_sav(frame, str(tmp_path / "t.sav"), missing_ranges=missing)
    corpus = read_corpus(reader("t.sav", people={"covariates": {}}), tmp_path)
    assert told(corpus) == []
    assert corpus.participants["participant_id"].tolist() == ["1", "2"]
    assert scores(corpus)["1", "post"][1] == scores(corpus)["2", "pre"][1] == "not stated"


def test_truth_values_days_and_errors_of_excel(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "got", "day"])
    book.active.append(["p1", 1, 30, 1, True, 12, True, datetime.datetime(2021, 3, 1)])
    book.active.append(["p2", 0, 30, 1, "#N/A", 12, False, 44270])
    book.save(tmp_path / "b.xlsx")
    received = {"received": {"column": "got", "yes": ["True"], "no": ["False"]}, "randomised_on": "day"}
    corpus = read_corpus(reader("b.xlsx", people=received), tmp_path)
    assert corpus.participants["received"].tolist() == [True, False]
    assert corpus.participants["randomised_on"].fillna("").tolist() == ["2021-03-01", ""]
    assert [(reason, found.split(",")[0]) for reason, _, found in told(corpus)] == [
        ("not_a_date", "44270"),
        ("not_a_number", "True"),
        ("not_a_number", "#N/A"),
    ]

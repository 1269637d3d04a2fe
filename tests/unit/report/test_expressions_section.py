"""The section on expressions: what it says, draws and lists, from a document that the analysis makes."""

import csv

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.expressions import expressions
from affectflow.report import Results, write_report
from affectflow.report.withholding_analyses import as_it_may_be_shown
from affectflow.studies import Dataset

SPEC = {"kind": "expressions", "label": "anger", "longest": 2, "at_least": 5, "named": ["so it goes", "the end"]}


@pytest.fixture(scope="module")
def document():
    """200 items, of which 50 are angry; these say `thanks a lot`, others `so it goes`, all `the end`."""
    angry = np.arange(200) % 4 == 0
    said = ["Thanks a lot. The end." if one else "So it goes. The end." for one in angry]
    ids = [f"i{n:03d}" for n in range(200)]
    items = pd.DataFrame({"item_id": ids, "transcript": said}).astype("str")
    labels = np.where(angry, "anger", "neutral")
    sample = pd.DataFrame({"item_id": ids, "group": [f"s{n % 10}" for n in range(200)], "label": labels, "fold": 0})
    return expressions(items, sample, {}, spec=SPEC)


@pytest.fixture(scope="module")
def page(tmp_path_factory, document, results, declared):
    """Folder of a report whose only analysis it is."""
    folder = tmp_path_factory.mktemp("report")
    study = declared["study"] | {"analyse": {"felt": SPEC}, "claims": {}}
    alone = Results(results.flow, results.scores, results.history, {"felt": document}, results.quarantine)
    write_report(folder, run="parlor", results=alone, **declared | {"study": study})
    return folder


def test_the_page_says_how_many_and_by_which_test(page, document):
    text = (page / "index.html").read_text()
    assert "Characteristic expressions" in text
    n, more = document["tested"], document["of_the_class"]
    assert f"Anger by the target: {more} of {n} expressions more frequent than elsewhere." in text
    assert "50 items of the class “anger” stood against 150 others" in text
    assert "Named, but held by fewer items: so it goes." in text  # three words, and the study looks at two
    assert "Fisher’s exact test" in text
    assert "Benjamini and Hochberg (1995)" in text


def test_words_stay_where_texts_are_named_as_not_to_leave(document, declared):
    licence = {"name": "x", "redistribution": "research_only"}
    for release, shown in (({}, "the end"), ({"items": {"transcript": False}}, "withheld")):
        dataset = Dataset.load(declared["dataset"] | {"licence": licence | {"release": release}})
        kept = as_it_may_be_shown(document, dataset)
        assert kept["expressions"]["the_end"]["expression"] == shown
        assert kept["expressions"]["the_end"]["p"] == 1.0


def test_the_figure_and_the_table_hold_the_same(page, document):
    text = (page / "index.html").read_text()
    assert text.count("“thanks a”") == 1 + text.count("“thanks a”:")
    with next(page.rglob("felt-listed.csv")).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == document["listed"]
    by_name = {row["expression"]: row for row in rows}
    ranked = sorted(document["expressions"].values(), key=lambda one: one["rank"])
    assert [row["expression"] for row in rows] == [one["expression"] for one in ranked]
    assert by_name["the end"]["p"] == "1.0"
    assert by_name["thanks a"]["log_odds_ratio"] == ""
    assert by_name["thanks a"]["log_odds_ratio_reason"].startswith("a cell of the table is 0")
    assert float(by_name["thanks a"]["difference"]) == 1.0

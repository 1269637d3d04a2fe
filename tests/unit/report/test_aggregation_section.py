"""The section on aggregation: every rule, every rater and every piece of advice has its table and figure."""

import csv

import pytest
from aggregation_documents import with_aggregation
from report_documents import RATERS, dataset

from affectflow.report import write_report


@pytest.fixture(scope="module")
def written(tmp_path_factory, results, declared):
    folder = tmp_path_factory.mktemp("aggregation")
    found, study = with_aggregation(results, declared)
    write_report(folder, run="parlor_twin", results=found, **study)
    return folder


def table(folder, name):
    return list(csv.DictReader((folder / f"tables/{name}.csv").open()))


def test_rules_raters_advice_and_cost_have_tables_and_figures(written):
    figures = {path.stem for path in (written / "figures").glob("votes-*.svg")}
    assert figures == {"votes-pairs", "votes-competence", "votes-raters", "votes-cost"}
    assert [row["rule"] for row in table(written, "votes-rules")][:2] == ["majority", "plurality"]
    assert len(table(written, "votes-pairs")) == 21
    assert len(table(written, "votes-competence")) == 4 * 12
    assert len(table(written, "votes-items")) == 50
    assert [row["rule"] for row in table(written, "scores-rules")] == ["mean", "median", "ewe"]
    assert {row["rule"] for row in table(written, "scores-competence")} == {"ewe"}


def test_the_confusion_matrices_stand_beside_what_was_planted(written):
    rows = table(written, "votes-confusions")
    assert len(rows) == 12 * 16
    assert rows[0]["rater"] == RATERS[0]
    assert rows[0]["planted"]


def test_the_page_says_what_more_votes_do_and_do_not_do(written):
    page = (written / "index.html").read_text()
    for words in (
        "more votes do not raise it, they narrow its interval", "100 resamples of items with all their votes",
        "the all-inclusive rule keeps every class that has a vote", "Spearman and Brown",
    ):  # fmt: skip
        assert words in page, words


def test_of_many_raters_the_figure_shows_some_and_the_table_all(tmp_path, results, declared):
    found, study = with_aggregation(results, declared, raters=60)
    write_report(tmp_path, run="parlor_twin", results=found, **study)
    assert "24 of 60 raters, evenly by rank" in (tmp_path / "index.html").read_text()
    assert len({row["rater"] for row in table(tmp_path, "votes-competence")}) == 60


def test_names_that_stay_are_in_no_file(tmp_path, results, declared):
    found, study = with_aggregation(results, declared)
    analyses = {name: one for name, one in found.analyses.items() if name in ("votes", "scores")}
    study["study"]["analyse"] = {name: study["study"]["analyse"][name] for name in analyses}
    study["study"]["claims"] = {}
    study["dataset"] = dataset() | {"licence": {"name": "closed", "redistribution": "forbidden"}}
    real = type(found)(found.flow, found.scores, found.history, analyses, found.quarantine)
    write_report(tmp_path, run="parlor", results=real, **study)
    texts = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any("turn0" in text or "r07" in text for text in texts)
    assert table(tmp_path, "votes-competence")[0]["rater"] == "rater 1"

"""What was planned and what was not are kept apart in the report."""

import copy
import re
from datetime import date

import pytest

from affectflow.report import write_report
from affectflow.studies import Study
from affectflow.studies.preregistration import freeze


@pytest.fixture(scope="module")
def page(results, declared, tmp_path_factory):
    """A report of a study whose trial was planned with another standard error, and whose agreement was not planned."""
    folder, study = tmp_path_factory.mktemp("frozen"), declared["study"]
    before = copy.deepcopy(study)
    changed = next(name for name, found in results.analyses.items() if found["kind"] == "trial")
    added = next(name for name, found in results.analyses.items() if found["kind"] == "agreement")
    before["analyse"][changed]["robust"] = "HC1"
    del before["analyse"][added]
    frozen = freeze("parlor", Study.load(before), date(2026, 3, 4)).plain()
    study = study | {"deviations": {f"analyse.{changed}.robust": "leverage was high"}}
    write_report(folder, run="parlor_twin", results=results, preregistered=frozen, **(declared | {"study": study}))
    return (folder / "index.html").read_text()


def test_deviations_stand_with_their_reasons(page):
    assert "frozen on 2026-03-04; 2 deviations since" in page.replace("\u00a0", " ")
    assert "leverage was high" in page
    assert "no reason given" in page


def test_what_was_not_planned_comes_after_what_was(page):
    places = {name: page.index(f'id="{name}"') for name in ("models", "exploratory-trial", "methods")}
    assert places["models"] < places["exploratory-trial"] < places["methods"]
    assert "exploratory-agreement" in page
    assert not re.search(r'<section[^>]*id="trial"', page)


def test_without_a_preregistration_nothing_is_called_exploratory(reports):
    page = (reports.twin / "index.html").read_text()
    assert "Exploratory:" not in page
    assert 'id="preregistration"' not in page

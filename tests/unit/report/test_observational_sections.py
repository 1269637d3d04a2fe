"""The sections on regressions and exposures, from documents that the analyses wrote, undefined ones too."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from observed_people import people

from affectflow.analyse.exposure import exposure
from affectflow.analyse.regression import regression
from affectflow.report.blocks import Figure, Notice, Table
from affectflow.report.results import Results
from affectflow.report.sections import exposure as exposure_section
from affectflow.report.sections import regression as regression_section
from affectflow.tables import read_json, write_json

OUTCOME = {"measure": "depression", "occasion": "post", "baseline": "pre", "form": "adjusted"}
SHARED = {"analysis_set": "everyone", "outcome": OUTCOME}
REGRESSION = SHARED | {
    "kind": "regression",
    "terms": {"autonomy": {}, "gender": {"reference": "man"}},
    "clusters": ["provider"],
    "random_intercept": "provider",
    "family": {"terms": ["autonomy", "gender"]},
    "smallest": 0.1,
}
EXPOSURE = SHARED | {
    "kind": "exposure",
    "exposure": "autonomy",
    "confounders": {"severity": {}, "gender": {"reference": "man"}},
    "e_value": "standardised_difference",
    "negative_controls": {"before": {"outcome": {"measure": "depression", "occasion": "before"}}},
}


def built(section, document, folder):
    write_json(document, folder / "x.json")
    results = Results(analyses={"x": read_json(folder / "x.json")})
    return section.build(SimpleNamespace(results=results, synthetic=True))


def kinds(section):
    return {type(block) for block in section.blocks}


def cells(table: Table) -> str:
    return " ".join(str(c.cell(v)) for row in table.rows for c, v in zip(table.columns.values(), row, strict=True))


def test_a_regression_shows_each_coefficient_of_both_models(tmp_path):
    section = built(regression_section, regression(people(), spec=REGRESSION), tmp_path)
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) == 2 * 5
    assert "gender: woman" in cells(table)
    assert "p_adjusted" in table.columns
    assert "60 clusters of provider" in section.lead


def test_an_exposure_shows_effect_balance_and_overlap(tmp_path):
    section = built(exposure_section, exposure(people(), spec=EXPOSURE), tmp_path)
    assert sum(isinstance(block, Figure) for block in section.blocks) == 3


@pytest.mark.parametrize("changes", [{"post": np.full(600, 1.0)}, {"autonomy": np.zeros(600)}])
def test_what_is_undefined_says_why(changes, tmp_path):
    section = built(exposure_section, exposure(people(**changes), spec=EXPOSURE), tmp_path)
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert Notice in kinds(section)
    assert "undefined:" in cells(table)
    shown = built(regression_section, regression(people(**changes), spec=REGRESSION), tmp_path)
    assert "undefined:" in cells(next(block for block in shown.blocks if isinstance(block, Table)))

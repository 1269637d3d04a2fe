"""The section and the methods text on a meta-analysis, from documents that the analysis wrote, undefined ones too."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.meta_analysis import meta_analysis
from affectflow.report.blocks import Figure, Table
from affectflow.report.results import Results
from affectflow.report.sections import meta_analysis as section
from affectflow.report.sections import wording_reviews
from affectflow.studies.analyse.meta_analysis import MetaAnalysis
from affectflow.studies.readers.reviews import ReviewTables
from affectflow.tables import read_json, write_json

PLAIN = {"kind": "meta_analysis", "measure": "smd"}
SEVERAL = PLAIN | {"dependent": "multilevel", "correlation": 0.5, "interval": "cr2"}


def effects(studies, each=1):
    rng, k = np.random.default_rng(7), studies * each
    frame = {"effect_id": [f"e{i:02}" for i in range(k)], "study_id": [f"s{i // each}" for i in range(k)],
             "outcome": "mood", "measure": "smd", "estimate": rng.normal(0.4, 0.4, k),
             "standard_error": rng.uniform(0.1, 0.3, k), "n": 40.0}  # fmt: skip
    codings = [(f"s{i}", "year", None, 2010.0 + i // 2) for i in range(studies)]
    return pd.DataFrame(frame), pd.DataFrame(codings, columns=["record_id", "variable", "label", "value"])


def built(folder, tables, spec):
    write_json(meta_analysis(*tables, spec=spec), folder / "x.json")
    results = Results(analyses={"x": read_json(folder / "x.json")})
    return section.build(SimpleNamespace(results=results, synthetic=True))


def shown(found):
    """Each table by name, as it is read."""
    tables = [block for block in found.blocks if isinstance(block, Table)]
    return {t.name: "\n".join(line(t, row) for row in t.rows) for t in tables}


def line(table, row):
    return " ".join(str(c.cell(v)) for c, v in zip(table.columns.values(), row, strict=True))


def figures(found):
    return {block.name: str(block.svg) for block in found.blocks if isinstance(block, Figure)}


def test_several_effects_of_a_study_show_both_levels_and_whose_they_are(tmp_path):
    found = built(tmp_path, effects(6, 3), SEVERAL | {"moderators": ["year"], "outcome": "mood"})
    tables = shown(found)
    assert "18 effects of 6 studies" in found.lead
    assert "standardised mean difference on mood is" in found.lead
    assert "I² 0.75." in found.lead
    assert "σ² between studies" in tables["x-heterogeneity"]
    assert "I² within studies" in tables["x-heterogeneity"]
    assert "e00 s0 " in tables["x-studies"]
    assert "all moderators: F(1, " in tables["x-moderators"]
    assert "undefined: not defined for several effects of a study" in tables["x-small-studies"]


def test_pooling_as_studies_came_in_has_a_figure_and_a_table_and_years_have_no_comma(tmp_path):
    found = built(tmp_path, effects(7), PLAIN | {"cumulative": {"by": "year"}, "trim_and_fill": {"estimator": "r0"}})
    tables = shown(found)
    assert tables["x-cumulative-steps"].startswith("2010 ")
    assert tables["x-cumulative-steps"].endswith("7 s6")
    assert "2013" in figures(found)["x-cumulative"]
    assert "trim and fill by R0" in tables["x-small-studies"]


@pytest.mark.parametrize("spec", [PLAIN, SEVERAL, PLAIN | {"cumulative": {"by": "year"}, "moderators": ["year"]}])
def test_one_study_alone_is_told_and_has_no_funnel(tmp_path, spec):
    found = built(tmp_path, effects(1), spec)
    assert "undefined: fewer than two studies" in found.lead
    assert "x-funnel" not in figures(found)
    assert "nan" not in " ".join([*shown(found).values(), *figures(found).values()]).lower()


def written(spec, **effects):
    reader = {"kind": "review_tables", "effects": [{"files": ["a.csv"], "study": "s", "outcome": "mood", **effects}]}
    material = SimpleNamespace(dataset=SimpleNamespace(reader=ReviewTables.load(reader)))
    return " ".join(wording_reviews.meta_analysis(material, "x", MetaAnalysis.load(spec)))


COUNTS = {"arms": {"events1": "a", "n1": "b", "events2": "c", "n2": "d"}, "measure": "log_odds_ratio"}
MEANS = {"arms": {k: k for k in ("m1", "sd1", "n1", "m2", "sd2", "n2")}, "measure": "smd"}
GIVEN = {"estimate": "e", "standard_error": "f", "measure": "smd"}


@pytest.mark.parametrize(
    ("spec", "effects", "words"),
    [
        (PLAIN, GIVEN, "Effects were pooled by a random-effects model"),
        (PLAIN, MEANS | {"variance": "unbiased"}, "Hedges’ g with the exact correction. Their variances are unbiased"),
        (PLAIN, MEANS | {"correction": "none"}, "Standardised mean differences are Cohen’s d."),
        (PLAIN | {"measure": "log_odds_ratio"}, COUNTS | {"zero_cells": "half"}, "One half was added to all cells"),
        (SEVERAL, GIVEN, "cluster-robust intervals (CR2, clusters are studies, Satterthwaite’s degrees of freedom)"),
        (SEVERAL, GIVEN, "an assumed correlation of 0.5"),
        (PLAIN | {"cumulative": {"by": "year", "ties": "by_name"}}, GIVEN, "by year, those of the same value in the"),
        (PLAIN | {"trim_and_fill": {"estimator": "r0", "side": "left"}}, GIVEN, "(estimator R0, left of the mean)"),
    ],
)  # fmt: skip
def test_each_option_is_in_the_methods(spec, effects, words):
    assert words in written(spec, **effects)

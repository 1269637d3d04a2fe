"""The drawings of a meta-analysis."""

import math
import re

from affectflow.report.figures.pooled import funnel, weighted_forest

STUDIES = {
    "one": {"estimate": 0.2, "low": 0.0, "high": 0.4, "standard_error": 0.1, "weight": 0.8},
    "two": {"estimate": 0.9, "low": 0.5, "high": 1.3, "standard_error": 0.2, "weight": 0.2},
}
POOLED = {
    "pooled": {"estimate": 0.34, "low": 0.1, "high": 0.6},
    "prediction": {"estimate": 0.34, "low": -0.2, "high": 0.9},
}
NONE = {"estimate": math.nan, "low": math.nan, "high": math.nan, "reason": "fewer than two studies"}


def sides(svg):
    return [float(width) for width in re.findall(r'width="([\d.]+)" height="[\d.]+" class="dot"', svg)]


def test_the_area_of_a_square_is_the_weight():
    svg = str(weighted_forest("f", "effects", STUDIES, POOLED, "smd", synthetic=True))
    large, small = sides(svg)[:2]
    assert math.isclose((large / small) ** 2, 4, rel_tol=0.02)
    assert "0.20 [0.00–0.40] 80.0%" in svg
    assert svg.count("<polygon") == 1


def test_a_weight_below_zero_has_no_area_and_is_told():
    studies = STUDIES | {"two": STUDIES["two"] | {"weight": -0.02}}
    svg = str(weighted_forest("f", "effects", studies, POOLED, "smd", synthetic=True))
    assert sides(svg)[1] == 0
    assert "\u22122.0%" in svg


def test_what_is_undefined_is_told_and_not_drawn():
    svg = str(weighted_forest("f", "effects", STUDIES, {"pooled": NONE, "prediction": NONE}, "smd", synthetic=False))
    assert "fewer than two studies" in svg
    assert "<polygon" not in svg
    assert "nan" not in svg.lower().replace("undefined", "")


def test_a_funnel_says_in_words_what_it_shows():
    svg = str(funnel("f", "funnel", STUDIES, 0.34, "smd", synthetic=False))
    assert "1 of 2 studies lie within the 95 % contour, 1 left and 1 right" in svg
    assert svg.count("<circle") == 2

"""Figures are pure, valid SVG that says in words what it shows."""

import re
import xml.etree.ElementTree as ET

import pytest
import report_documents as documents
from hypothesis import given
from hypothesis import strategies as st

from affectflow.report.figures.bars import Counted, bars
from affectflow.report.figures.boxes import Box, flow
from affectflow.report.figures.consort import consort
from affectflow.report.figures.forest import Guide, Row, forest
from affectflow.report.figures.heat import FULLEST, Matrix, confusion, panels
from affectflow.report.figures.histograms import Histogram, at_values, between, histograms
from affectflow.report.figures.lines import Series, curves, over_occasions
from affectflow.report.figures.scatter import Axis, Point, scatter
from affectflow.report.svg import STYLE, alone, axis_of, wrap

SVG = "{http://www.w3.org/2000/svg}"
INTERVAL = {"estimate": 0.5, "low": 0.4, "high": 0.6}
UNDEFINED = {"estimate": None, "low": None, "high": None, "reason": "no <b> votes"}


def forest_of(rows, synthetic=False):
    return forest("f", "a title", rows, "UAR", guide=Guide(0.25, "majority"), digits=3, synthetic=synthetic)


def every_figure(synthetic):
    arms = documents.trial()["flow"]
    series = [Series("coaching", [INTERVAL, UNDEFINED], [3, 0]), Series("waitlist", [INTERVAL, INTERVAL], [3, 4])]
    boxes = [Box(["all (n = 3)"]), Box(["left out", "tied: 1"], side=True), Box(["rest"])]
    matrix = Matrix("estimate", [[1.0, None], [0.2, 0.8]])
    return [
        forest_of([Row("fusion", INTERVAL, [0.45, 0.55]), Row("a & b", UNDEFINED)], synthetic),
        flow("b", "items", boxes, synthetic=synthetic),
        consort("c", "flow", arms, ["coaching", "waitlist"], synthetic=synthetic),
        panels("p", "raters", [("r1", [matrix])], ["x", "y"], across=2, synthetic=synthetic),
        confusion("m", "confusion", [[3, 1], [0, 0]], ["x", "y"], synthetic=synthetic),
        over_occasions("o", "means", series, ["post", "follow-up"], "score", synthetic=synthetic),
        curves("l", "loss", {"fusion": [2.0, 1.0], "audio": [2.0, 1.5]}, [1, 2], "loss", synthetic=synthetic),
        bars("v", "votes", ["anger", "x" * 40], [Counted("voice", "5 votes", [4, 1]), Counted("face", "none", [0, 0])],
             synthetic=synthetic),
        histograms("h", "values", "points", [Histogram("a", "n = 3", at_values([1.0, 2.0, 4.0]), [2, 0, 1]),
                   Histogram("b", "n = 0", between([0.0, 2.0, 5.0]), [0, 0])], synthetic=synthetic),
        scatter("s", "raters", [Point("r1", 10, 0.5), Point("r2", 10, 0.5)], Axis("votes"), Axis("α", 0.0, "chance"),
                synthetic=synthetic),
        scatter("t", "raters", [Point(f"r{k}", k % 7, -k) for k in range(60)], Axis("bias", 3.0, "none"), Axis("SD"),
                synthetic=synthetic),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(11))
def test_a_figure_is_xml_with_title_and_description_and_marks_a_twin(number):
    for synthetic in (True, False):
        root = ET.fromstring(every_figure(synthetic)[number])
        words = [text.text for text in root.iter(f"{SVG}text")]
        assert root.find(f"{SVG}title").text.startswith("SYNTHETIC") == synthetic
        assert len(root.find(f"{SVG}desc").text) > 10
        assert ("SYNTHETIC" in words) == synthetic


@pytest.mark.parametrize("number", range(11))
def test_nothing_is_drawn_outside_the_frame(number):
    root = ET.fromstring(every_figure(True)[number])
    _, _, width, height = map(float, root.get("viewBox").split())
    for part in root.iter():
        for key, limit in (("x", width), ("x1", width), ("x2", width), ("cx", width), ("y", height), ("cy", height)):
            assert -1 <= float(part.get(key, 0)) <= limit + 1, (part.tag, part.attrib)
        if part.tag == f"{SVG}rect":
            assert float(part.get("x")) + float(part.get("width")) <= width + 1


def test_a_forest_draws_the_interval_where_its_values_are():
    root = ET.fromstring(forest_of([Row("a", INTERVAL), Row("b", {"estimate": 0.7, "low": 0.6, "high": 0.8})]))
    bars = [bar for bar in root.iter(f"{SVG}line") if bar.get("class", "").startswith("bar")]
    dots = [dot for dot in root.iter(f"{SVG}circle") if dot.get("class", "").startswith("dot")]
    first, second = ([float(bar.get(end)) for end in ("x1", "x2")] for bar in bars)
    assert first[1] == pytest.approx(second[0], abs=0.02)
    assert float(dots[0].get("cx")) == pytest.approx(sum(first) / 2, abs=0.02)


def test_an_undefined_estimate_is_written_and_not_drawn():
    root = ET.fromstring(forest_of([Row("b", UNDEFINED)]))
    assert "undefined: no <b> votes" in [text.text for text in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}circle"))


def test_a_drawing_alone_carries_its_style():
    root = ET.fromstring(alone(forest_of([Row("a", INTERVAL)])).encode())
    assert "prefers-color-scheme:dark" in root.find(f"{SVG}style").text


def luminance(rgb):
    parts = [v / 255 / 12.92 if v / 255 <= 0.03928 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("mode", range(3), ids=["light", "dark", "print"])
def test_ink_can_be_read_on_the_fullest_square(mode):
    def colour(name):
        word = re.findall(f"--{name}:#([0-9a-f]+)", STYLE)[mode]
        return [int(part, 16) for part in re.findall("..", word if len(word) == 6 else "".join(2 * c for c in word))]

    full = [FULLEST * a + (1 - FULLEST) * b for a, b in zip(colour("heat"), colour("paper"), strict=True)]
    pair = sorted([luminance(full), luminance(colour("ink"))])
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_an_axis_holds_its_values_between_round_ticks(values):
    scale, ticks, digits = axis_of(values, 0.0, 100.0)
    slack = 1e-6 * (scale.high - scale.low)
    assert scale.low <= min(values) + slack
    assert max(values) <= scale.high + slack
    assert 2 <= len(ticks) <= 12
    assert len({f"{tick:.{digits}f}" for tick in ticks}) == len(ticks)
    assert (scale(ticks[0]), scale(ticks[-1])) == (0.0, pytest.approx(100.0))


def test_wrapping_keeps_every_word():
    words = "moved away 4, withdrew consent 2, other reasons 11"
    lines = wrap(words, 120)
    assert len(lines) > 1
    assert " ".join(lines) == words


def test_bars_are_as_long_as_their_shares_in_all_panels():
    panels_of = [Counted("a", "n = 4", [3, 1]), Counted("b", "n = 40", [10, 30])]
    root = ET.fromstring(bars("v", "votes", ["x", "y"], panels_of, synthetic=False))
    lengths = [float(bar.get("width")) for bar in root.iter(f"{SVG}rect")]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1.0, 1 / 3, 1 / 3, 1.0], abs=0.01)


def test_names_of_points_that_lie_on_each_other_are_written_once():
    points = [Point("r1", 1, 0.5), Point("r2", 1, 0.5), Point("r3", 2, 0.9)]
    root = ET.fromstring(scatter("s", "raters", points, Axis("votes"), Axis("α"), synthetic=False))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert ("r1" in words, "r2" in words, "r3" in words) == (True, False, True)
    assert len(list(root.iter(f"{SVG}circle"))) == 3


def test_a_flow_fits_a_phone_and_keeps_each_count_on_one_line():
    boxes = [Box(["Reports assessed for eligibility (n = 1,234)"]), Box(["out (n = 5)"], side=True)]
    svg = str(flow("b", "items", boxes, synthetic=True))
    rects = [(float(x), float(w)) for x, w in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)]
    assert max(x + w for x, w in rects) <= 340
    assert "(n = 1,234)</text>" in svg

"""Pages and drawings against others: numbers in words, words, and the places that are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.report.numbers import exact, number
from affectflow.studies.verify import Tolerance
from affectflow.verification import pages
from affectflow.verification.tally import NOTHING, Tally
from affectflow.verification.written_numbers import WRITTEN, compare_texts, value

PAGE = """<!doctype html><html><body><h1>UAR of {uar} in 60 speakers</h1>
<figure id="figure-x"><svg viewBox="0 0 10 10"><path d="M{x},2.5 4-3"/><text x="1">a {uar}</text></svg></figure>
<section id="provenance"><p>torch {torch}</p><section><p>nested</p></section><p>{torch}</p></section>
<p id="last">{end}</p></body></html>
"""
SAME = {"uar": "0.784", "x": "1.25", "torch": "2.13", "end": "ANCOVA, p &lt; 0.001"}


def compared(folder, tolerance=None, **changed):
    (folder / "a.html").write_text(PAGE.format(**SAME))
    (folder / "b.html").write_text(PAGE.format(**SAME | changed))
    tally = Tally(tolerance or Tolerance())
    pages.compare(folder / "a.html", folder / "b.html", tally)
    return tally


def test_a_number_in_the_words_is_found_with_its_place(tmp_path):
    tally = compared(tmp_path, uar="0.785")
    assert [one.place for one in tally.worst] == ["line 1, number 1", "line 2, in figure-x"]
    assert tally.worst[0].amount == pytest.approx(0.001)


def test_what_a_page_says_of_the_machine_is_no_result(tmp_path):
    tally = compared(tmp_path, torch="9.9")
    assert (tally.differs, tally.words_differ) == (0, 0)
    assert pages.same_but_for_machine(tmp_path / "a.html", tmp_path / "b.html")


@pytest.mark.parametrize("changed", [{"uar": "0.785"}, {"end": "ANCOVA,  p &lt; 0.001"}, {"x": "1.250"}])
def test_anything_else_is_a_result(tmp_path, changed):
    compared(tmp_path, **changed)
    assert not pages.same_but_for_machine(tmp_path / "a.html", tmp_path / "b.html")


def test_other_words_differ_whatever_is_granted(tmp_path):
    tally = compared(tmp_path, Tolerance(absolute=10), end="ANCOVA, p = 0.001")
    assert tally.words_differ == 1
    assert tally.worst[0].place == "line 4, in last"


def test_a_moved_line_of_a_drawing_differs(tmp_path):
    assert compared(tmp_path, x="1.26").differs == 1


def test_a_drawing_may_round_otherwise_where_numbers_may_differ(tmp_path):
    assert compared(tmp_path, Tolerance(relative=1e-6), x="1.26").within == 1
    assert compared(tmp_path, Tolerance(relative=1e-6), x="2.26").differs == 1


def test_a_page_with_more_parts_is_told_once(tmp_path):
    tally = compared(tmp_path, end="x</p><p>more")
    assert tally.words_differ == 2
    assert any("different parts" in one.place and one.pulled == NOTHING for one in tally.worst)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("effect −5.27 [−7.83 to −2.71]", [-5.27, -7.83, -2.71]),
        ("0.71–0.82", [0.71, 0.82]),
        ("1,234.50 items and 12%", [1234.5, 12.0]),
        ("1.2 × 10⁻⁵", [1.2e-5]),
        ("-3 and (-4)", [-3.0, -4.0]),
        ("s001_1, wav2vec2, 4f5e1a0c, v1, gt-all-l6", []),
        ("p < 0.001, n = 53.", [0.001, 53.0]),
    ],
)
def test_numbers_are_read_as_reports_write_them(text, numbers):
    assert [value(match) for match in WRITTEN.finditer(text)] == pytest.approx(numbers)


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_every_number_that_a_report_writes_is_read_back(found, digits):
    (match,) = WRITTEN.finditer(number(found, digits))
    assert value(match) == pytest.approx(found, abs=0.51 * 10.0**-digits, rel=1e-12)


@given(st.floats(1e-12, 1e6))
def test_every_chosen_number_is_read_back_exactly(found):
    assert [value(match) for match in WRITTEN.finditer(exact(found))] == pytest.approx([found], rel=1e-12)


@given(st.text(alphabet="ab −-–.,0123456789()", max_size=20))
def test_a_text_equals_itself(text):
    tally = Tally()
    compare_texts(text, text + "", "here", tally)
    assert (tally.differs, tally.words_differ) == (0, 0)

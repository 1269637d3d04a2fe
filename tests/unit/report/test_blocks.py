"""Tables show numbers and keep all their digits in CSV."""

import csv
import io

import pytest
from markupsafe import Markup

from affectflow.report.blocks import Column, Table, pill
from affectflow.report.material import in_order
from affectflow.report.numbers import interval, number

HALF = {"estimate": 0.123456789, "low": 0.1, "high": 0.2}
NONE = {"estimate": None, "low": None, "high": None, "reason": "one speaker"}


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def table():
    columns = {"model": Column("Model"), "uar": Column("UAR", interval, numeric=True), "n": Column("n", numeric=True)}
    return Table("scores", "a caption", columns, [["a, b", HALF, 3], ["c", NONE, None]])


def test_csv_has_every_digit_the_interval_and_the_reason(table):
    first, second = read(table.csv("real"))
    assert first == {
        "data": "real", "model": "a, b", "uar": "0.123456789", "uar_low": "0.1", "uar_high": "0.2", "uar_reason": "",
        "n": "3",
    }  # fmt: skip
    assert (second["uar"], second["uar_low"], second["uar_reason"], second["n"]) == ("", "", "one speaker", "")


def test_every_row_of_a_twin_says_synthetic(table):
    assert {row["data"] for row in read(table.csv("synthetic"))} == {"synthetic"}


def test_a_table_without_rows_keeps_its_columns():
    assert Table("t", "", {"a": Column("A")}, []).csv("real") == "data,a\n"


def test_cells_escape_text_and_mark_what_is_undefined():
    assert Column("x").cell("<b>") == Markup("&lt;b&gt;")
    assert "undefined: one speaker" in Column("x", interval).cell(NONE)
    assert 'class="undefined"' in Column("x", interval).cell(NONE)
    assert "not applicable" in Column("x", number).cell(None)


def test_a_verdict_has_a_sign_and_a_word_besides_its_colour():
    assert len({Markup(pill(tone, "word")).striptags() for tone in ("good", "bad", "open")}) == 3


def test_names_are_put_in_the_order_of_the_study_at_any_depth():
    document = {"ancova": {"follow_up": {"post": 1, "baseline": 2}, "post": 3}, "level": 4}
    ordered = in_order(document, ["baseline", "post", "follow_up"])
    assert list(ordered["ancova"]) == ["post", "follow_up"]
    assert list(ordered["ancova"]["follow_up"]) == ["baseline", "post"]
    assert ordered == document

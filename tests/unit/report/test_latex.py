"""Tables in LaTeX: every sign is set as it is, and a twin's table says so."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow import report
from affectflow.report.blocks import Column, Table
from affectflow.report.latex import SIGNS, escaped
from affectflow.report.numbers import interval


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "a_b & 5% of $3 {x} #1 ~ ^ \\",
            r"a\_b \& 5\% of \$3 \{x\} \#1 \textasciitilde{} \textasciicircum{} \textbackslash{}",
        ),
        ("p < 0.001, −1.20 [−2.00 to 0.10]", "p $<$ 0.001, $-$1.20 {[}$-$2.00 to 0.10{]}"),
        ("the raters’ votes", "the raters' votes"),
        (
            "partial η², ω², ε; 2 × 10⁻⁵",
            r"partial $\eta$$^{2}$, $\omega$$^{2}$, $\varepsilon$; 2 $\times$ 10$^{-}$$^{5}$",
        ),
    ],
)
def test_signs_of_latex_are_escaped(words, told):
    assert escaped(words) == told


def test_signs_that_the_report_writes_are_set_by_plain_fonts():
    written = {sign for file in Path(report.__file__).parent.rglob("*.py") for sign in file.read_text(encoding="utf-8")}
    beyond = {sign for sign in written if ord(sign) > 127 and not unicodedata.name(sign).startswith("LATIN")}
    assert beyond <= set(SIGNS)


def test_a_table_is_written_as_it_is_shown():
    columns = {"arm": Column("Arm"), "effect": Column("Effect_1", interval, numeric=True)}
    found = {"estimate": -1.2, "low": -2.0, "high": 0.1}
    undefined = {"estimate": None, "reason": "one & only"}
    table = Table("effects", "Effects 100%", columns, [["a<b", found], ["c", undefined], ["d", None]], shown=2)
    lines = table.tex("synthetic").splitlines()
    assert lines[2] == r"\caption{SYNTHETIC. Effects 100\%.}"
    assert lines[4] == r"\begin{tabular}{lr}"
    assert lines[6] == r"Arm & Effect\_1 \\"
    assert lines[8:10] == [r"a$<$b & $-$1.20 {[}$-$2.00 to 0.10{]} \\", r"c & undefined: one \& only \\"]
    assert "1 more rows are in the CSV file." in table.tex("real")
    assert "SYNTHETIC" not in table.tex("real")


def plainly_set(words):
    """Whether LaTeX reads no sign of a text as its own, and every brace that opens closes."""
    rest = re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum|quad|dots)\{\}", "", words)
    rest = re.sub(r"\\[&%#_{}$]", "", rest)
    rest = re.sub(r"\$[^$]*\$", "", rest)
    depth = [rest[:k].count("{") - rest[:k].count("}") for k in range(len(rest) + 1)]
    return not re.search(r"[\\%#_$^&]", rest) and min(depth) == 0 == depth[-1]


@given(st.text(alphabet=st.sampled_from("ab1 \\{}$&#%_^~<>[]−–’≤α×"), max_size=30))
def test_no_sign_of_any_text_is_read_as_one_of_latex(words):
    assert plainly_set(escaped(words))


def test_every_table_of_a_report_has_as_many_cells_in_each_row_as_columns(reports):
    files = sorted(reports.twin.glob("tables/*.tex"))
    assert len(files) > 20
    for file in files:
        lines = file.read_text().splitlines()
        width = len(re.search(r"\\begin\{tabular\}\{([lr]+)\}", file.read_text())[1])
        rows = [line.removesuffix(r" \\") for line in lines if line.endswith(r" \\")]
        cells = [re.split(r"(?<!\\)&", row) for row in rows]
        assert {len(row) for row in cells} == {width}, file.name
        assert all(plainly_set(cell) for row in cells for cell in row), file.name
        assert [lines.count(end) for end in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]

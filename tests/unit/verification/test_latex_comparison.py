"""Tables in LaTeX are held against each other by their numbers, signs included."""

from affectflow.studies.verify import Tolerance
from affectflow.verification import latex_tables
from affectflow.verification.tally import Tally


def compared(tmp_path, left, right, tolerance):
    for name, text in (("a", left), ("b", right)):
        (tmp_path / f"{name}.tex").write_text(text)
    tally = Tally(tolerance, texts=True)
    latex_tables.compare(tmp_path / "a.tex", tmp_path / "b.tex", tally)
    return tally


def test_numbers_lines_and_words_are_compared(tmp_path):
    loose = Tolerance(absolute=0.1)
    assert all(d.within for d in compared(tmp_path, "x & $-$1.20 \\\\\n", "x & $-$1.21 \\\\\n", loose).worst)
    assert not compared(tmp_path, "x & $-$1.20 \\\\\n", "x & 1.20 \\\\\n", loose).worst[0].within
    assert compared(tmp_path, "x & 1 \\\\\n", "x & 1 \\\\\ny & 2 \\\\\n", loose).worst
    assert latex_tables.count(tmp_path / "a.tex") == (1, 1)

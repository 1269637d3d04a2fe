"""The verdict: its word, its exit code, its page and its document."""

import json
import math
from dataclasses import replace

import pytest

from affectflow.studies.verify import Verify
from affectflow.verification import words
from affectflow.verification.comparing import Comparison
from affectflow.verification.graph import Divergence
from affectflow.verification.held import Held
from affectflow.verification.page import write
from affectflow.verification.tally import LISTED, Difference
from affectflow.verification.verdict import Durations, Given, Verdict

SAME = Comparison("results/a.parquet", "ingest", "identical", (10, 0, 0), (3, 0))
NEAR = Comparison(
    "results/b.parquet", "train", "within tolerance", (8, 2, 0), (3, 0), 1e-6,
    (Difference("row x, column y", 1.0, 1.000001, 1e-6, True),), 7,
)  # fmt: skip
FAR = Comparison(
    "results/c.safetensors", "train", "differs", (8, 0, 1), (3, 1), math.inf,
    tuple(Difference(f"tensor w [{i}]", math.nan, 2.0, math.inf, False) for i in range(LISTED)), 99, ("altered",),
)  # fmt: skip
GONE = Comparison("reports/d.html", "report", "only recomputed")


def verdict(*files, **changed):
    plain = Verdict(
        run="tiny_twin", synthetic=True, title="a <small> study", start="raw", failure="", continued=False, files=files,
        rules={file.path: "model" for file in files},
        tolerance=Verify.load({"tolerance": {"train": {"relative": 0.01}}}),
        altered=(), divergences=(), headlines=(), claims=(), environment=(), given=Given(),
        durations=Durations(100.0, 90.0, 80.0, 70.0),
    )  # fmt: skip
    return replace(plain, **changed)


@pytest.mark.parametrize(
    ("files", "changed", "word", "code"),
    [
        ([SAME], {}, "identical", 0),
        ([SAME, replace(SAME, outcome="same values")], {}, "identical", 0),
        ([SAME, NEAR], {}, "within tolerance", 0),
        ([SAME, NEAR, FAR], {}, "differs", 1),
        ([SAME, GONE], {}, "differs", 1),
        ([SAME], {"given": Given(("x", "y"), "dvc.lock", "", ("y",))}, "differs", 1),
        ([SAME, FAR], {"failure": "no memory"}, "not recomputed", 2),
        ([], {}, "not recomputed", 2),
    ],
)
def test_the_word_and_the_exit_code(files, changed, word, code):
    found = verdict(*files, **changed)
    assert (found.headline, found.exit_code) == (word, code)


def test_what_fails_comes_first_and_of_it_what_others_follow_from():
    late = replace(FAR, path="reports/z.html", stage="report")
    step = Divergence("model", (FAR.path,))
    found = verdict(SAME, late, NEAR, GONE, FAR, divergences=(step,)).different
    assert [file.path for file in found] == [FAR.path, GONE.path, late.path, NEAR.path]


def test_the_terminal_names_place_values_and_amount():
    said = "\n".join(words.lines(verdict(SAME, NEAR)))
    assert "tiny_twin (SYNTHETIC): everything holds within the stated tolerance" in said
    assert "2 files: 1 identical and 1 within tolerance; numbers: 18 identical and 2 within tolerance" in said
    assert "row x, column y: pulled 1.0, recomputed 1.000001 (by 1e-06, 0.0001%)" in said
    assert "computed in 1 min 40 s; the original run took 1 min 10 s" in said


def test_the_terminal_tells_of_no_more_than_a_few_files():
    files = [replace(FAR, path=f"results/{i}.safetensors") for i in range(20)]
    assert sum("differs" in line for line in words.lines(verdict(*files))) == words.SHOWN + 1
    assert "  and 15 more files, all on the page" in words.lines(verdict(*files))


def test_what_was_taken_as_given_says_what_it_was_held_against():
    held = verdict(SAME, start="features", given=Given(("x",), "dvc.lock"))
    assert "taken as given: 1 file of tables and features, all as dvc.lock records them" in "\n".join(words.lines(held))
    free = verdict(SAME, start="features", given=Given(("x",), "", "there is no dvc.lock"))
    assert "held against no record (there is no dvc.lock)" in "\n".join(words.lines(free))


def test_the_page_and_the_document(tmp_path):
    found = verdict(
        SAME, NEAR, FAR, GONE, altered=(FAR.path,), divergences=(Divergence("model", (NEAR.path,)),), failure="a <b>",
        headlines=(Held("UAR", "0.784", "0.785", "differs", 0.001),),
        claims=(Held("effect", -5.0, -5.0, "identical", 0.0, "reproduced", "reproduced"),),
        environment=({"what": "package numpy", "pulled": "2", "recomputed": "3"},),
    )  # fmt: skip
    page = write(found, tmp_path / "tiny_twin").read_text()
    for part in ("SYNTHETIC DATA", "a &lt;b&gt;", "a &lt;small&gt; study", "First divergence", "tensor w [3]",
                 "package numpy", "Altered after they were made", "<details>", "1% of the pulled number"):  # fmt: skip
        assert part in page, part
    assert "http" not in page.replace("http://www.w3.org", "")
    document = json.loads((tmp_path / "tiny_twin/verdict.json").read_text())
    assert document["counts"]["numbers that differ"] == 1
    assert document["stages"]["train"]["within tolerance"] == 1
    assert document["tolerance"]["train"] == {"absolute": 0.0, "relative": 0.01}
    assert document["different"][0]["worst"][0]["pulled"] == "NaN"
    assert document["first_divergence"] == [{"rule": "model", "outputs": [NEAR.path]}]
    assert document["identical"] == [SAME.path]
    assert document["exit_code"] == 2

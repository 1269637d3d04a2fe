"""The analyses of reviews: flow and codings, and what they refuse."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.frequencies import frequencies
from affectflow.analyse.prisma import prisma
from affectflow.errors import StudyError
from affectflow.tables import empty

STATED = {"identified": {"a": 200, "b": 146}, "removed": {"duplicate": 46}, "screened": 300, "excluded": 200,
          "sought": 100, "not_retrieved": 5, "assessed": 95, "reasons": {"no sensor": 30}, "included_reports": 65,
          "included_studies": 60}  # fmt: skip


def log(stages):
    rows = [(f"r{i}", "a", 2011.0 + i % 4, stage, None if stage == "included" else "why", None)
            for i, stage in enumerate(stages)]  # fmt: skip
    return pd.DataFrame(rows, columns=["record_id", "source", "year", "reached", "reason", "study_id"])


def stated(**changes):
    return prisma(empty("records"), spec={"kind": "prisma", "stated": STATED | changes})


def test_stated_counts_that_add_up_give_no_warning():
    found = stated()
    assert (found["boxes"]["identified"], found["warnings"]) == (346, [])


def test_every_contradiction_is_told_at_once():
    told = stated(screened=301, included_reports=70, included_studies=71)["warnings"]
    assert len(told) == 4
    assert all(sentence.startswith("prisma_arithmetic: ") for sentence in told)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sought": None, "assessed": 95}, None),
        (
            {"sought": None, "assessed": 96},
            "assessed is 96, but screened (300) - excluded (200) - not_retrieved (5) is 95",
        ),
        ({"sought": None, "not_retrieved": None, "assessed": 99}, None),
        (
            {"sought": None, "not_retrieved": None, "assessed": 101},
            "no more than screened (300) - excluded (200) = 100 are left",
        ),
        ({"removed": {}, "screened": 347}, "no more than identified (346) = 346 are left"),
    ],
)
def test_a_box_is_held_against_the_last_that_is_stated(changes, told):
    later = {"reasons": {}, "included_reports": None, "included_studies": None}
    found = stated(**(later | {"excluded": 200} | ({"excluded": 247} if "screened" in changes else {}) | changes))
    assert [told in sentence for sentence in found["warnings"]] == ([True] if told else [])


def test_a_table_of_records_is_counted_and_held_against_what_is_stated():
    stages = ["identified", "screened", "sought", "assessed", "included", "included"]
    found = prisma(log(stages), spec={"kind": "prisma", "stated": {"included_reports": 3}})
    assert list(found["boxes"].values()) == [6, 1, 5, 1, 4, 1, 3, 1, 2, 2]
    assert [sentence.partition(":")[0] for sentence in found["warnings"]] == ["prisma_stated"]


OTHER = {"identified": {"citation searching": 12}, "sought": 12, "not_retrieved": 2, "assessed": 10,
         "reasons": {"no sensor": 7}, "included_reports": 3}  # fmt: skip
PREVIOUS = {"reports": 10, "studies": 9, "total_reports": 78, "total_studies": 69}


def test_other_methods_and_a_previous_version_add_up():
    found = stated(other=OTHER, previous=PREVIOUS, included_reports=68)
    assert (found["discrepancies"], found["boxes"]["other_identified"]) == ([], 12)
    assert stated(previous={"reports": 10, "studies": 9})["boxes"]["total_studies"] == 69


@pytest.mark.parametrize(("change", "place", "expected"), [
    ({"screened": 301}, "screened", 300), ({"sought": 99}, "sought", 100), ({"assessed": 94}, "assessed", 95),
    ({"included_reports": 67}, "included_reports", 68), ({"other": OTHER | {"assessed": 9}}, "other_assessed", 10),
    ({"other": OTHER | {"sought": 13}}, "other_sought", 12),
    ({"previous": PREVIOUS | {"total_studies": 70}}, "total_studies", 69),
    ({"previous": PREVIOUS | {"total_reports": 70}}, "total_reports", 78),
])  # fmt: skip
def test_a_contradiction_has_its_place_what_was_found_and_what_was_expected(change, place, expected):
    found = stated(**{"other": OTHER, "previous": PREVIOUS, "included_reports": 68} | change)["discrepancies"]
    own = next(one for one in found if one["place"] == place)
    assert own["expected"] == expected != own["found"]


def test_records_of_other_methods_are_a_column_of_their_own():
    records = log(["screened", "included", "included", "assessed"]).assign(source=["a", "a", "citations", "citations"])
    spec = {"kind": "prisma", "other_methods": ["citations"]}
    boxes = prisma(records, spec=spec)["boxes"]
    assert (boxes["identified"], boxes["other_identified"], boxes["other_included_reports"]) == (2, 2, 1)
    assert (boxes["included_reports"], prisma(records, spec=spec)["discrepancies"]) == (2, [])
    with pytest.raises(StudyError, match="Did you mean 'citations'"):
        prisma(records, spec=spec | {"other_methods": ["citation"]})


def test_neither_records_nor_counts_is_an_error():
    with pytest.raises(StudyError, match="stated"):
        prisma(empty("records"), spec={"kind": "prisma"})


CODES = [("r0", "sensor", "camera"), ("r0", "sensor", "watch"), ("r1", "sensor", "camera"), ("r2", "sensor", "watch")]


def coded(rows=CODES):
    return pd.DataFrame([(*row, np.nan) for row in rows], columns=["record_id", "variable", "label", "value"])


def test_labels_are_counted_of_records_and_several_are_told():
    spec = {"kind": "frequencies", "variables": ["sensor"],
            "crosses": {"years": {"rows": "sensor", "columns": "year"}}}  # fmt: skip
    found = frequencies(log(["included"] * 4), coded(), spec=spec)
    told = found["variables"]["sensor"]
    assert (told["n"], told["coded"], told["several"], told["labels"]["camera"]["estimate"]) == (4, 3, 1, 0.5)
    assert found["crosses"]["years"]["counts"] == [[1, 1, 0], [1, 0, 1]]
    assert found["warnings"][0].startswith("uncoded_records: 1 of 4")


def test_names_that_are_not_coded_are_all_told():
    spec = {"kind": "frequencies", "variables": ["sensr"], "trends": {"t": {"variable": "sensor", "label": "camra"}}}
    with pytest.raises(StudyError) as told:
        frequencies(log(["included"] * 3), coded(), spec=spec)
    assert "Did you mean 'sensor'" in str(told.value)
    assert "Did you mean 'camera'" in str(told.value)

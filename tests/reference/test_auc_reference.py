"""The area under the ROC curve against pROC, with tied scores."""

import csv
from pathlib import Path

import numpy as np
import pytest

from affectflow.metrics import METRICS, Outcome

CASES = list(csv.DictReader((Path(__file__).parent / "auc_reference.csv").open()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case['truth'])} items")
def test_the_area_is_that_of_proc(case):
    truth = np.array([int(one) for one in case["truth"]])
    score = np.array([int(one) for one in case["tenths"].split()]) / 10
    given = np.column_stack([1 - score, score])
    n = len(truth)
    one = Outcome(
        truth=truth, predicted=given.argmax(-1), groups=np.arange(n), classes=2, clusters=n,
        target=np.eye(2)[truth], probabilities=given,
    )  # fmt: skip
    assert METRICS["auc"].value(one) == pytest.approx(float(case["auc"]), abs=1e-12)

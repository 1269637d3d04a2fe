"""Seeds that no generator takes, and seeds that would fit the same model twice."""

import pytest
from pydantic import ValidationError

from affectflow.studies.train import Evaluation

SPLIT = {"kind": "group_kfold"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seeds": [1, 2, 1]}, "values that stand once; 1 stands twice"),
        ({"seeds": [-1]}, "greater than or equal to 0"),
        ({"split": SPLIT | {"seed": -1}}, "greater than or equal to 0"),
        ({"bootstrap": {"seed": -1}}, "greater than or equal to 0"),
    ],
)
def test_bad_seeds_are_refused(changes, told):
    with pytest.raises(ValidationError, match=told):
        Evaluation.load({"split": SPLIT} | changes)

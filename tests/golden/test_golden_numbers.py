"""No number of the demo changes unnoticed."""

import json

import pytest
from make_numbers import numbers

pytestmark = pytest.mark.demo
WHY = "changed: if that was meant, run tests/golden/make_numbers.py and say so in CHANGELOG, 'Results changed'"


def test_statistics_are_the_same_to_nine_digits(home):
    golden = json.loads((home / "tests/golden/numbers.json").read_text())["statistics"]
    assert numbers(home)["statistics"] == pytest.approx(golden, rel=1e-9), WHY


@pytest.mark.parametrize("run", ["parlor_twin", "parlor_control_twin", "emodb_twin"])
def test_recalls_are_the_same(home, run):
    golden = json.loads((home / "tests/golden/numbers.json").read_text())[run]
    # Two recordings of a hundred: another processor may round a feature or a weight otherwise.
    assert numbers(home)[run] == pytest.approx(golden, abs=0.02), WHY

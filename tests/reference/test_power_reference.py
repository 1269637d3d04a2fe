"""Power against R, and of equivalence tests against simulation."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t as student

from affectflow.analyse.power import power
from affectflow.statistics import power as powers

ROWS = list(csv.DictReader(Path(__file__).with_name("power_reference.csv").open()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['test']}-{row['n']}-{row['a']}")
def test_power_is_that_of_r(row):
    effects = [float(row[name]) for name in ("a", "b") if row[name] != "NA"]
    found = getattr(powers, row["test"])(float(row["n"]), *effects, float(row["level"]))
    assert found == pytest.approx(float(row["power"]), rel=1e-7)


def test_equivalence_is_found_as_often_as_in_simulated_trials():
    n, margin, effect, trials = 30, 0.7, 0.1, 100_000
    rng = np.random.default_rng(4)
    difference = effect + rng.normal(size=trials) * np.sqrt(2 / n)
    error = np.sqrt(rng.chisquare(2 * n - 2, trials) / (2 * n - 2)) * np.sqrt(2 / n)
    t = student.ppf(0.95, 2 * n - 2)
    share = np.mean((difference - t * error > -margin) & (difference + t * error < margin))
    assert powers.equivalence(n, effect, margin, 0.95) == pytest.approx(share, abs=0.005)


def test_the_size_that_a_power_needs():
    document = power(spec={"kind": "power", "design": "two_groups", "difference": 5, "sd": 10, "n": [63, 64]})
    # Cohen (1988), table 2.4.1: 64 per group for d = 0.5 and a power of 0.80 at 5 %.
    assert document["needed"]["n"] == 64
    assert document["powers"][0]["power"] < 0.8 <= document["powers"][1]["power"]


def test_a_baseline_saves_participants():
    spec = {"kind": "power", "design": "ancova", "difference": 5, "sd": 10}
    sizes = [power(spec=spec | {"correlation": r})["needed"]["n"] for r in (0.0, 0.6)]
    assert sizes[1] / sizes[0] == pytest.approx(1 - 0.6**2, abs=0.02)


def test_no_difference_is_found_by_no_size():
    document = power(spec={"kind": "power", "design": "paired", "difference": 0, "sd": 1})
    assert document["needed"]["reason"].startswith("more than")

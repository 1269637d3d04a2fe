"""Meta-analysis against R's metafor (make_meta_reference.R), on made-up studies."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics import meta

HERE = Path(__file__).parent
STUDIES = pd.read_csv(HERE / "meta_studies.csv")
EXPECTED = dict(pd.read_csv(HERE / "meta_reference.csv").itertuples(index=False))
K = len(STUDIES)
METHODS = ["fixed", "dersimonian_laird", "reml", "paule_mandel"]
INTERVALS = ["wald", "hartung_knapp", "hartung_knapp_ad_hoc"]
NAMED = {"fixed": "FE", "reml": "REML"}


def sizes(measure):
    return meta.effect_size(measure, {name: STUDIES[name].to_numpy(float) for name in STUDIES}, zero_cells="half")


def close(found, name, rel=1e-6, absolute=1e-7):
    assert found == pytest.approx(EXPECTED[name], rel=rel, abs=absolute, nan_ok=True), name


def exact(found, name):
    close(found, name, 1e-10, 1e-12)


@pytest.mark.parametrize("measure", [m for m in meta.MEASURES if meta.MEASURES[m] != ("events", "n")])
def test_effect_sizes_from_arms(measure):
    y, v = sizes(measure)
    for i in range(K):
        exact(y[i], f"effect/{measure}/{i + 1}/y")
        exact(v[i], f"effect/{measure}/{i + 1}/v")


@pytest.mark.parametrize(("variance", "named"), [("large_sample", "ls"), ("uncorrected", "ls2"), ("unbiased", "ub")])
def test_variances_of_standardised_mean_differences(variance, named):
    numbers = {name: STUDIES[name].to_numpy(float) for name in STUDIES}
    for i, found in enumerate(meta.effect_size("smd", numbers, variance=variance)[1], 1):
        exact(found, f"variance/{named}/{i}")


ZEROS = {"events1": [0, 3, 12, 0, 5], "n1": [10, 10, 12, 9, 20], "events2": [2, 0, 4, 0, 6], "n2": [12, 11, 15, 9, 22]}


@pytest.mark.parametrize("rule", ["none", "half"])
@pytest.mark.parametrize(
    ("measure", "name"), [("log_risk_ratio", "RR"), ("log_odds_ratio", "OR"), ("risk_difference", "RD")]
)
def test_empty_cells(measure, name, rule):
    y, v = meta.effect_size(measure, {key: np.array(own, float) for key, own in ZEROS.items()}, zero_cells=rule)
    for i in range(5):
        if EXPECTED[f"zero/{name}/{rule}/{i + 1}/v"] > 0 and np.isfinite(EXPECTED[f"zero/{name}/{rule}/{i + 1}/y"]):
            exact(y[i], f"zero/{name}/{rule}/{i + 1}/y")
            exact(v[i], f"zero/{name}/{rule}/{i + 1}/v")
        else:
            assert np.isnan([y[i], v[i]]).all()


@pytest.mark.parametrize("mods", ["none", "dose"])
@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("measure", ["smd", "log_odds_ratio"])
def test_models(measure, method, interval, mods):
    if method == "fixed" and interval != "wald":
        return
    y, v = sizes(measure)
    X = np.column_stack([np.ones(K), *([STUDIES["dose"]] if mods == "dose" else [])])
    model, at = meta.fitted(y, v, X, method=method, interval=interval), f"model/{measure}/{method}/{interval}/{mods}"
    low, high = model.limits(0.95)
    for j in range(X.shape[1]):
        told = {"beta": model.beta, "se": model.standard_error, "low": low, "high": high, "p": model.p}
        for part, found in told.items():
            close(found[j], f"{at}/{part}/{j + 1}")
    close(model.tau2, f"{at}/tau2")
    spread = meta.heterogeneity(y, v, X, model, 0.95)
    close(spread["q"]["estimate"], f"{at}/q")
    if method != "fixed":
        close(spread["i2"]["estimate"], f"{at}/i2")
        close(spread["h2"]["estimate"], f"{at}/h2")
    if mods == "dose":
        close((model.beta[1] / model.standard_error[1]) ** 2, f"{at}/qm")
    elif method != "fixed":
        found = meta.prediction(model, K, 0.95, "z" if interval == "wald" else "t_k_minus_1")
        close(found[0], f"{at}/pi_low")
        close(found[1], f"{at}/pi_high")


@pytest.mark.parametrize("measure", ["smd", "log_odds_ratio"])
def test_profile_egger_and_fill(measure):
    y, v = sizes(measure)
    low, high = meta.profiled(y, v, np.ones((K, 1)), 0.95)
    close(low, f"profile/{measure}/low")
    close(high, f"profile/{measure}/high")
    found = meta.egger(y, v, 0.95)
    close(found["t"], f"egger/{measure}/t")
    close(found["p"], f"egger/{measure}/p")
    for method, name in NAMED.items():
        full = meta.filled(y, v, method=method, interval="wald")
        close(len(full.estimates), f"fill/{measure}/{name}/k0")
        close(full.model.beta[0], f"fill/{measure}/{name}/beta")
        close(full.model.standard_error[0], f"fill/{measure}/{name}/se")
        assert (full.side == "left") == EXPECTED[f"fill/{measure}/{name}/left"]
    for i in range(K):
        model = meta.fitted(np.delete(y, i), np.delete(v, i), method="reml", interval="wald")
        close(model.beta[0], f"leave/{measure}/{i + 1}/beta")
        close(model.tau2, f"leave/{measure}/{i + 1}/tau2")


def test_scoring_that_circles_about_the_summit_settles():
    """Fisher scoring with full steps never settles here; the summit is where R's uniroot finds the score to be 0."""
    y = [1.8056, 0.7192, 2.92, 0.9547, 0.5635, 1.3875, -0.4609, 1.0314, 2.1857, -0.1159, 1.44, 1.2951, 1.7355, 0.0598]
    v = [1.9923, 0.7482, 1.1002, 0.7811, 0.1029, 1.1787, 1.734, 0.9819, 1.6243, 1.5804, 0.438, 0.2894, 0.6113, 2.0187]
    model = meta.fitted(y, v, method="reml", interval="wald")
    assert model.converged
    assert float(model.tau2) == pytest.approx(0.04026417228, rel=1e-5)

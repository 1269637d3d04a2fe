"""Dependent effects against R's metafor (rma.mv) and clubSandwich (make_multilevel_reference.R), on made-up effects."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.meta_analysis import meta_analysis
from affectflow.tables import empty

HERE = Path(__file__).parent
DATA = pd.read_csv(HERE / "multilevel_effects.csv")
EXPECTED = dict(pd.read_csv(HERE / "multilevel_reference.csv").itertuples(index=False))
DESIGNS = {"none": [], "dose+kind": ["dose", "kind"]}
ROBUST = {"estimate": "beta", "standard_error": "se_cr2", "df": "df_cr2", "p": "p_cr2"}
CONTAINED = {"estimate": "beta", "standard_error": "se", "df": "df", "p": "p"}


def close(found, name, rel=2e-6):
    assert found == pytest.approx(EXPECTED[name], rel=rel, abs=1e-7), name


def codings():
    rows = [(e, "dose", "value", x) for e, x in zip(DATA["effect"], DATA["dose"], strict=True)]
    rows += [(s, "kind", label, np.nan) for s, label in dict(zip(DATA["study"], DATA["kind"], strict=True)).items()]
    return pd.DataFrame(rows, columns=["record_id", "variable", "label", "value"])


def pooled(y, rho, mods, interval):
    frame = pd.DataFrame({
        "effect_id": DATA["effect"], "study_id": DATA["study"], "outcome": "mood", "measure": "smd",
        "estimate": DATA[y], "standard_error": np.sqrt(DATA["v"]), "n": 40.0,
    })  # fmt: skip
    spec = {"kind": "meta_analysis", "measure": "smd", "dependent": "multilevel", "correlation": rho,
            "interval": interval, "prediction": "z", "moderators": DESIGNS[mods], "leave_one_out": False}  # fmt: skip
    return meta_analysis(frame, codings() if DESIGNS[mods] else empty("codings"), spec=spec)


@pytest.mark.parametrize("mods", list(DESIGNS))
@pytest.mark.parametrize("rho", [0, 0.6])
@pytest.mark.parametrize("y", ["y", "flat", "within"])
def test_variances_and_coefficients(y, rho, mods):
    at = f"{y}/{rho}/{mods}"
    for interval, parts in {"cr2": ROBUST, "containment": CONTAINED, "wald": {"p": "p_wald"}}.items():
        found = pooled(y, rho, mods, interval)
        own = found["moderators"] if mods != "none" else found
        for level in ("between", "within"):
            close(own["heterogeneity"]["levels"][level]["variance"]["estimate"], f"{at}/{level}", 1e-5)
        close(own["heterogeneity"]["q"]["estimate"], f"{at}/q")
        coefficients = list(own["coefficients"].values()) if mods != "none" else [own["pooled"]]
        for j, one in enumerate(coefficients):
            for part, name in parts.items():
                close(one[part], f"{at}/{name}/{j + 1}")
        if mods != "none" and interval == "cr2":
            for part, name in {"estimate": "htz", "df2": "htz_df", "p": "htz_p"}.items():
                close(own["qm"][part], f"{at}/{name}")
        if mods != "none" and interval == "wald":
            close(own["qm"]["estimate"], f"{at}/qm")


@pytest.mark.parametrize("rho", [0, 0.6])
def test_prediction_weights_shares_and_profiles(rho):
    found, at = pooled("y", rho, "none", "wald"), f"y/{rho}/none"
    close(found["prediction"]["low"], f"{at}/pi_low")
    close(found["prediction"]["high"], f"{at}/pi_high")
    close(found["heterogeneity"]["i2"]["estimate"], f"{at}/i2")
    for i in (1, 2, 3):
        close(found["studies"][f"e{i:02}"]["weight"], f"{at}/weight/{i}")
    for name, level in found["heterogeneity"]["levels"].items():
        close(level["variance"]["low"], f"{at}/{name}/low", 1e-5)
        close(level["variance"]["high"], f"{at}/{name}/high", 1e-5)

"""Writes aggregation_reference.json: what crowd-kit 1.4 makes of a small table of simulated votes.

    python tests/reference/make_aggregation_reference.py

Its package imports much that its classification does not need, so the classification alone is
loaded. Iterations are many and tolerances low, because the defaults stop early.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
import sys
import types
from pathlib import Path

import numpy as np
import pandas as pd

ITEMS, RATERS, CLASSES, SEED, STEPS = 60, 6, 3, 11, 7
HERE = Path(__file__).parent


def crowd_kit(module: str):
    """A module of crowdkit.aggregation.classification, without the rest of the package."""
    root = Path(importlib.util.find_spec("crowdkit").submodule_search_locations[0])
    for name, folder in (
        ("crowdkit.aggregation", root / "aggregation"),
        ("crowdkit.aggregation.classification", root / "aggregation" / "classification"),
    ):
        bare = types.ModuleType(name)
        bare.__path__ = [str(folder)]
        sys.modules.setdefault(name, bare)
    return importlib.import_module(f"crowdkit.aggregation.classification.{module}")


def votes() -> pd.DataFrame:
    """Four votes of each item by raters from good to poor; every class and rater has many."""
    rng = np.random.default_rng(SEED)
    truth = rng.integers(0, CLASSES, ITEMS)
    item, rater = np.nonzero(rng.random((ITEMS, RATERS)).argsort(axis=1) < 4)
    right = rng.random(len(item)) < np.linspace(0.85, 0.5, RATERS)[rater]
    label = np.where(right, truth[item], rng.integers(0, CLASSES, len(item)))
    return pd.DataFrame({"task": item, "worker": rater, "label": label})


def in_order(posterior: pd.DataFrame) -> list[list[float]]:
    """Rows of items and columns of classes by their numbers."""
    return posterior.sort_index()[list(range(CLASSES))].to_numpy().tolist()


def main() -> None:
    """Fit each model and write posteriors and parameters."""
    data = votes()
    dawid = crowd_kit("dawid_skene").DawidSkene(n_iter=STEPS, tol=-np.inf).fit(data.copy())
    coin = crowd_kit("dawid_skene").OneCoinDawidSkene(n_iter=STEPS, tol=-np.inf).fit(data.copy())
    # Its MACE takes the order of first appearance for the sorted one, so both are made the same.
    first = {column: pd.factorize(data[column])[1] for column in data}
    coded = data.apply(lambda column: pd.factorize(column)[0])
    mace = crowd_kit("mace").MACE(n_restarts=1, n_iter=3000, method="em")
    mace.fit(coded.copy())
    glad = crowd_kit("glad").GLAD(n_iter=100, tol=-np.inf, m_step_max_iter=100, m_step_tol=1e-6)
    glad.fit(data.copy())
    glad._e_step(glad._current_data)
    named = mace.probas_.set_axis(first["task"], axis=0).set_axis(first["label"], axis=1)
    document = {
        "crowd-kit": importlib.metadata.version("crowd-kit"),
        "votes": data.to_numpy().tolist(),
        "shape": [ITEMS, RATERS, CLASSES],
        "steps": STEPS,
        "dawid_skene": {"posterior": in_order(dawid.probas_)},
        "one_coin": {"posterior": in_order(coin.probas_)},
        "mace": {"posterior": in_order(named), "competence": mace.spamming_[np.argsort(first["worker"]), 1].tolist()},
        "glad": {
            "posterior": in_order(glad.probas_),
            "competence": glad.alphas_.sort_index().tolist(),
            "log_clarity": glad.betas_.sort_index().tolist(),
        },
    }
    (HERE / "aggregation_reference.json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()

"""Support chats drawn for tests: seekers with a state before and after, a provider's technique, an exposure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from affectflow.tables import empty
from affectflow.tables.people import People


def people(n=600, providers=60, effect=-1.0, seed=3, **changes) -> People:
    """n chats; what is in `changes` replaces a covariate or the outcome `post`."""
    rng = np.random.default_rng(seed)
    provider = np.arange(n) % providers
    skill = rng.normal(size=providers)[provider]
    severity = rng.normal(10, 3, n)
    exposed = (rng.random(n) < 1 / (1 + np.exp(-(severity - 10) / 4 - skill / 2))).astype(float)
    pre = severity + rng.normal(0, 2, n)
    post = 1 + 0.8 * severity + effect * exposed - 0.5 * skill + rng.normal(0, 2, n)
    numbers = {"severity": severity, "autonomy": exposed, "skill": skill, "hours": rng.normal(0, 1, n)}
    labels = {
        "provider": [f"p{i:03d}" for i in provider],
        "seeker": [f"s{i:03d}" for i in rng.integers(0, n // 3, n)],
        "gender": list(np.array(["man", "woman", "other"])[rng.integers(0, 3, n)]),
    }
    outcomes = {"pre": pre, "post": changes.pop("post", post), "before": 0.5 * severity + rng.normal(0, 2, n)}
    for name, values in changes.items():
        (numbers if isinstance(values, np.ndarray) else labels)[name] = values
    ids = [f"c{i:04d}" for i in range(n)]
    covariates = [_rows(ids, covariate=name, value=values, label=None) for name, values in numbers.items()]
    covariates += [_rows(ids, covariate=name, value=np.nan, label=values) for name, values in labels.items()]
    measured = [_rows(ids, measure="depression", occasion=at, value=values) for at, values in outcomes.items()]
    filled = pd.concat(measured).assign(week=0.0, missing_reason=pd.Series(pd.NA, dtype="string"))
    people = pd.DataFrame({"participant_id": ids, "randomised": False, "received": True})
    people = people.reindex(columns=empty("participants").columns)
    people = people.astype({name: kind for name, kind in empty("participants").dtypes.items() if kind == "string"})
    filled = filled.astype({"measure": "string", "occasion": "string", "participant_id": "string"})
    kept = pd.concat(covariates).astype({"covariate": "string", "label": "string", "participant_id": "string"})
    return People(people, filled, kept[kept["value"].notna() | kept["label"].notna()])


def _rows(ids, **columns) -> pd.DataFrame:
    return pd.DataFrame({"participant_id": ids} | columns)

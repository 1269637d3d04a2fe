"""A small corpus, and a sample drawn from it, on which every kind of model is tried."""

import numpy as np
import pandas as pd
import pytest

from affectflow.tables import check, empty

LABELS = ["anger", "happiness", "neutral", "sadness"]


@pytest.fixture
def corpus():
    """40 items of 10 speakers, 5 raters, two feature sets: (items, ratings, features, quarantine)."""
    rng = np.random.default_rng(0)
    ids = [f"i{n:02}" for n in range(40)]
    intended = [LABELS[n % 4] for n in range(40)]
    items = pd.DataFrame(
        {
            "item_id": ids,
            "speaker_id": [f"s{n // 4}" for n in range(40)],
            "session_id": [f"d{n // 8}" for n in range(40)],
            "condition": ["control" if n % 20 >= 16 else "expressive" for n in range(40)],
            "intended": intended,
            "audio": [f"{i}.wav" for i in ids],
            "video": None,
            "transcript": "so it is",
            "duration": 1.0,
            "sha256": [f"{n:064x}" for n in range(40)],
        }
    ).astype({"video": "str"})
    votes = [
        {"item_id": i, "rater_id": f"r{r}", "scale": "emotion", "label": label if r else "boredom", "value": np.nan}
        for i, label in zip(ids, intended, strict=True)
        for r in range(5)
    ]
    features = {
        name: pd.DataFrame(rng.normal(size=(40, 3)), columns=[f"{name}_{k}" for k in range(3)]).assign(item_id=ids)
        for name in ("voice", "words")
    }
    return check(items, "items"), check(pd.DataFrame(votes), "ratings"), features, empty("quarantine")


@pytest.fixture
def ingest():
    """Section `ingest` of a study of the corpus."""
    target = {"scale": "emotion", "labels": LABELS, "source": "ratings", "aggregate": "plurality"}
    return {"dataset": "small", "target": target}


@pytest.fixture
def learnable():
    """A sample of 120 items in 12 groups and 4 unequal folds, with votes, and features that carry the class."""
    rng = np.random.default_rng(5)
    truth = np.arange(120) % 4
    ids = [f"i{n:03}" for n in range(120)]
    group = rng.integers(0, 12, 120)
    shares = rng.multinomial(8, np.ones(4) / 4, 120) / 16 + np.eye(4)[truth] / 2
    sample = pd.DataFrame(
        {
            "item_id": ids,
            "group": [f"s{g:02}" for g in group],
            "label": np.array(LABELS)[truth],
            "fold": np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3])[group],
        }
        | {f"share_{label}": shares[:, k] for k, label in enumerate(LABELS)}
    )
    signs = {"voice": np.array([1, 1, -1, -1])[truth], "words": np.array([-1, 1, 1, -1])[truth]}
    features = {
        name: pd.DataFrame(rng.normal(size=(120, 6)) * 3 + 5, columns=[f"{name}_{k}" for k in range(6)]).assign(
            item_id=ids, **{f"{name}_sign": 10 + 0.1 * sign + rng.normal(size=120) * 0.07}
        )
        for name, sign in signs.items()
    }
    return check(sample, "sample"), features


@pytest.fixture
def ambiguous(learnable):
    """The same items, all kept: 6 raters' votes on them, and a sample by the all-inclusive rule; (sample, ratings)."""
    rng = np.random.default_rng(8)
    sample, _ = learnable
    truth = sample["label"].to_numpy()
    votes = pd.DataFrame(
        [
            {"item_id": item, "rater_id": f"r{r}", "scale": "emotion", "label": label, "value": np.nan}
            for item, first in zip(sample["item_id"], truth, strict=True)
            for r, label in enumerate(np.where(rng.random(6) < 0.6, first, rng.choice(LABELS, 6)))
        ]
    )
    counts = pd.crosstab(votes["item_id"], votes["label"]).reindex(sample["item_id"])
    alone = counts.eq(counts.max(axis=1), axis=0).sum(axis=1).eq(1)
    kept = sample[["item_id", "group", "fold"]].assign(
        label=counts.idxmax(axis=1).where(alone).to_numpy(),
        majority=counts.idxmax(axis=1).where(counts.max(axis=1) > 3).to_numpy(),
        **{f"share_{label}": counts[label].to_numpy() / 6 for label in LABELS},
    )
    return check(kept, "sample"), check(votes, "ratings")


@pytest.fixture
def plan():
    """Section `train` of a study, without its models."""
    return {
        "split": {"kind": "group_kfold", "folds": 4},
        "seeds": [1, 2],
        "metrics": ["uar", "accuracy", "macro_f1", "log_loss", "js_divergence"],
        "bootstrap": {"resamples": 100},
    }

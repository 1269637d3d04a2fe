"""All folds and seeds of a network side by side, against one Lightning run for each, in the same process.

    python benchmarks/training.py

10 folds x 3 seeds of a small network on 340 items with 88 features, as in the study of
Emo-DB. The weights of both are compared too. Times are the least of several runs, without
imports; the ratio holds for small networks, where the cost is per step and not per item.
"""

from __future__ import annotations

import time

import numpy as np

from affectflow.studies.train import Network
from affectflow.train import network
from affectflow.train.ensemble import Member
from affectflow.train.material import Material

ITEMS, FEATURES, FOLDS, SEEDS, MEASURED = 340, 88, 10, (1, 2, 3), 3
SPEC = Network(kind="network", features=("voice",))
DEVICE = {"accelerator": "cpu"}


def material() -> Material:
    """Random features that carry some of the class."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 4, ITEMS)
    features = {"voice": rng.normal(size=(ITEMS, FEATURES)) + 0.2 * truth[:, None]}
    return Material(("a", "b", "c", "d"), truth, None, np.arange(ITEMS) % FOLDS, features, {"voice": "audio"})


def train(data: Material, members: list[Member]) -> dict[str, np.ndarray]:
    """Weights of some members, trained in one run of Lightning."""
    ensemble, _ = network.prepare(data, SPEC, members)
    network.train(ensemble, DEVICE)
    return network.learnt(ensemble, members)


def main() -> None:
    """Time both in turn and print the ratio."""
    data = material()
    members = [Member(fold, seed) for seed in SEEDS for fold in range(FOLDS)]
    train(data, members[:1])
    times: dict[str, list[float]] = {"together": [], "one by one": []}
    for _ in range(MEASURED):
        start = time.perf_counter()
        together = train(data, members)
        between = time.perf_counter()
        alone = [train(data, [member]) for member in members]
        times["together"].append(between - start)
        times["one by one"].append(time.perf_counter() - between)
    apart = max(abs(together[name] - values).max() for part in alone for name, values in part.items())
    a, b = min(times["together"]), min(times["one by one"])
    print(f"{len(members)} members together {a:.2f} s, one by one {b:.2f} s: {b / a:.1f} times as long")
    print(f"largest difference of a weight: {apart:.1e}")


if __name__ == "__main__":
    main()

"""The same ensemble of networks trained on an accelerator and on the processor, in one process.

    python benchmarks/accelerator.py

Two sizes: one of the demo's kind, where the cost is per step, and one of a large corpus. The
accelerator is asked to train twice, and the weights of both must be equal to the bit.
Predictions of both devices are compared too. Times are the least of several runs, after one
that is not counted. Needs an accelerator that Lightning knows.
"""

from __future__ import annotations

import os
import time

import numpy as np
import torch

from affectflow.studies.train import Network
from affectflow.train import network
from affectflow.train.material import Material

SIZES = {
    "10 folds x 3 seeds, 340 items, 88 features": (340, 88, 10, (1, 2, 3), {}),
    "5 folds x 3 seeds, 20,000 items, 1,024 features": (20_000, 1024, 5, (1, 2, 3), {"hidden": 512, "epochs": 5}),
}
RUNS = 3


def material(items: int, features: int, folds: int) -> Material:
    """Random features that carry some of the class."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 4, items)
    values = {"voice": rng.normal(size=(items, features)) + 0.2 * truth[:, None]}
    return Material(("a", "b", "c", "d"), truth, None, np.arange(items) % folds, values, {"voice": "audio"})


def main() -> None:
    """Train on both devices, hold the results against each other and print the ratio."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else "an accelerator"
    cores = f"{os.cpu_count()} processor cores ({torch.get_num_threads()} threads)"
    print(f"{name} against {cores}, torch {torch.__version__}")
    for size, (items, features, folds, seeds, options) in SIZES.items():
        data = material(items, features, folds)
        spec = Network.load({"kind": "network", "features": ["voice"]} | options)
        times, fits = {}, {}
        for device in ("gpu", "cpu"):
            taken = []
            for _ in range(RUNS + 1):
                start = time.perf_counter()
                fit = network.fit(data, spec, seeds, {"accelerator": device})
                taken.append(time.perf_counter() - start)
                same = device not in fits or all(
                    np.array_equal(v, fits[device].weights[k]) for k, v in fit.weights.items()
                )
                assert same, f"{device}: two runs, two results"
                fits[device] = fit
            times[device] = min(taken[1:])
        apart = np.abs(fits["gpu"].probabilities - fits["cpu"].probabilities).max()
        right = {device: np.mean(fit.predicted == data.truth) for device, fit in fits.items()}
        equal = np.mean(fits["gpu"].predicted == fits["cpu"].predicted)
        print(
            f"{size}: processor {times['cpu']:.2f} s, accelerator {times['gpu']:.2f} s, ratio "
            f"{times['cpu'] / times['gpu']:.1f}; largest difference of a probability {apart:.1e}, "
            f"equal classes {equal:.2%}; accuracy {right['cpu']:.4f} and {right['gpu']:.4f}; "
            "each device twice the same bits"
        )


if __name__ == "__main__":
    main()

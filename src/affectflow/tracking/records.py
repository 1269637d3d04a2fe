"""Local records of training runs: what the tracker will be told, made from results on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Record:
    """One training run: one model, one seed, one fold.

    `key` is a hash of everything that the run would log, so that the same run is never
    logged twice and a changed one is a new run.
    """

    name: str
    params: dict[str, str]
    metrics: dict[str, float]
    losses: tuple[float, ...]
    tags: dict[str, str]

    @property
    def key(self) -> str:
        """32 hexadecimal digits that identify the record's content."""
        content = [self.name, self.params, self.metrics, self.losses, self.tags]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def records(run: str, scores: dict[str, Any], history: dict[str, Any], models: dict[str, Any]) -> Iterator[Record]:
    """All training runs of a study.

    Args:
        run: the study's run, such as ``"parlor_twin"``.
        scores: `scores.json` by model.
        history: `history.json` by model: rows with fold, seed, epoch and training loss.
        models: the models as the study declares them.

    Yields:
        one record for each model, seed and fold. A metric that is undefined in a fold is
        left out, as a tracker has no word for it; its reason stands in `scores.json`.
    """
    for model, document in sorted(scores.items()):
        losses = _losses(history.get(model, []))
        for seed, fold, metrics in _fits(document):
            yield Record(
                name=f"{run}/{model}/seed{seed}/fold{fold}",
                params={"seed": str(seed), "fold": str(fold), **_flat(models[model])},
                metrics=metrics,
                losses=tuple(losses.get((fold, seed), ())),
                tags={
                    "affectflow.run": run,
                    "affectflow.model": model,
                    "affectflow.data": "SYNTHETIC" if run.endswith("_twin") else "real",
                },
            )


def _losses(history: list[dict[str, Any]]) -> dict[tuple[int, int], list[float]]:
    """Training loss of each fold and seed, in the order of epochs."""
    losses: dict[tuple[int, int], list[float]] = {}
    for row in sorted(history, key=lambda row: row["epoch"]):
        losses.setdefault((row["fold"], row["seed"]), []).append(row["loss"])
    return losses


def _fits(document: dict[str, Any]) -> list[tuple[int, int, dict[str, float]]]:
    fits: dict[tuple[int, int], dict[str, float]] = {}
    for metric, interval in document["metrics"].items():
        for value in interval["per_fold"]:
            fit = fits.setdefault((value["seed"], value["fold"]), {})
            if value["value"] is not None:
                fit[metric] = value["value"]
    return [(seed, fold, metrics) for (seed, fold), metrics in sorted(fits.items())]


def _flat(model: dict[str, Any]) -> dict[str, str]:
    return {key: ", ".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in model.items()}

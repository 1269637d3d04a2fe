"""Loss over epochs of the models that are trained in epochs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...studies.train import Network
from ..blocks import Block, Column, Figure, Table
from ..figures.lines import curves
from ..material import Material
from ..numbers import count, number
from ..words import plain


def learning(material: Material) -> list[Block]:
    """The mean training loss per epoch over folds and seeds; nothing without a history of losses."""
    means = {name: _means(history) for name, history in material.results.history.items()}
    means = {name: found for name, found in means.items() if len(found) > 1}
    if not means:
        return []
    epochs = sorted({epoch for found in means.values() for epoch in found})
    lines = {plain(name): [found[e] for e in sorted(found)] for name, found in means.items()}
    caption = "Training loss by epoch, mean over folds and seeds"
    picture = curves("learning", caption, lines, epochs, _axis(material, set(means)), synthetic=material.synthetic)
    columns = {"epoch": Column("Epoch", count)}
    columns |= {name: Column(plain(name), lambda v: number(v, 3), numeric=True) for name in means}
    rows = [[epoch, *(found.get(epoch) for found in means.values())] for epoch in epochs]
    return [Figure("learning", caption, picture, "losses"), Table("losses", caption, columns, rows, folded=True)]


def _axis(material: Material, shown: set[str]) -> str:
    """What the losses are; losses of several kinds have no unit in common and cannot be compared."""
    declared = material.study.train.models if material.study.train else {}
    networks = [spec for name, spec in declared.items() if name in shown and isinstance(spec, Network)]
    if any(spec.loss != "cross_entropy" or spec.penalty or spec.raters for spec in networks):
        return "training loss (each model’s own; not to be compared)"
    return "training loss (cross-entropy, nats)"


def _means(history: list[dict[str, Any]]) -> dict[int, float]:
    by_epoch: dict[int, list[float]] = defaultdict(list)
    for entry in history:
        if isinstance(entry.get("epoch"), int) and isinstance(entry.get("loss"), int | float):
            by_epoch[entry["epoch"]].append(float(entry["loss"]))
    return {epoch: sum(values) / len(values) for epoch, values in sorted(by_epoch.items())}

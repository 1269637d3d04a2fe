"""What a model learns from, against what the study's target can give it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from .ingest import Target
from .train import Majority, Network, Rule, Train

Conflict = tuple[str, str, list[str]]
"""Path in the study, the word found there, and the words that are allowed."""

NO_VOTES = "nothing, because the target has no ratings"


def label_conflicts(target: Target | None, train: Train) -> Iterator[Conflict]:
    """Each option of a model, and each metric, that the target cannot serve: place, word, what is allowed."""
    if target is None:
        return
    keeps_all = target.source == "ratings" and target.aggregate == "all_inclusive"
    for place, metric in enumerate(train.metrics):
        if metric == "macro_f1_majority" and not keeps_all:
            yield f"train.metrics.{place}", metric, ["other metrics, because only all_inclusive keeps the majority"]
    for name, model in train.models.items():
        path = f"train.models.{name}"
        if isinstance(model, Majority | Network) and model.labels != "hard" and target.source != "ratings":
            yield f"{path}.labels", model.labels, ["hard, because the target has no ratings"]
        if isinstance(model, Network):
            yield from _rule(path, model, keeps_all=keeps_all)
            yield from _loss(path, model, target)


def _rule(path: str, model: Network, *, keeps_all: bool) -> Iterator[Conflict]:
    allowed = [word for kind in get_args(Rule) for word in get_args(kind) or (kind,)]
    if keeps_all and model.rule is None:
        yield f"{path}.rule", "nothing", allowed
    if model.rule is not None and not keeps_all:
        yield (
            f"{path}.rule",
            model.rule,
            ["nothing, because only ingest.target.aggregate: all_inclusive keeps all items"],
        )
    if model.rule == "all_inclusive" and model.labels == "hard":
        yield f"{path}.labels", "hard", ["soft", "set"]


def _loss(path: str, model: Network, target: Target) -> Iterator[Conflict]:
    if (model.loss == "emd") != (model.positions is not None):
        told = "nothing" if model.positions is None else "positions"
        yield f"{path}.positions", told, ["positions with loss emd, and with no other loss"]
    if model.positions is not None and set(model.positions.at) != set(target.labels):
        yield f"{path}.positions.at", ", ".join(model.positions.at), list(target.labels)
    if target.source != "ratings":
        for option, used in (("penalty", model.penalty > 0), ("raters", model.raters is not None)):
            if used:
                yield f"{path}.{option}", option, [NO_VOTES]
        if model.least_share > 0:
            yield f"{path}.least_share", str(model.least_share), [NO_VOTES]

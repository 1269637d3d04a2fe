"""A whole study, and the checks that need more than one of its sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from .analyse import Analysis, Comparison, Expressions, Recovery, Relabelling
from .base import Name, Spec
from .elicit import Elicit
from .ingest import Ingest
from .label_conflicts import Conflict, label_conflicts
from .report import Claim, Report
from .train import Train
from .verify import Verify


class Study(Spec):
    """One file in `params/studies/`; its stem is the study's only name."""

    ingest: Ingest
    elicit: Elicit | None = None
    features: tuple[Name, ...] = ()
    train: Train | None = None
    analyse: dict[Name, Analysis] = Field(default={})
    claims: dict[Name, Claim] = Field(default={})
    deviations: dict[str, str] = Field(
        default={}, description="place in the study that differs from the preregistered one -> why"
    )
    report: Report = Field(description="title and order of the sections")
    verify: Verify = Field(default=Verify(), description="how near recomputed numbers must come")


def names_used(raw: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Names of catalogue entries in a study that need not be valid: place, catalogue, name."""
    ingest, features = raw.get("ingest"), raw.get("features")
    if isinstance(ingest, dict) and isinstance(ingest.get("dataset"), str):
        yield "ingest.dataset", "datasets", ingest["dataset"]
    for place, name in enumerate(features if isinstance(features, list) else []):
        if isinstance(name, str):
            yield f"features.{place}", "features", name


def conflicts(study: Study) -> Iterator[Conflict]:
    """Everything in a valid study that names another part of it which is not there."""
    if study.train:
        yield from _train_conflicts(study)
    for name, analysis in study.analyse.items():
        yield from _analysis_conflicts(study, f"analyse.{name}", analysis)


def _train_conflicts(study: Study) -> Iterator[Conflict]:
    assert study.train
    if study.ingest.target is None:
        yield "ingest.target", "nothing", ["a target, because the study trains models"]
    if "analyses" in study.train.models:
        yield "train.models", "analyses", ["any other name, because results of analyses lie there"]
    for name, model in study.train.models.items():
        for place, used in enumerate(getattr(model, "features", ())):
            if used not in study.features:
                yield f"train.models.{name}.features.{place}", used, sorted(study.features)
    yield from label_conflicts(study.ingest.target, study.train)


def _analysis_conflicts(study: Study, path: str, analysis: Analysis) -> Iterator[Conflict]:
    models = sorted(study.train.models) if study.train else []
    if isinstance(analysis, Comparison):
        for part, name in [("reference", analysis.reference)] + [
            (f"against.{place}", name) for place, name in enumerate(analysis.against)
        ]:
            if name not in models:
                yield f"{path}.{part}", name, models
        if study.train and analysis.metric not in study.train.metrics:
            yield f"{path}.metric", analysis.metric, list(study.train.metrics)
    if isinstance(analysis, Expressions):
        yield from _expressions_conflicts(study, path, analysis)
    target = study.ingest.target
    if isinstance(analysis, Relabelling) and analysis.vad is None and not (target and target.vad):
        yield f"{path}.vad", "nothing", ["emotions as distributions, here or under ingest.target.vad"]
    if isinstance(analysis, Recovery):
        for name, check in analysis.checks.items():
            stem = check.observed.split("#")[0].removeprefix("analyses/").removesuffix(".json")
            others = sorted(set(study.analyse) - {path.split(".")[1]})
            if stem not in others:
                yield f"{path}.checks.{name}.observed", stem, others


def _expressions_conflicts(study: Study, path: str, analysis: Expressions) -> Iterator[Conflict]:
    labels = study.ingest.target.labels if study.train and study.ingest.target else ()
    if analysis.label not in labels:
        yield f"{path}.label", analysis.label, list(labels)
    models = sorted(study.train.models) if study.train else []
    if analysis.model is not None and analysis.model not in models:
        yield f"{path}.model", analysis.model, models

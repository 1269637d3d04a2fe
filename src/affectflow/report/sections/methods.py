"""A methods section, written from the study's declaration and its results; no number is typed here."""

from __future__ import annotations

from collections.abc import Iterable

from ...studies.analyse import Aggregation, Agreement, Comparison, Recovery, Relabelling, Trial
from ..blocks import Block, Column, Prose, Section, Table
from ..material import Material
from ..numbers import exact, listing
from ..words import MODALITIES, plain
from . import wording, wording_aggregation, wording_analyses


def build(material: Material) -> Section:
    """Prose on data, features, models, evaluation, agreement and trial, as far as declared."""
    parts: list[Block] = [Prose(wording.data(material), "Data and target")]
    if material.features:
        parts += [Prose(wording.features(material), "Features"), _features(material)]
    if material.study.train:
        parts.append(Prose(wording.models(material), "Models"))
        parts.append(Prose(wording.evaluation(material), "Evaluation"))
    for heading, paragraphs in _analyses(material):
        parts += [Prose(paragraphs, heading)] if paragraphs else []
    return Section("methods", "Methods", "", parts)


def _analyses(material: Material) -> Iterable[tuple[str, list[str]]]:
    told: dict[str, list[str]] = {
        "Agreement": [],
        "Emotions as distributions": [],
        "Aggregation": [],
        "Trial": [],
        "Comparison of models": [],
        "Recovery": [],
    }
    for name, spec in material.study.analyse.items():
        match spec:
            case Agreement():
                told["Agreement"] += wording_analyses.agreement(material, name, spec)
            case Relabelling():
                told["Emotions as distributions"] += wording_analyses.relabelling(material, name, spec)
            case Aggregation():
                told["Aggregation"] += wording_aggregation.aggregation(material, name, spec)
            case Trial():
                told["Trial"] += wording_analyses.trial(material, name, spec)
            case Comparison():
                told["Comparison of models"] += wording_analyses.comparison(material, name, spec)
            case Recovery() if material.synthetic:
                told["Recovery"] += wording_analyses.recovery(material, name, spec)
    return told.items()


def _features(material: Material) -> Table:
    columns = {
        "features": Column("Feature set"),
        "modality": Column("From the", lambda m: MODALITIES.get(m, m)),
        "title": Column("What it is"),
        "options": Column("Options"),
        "licence": Column("Licence"),
    }
    rows = []
    for name, found in material.features.items():
        options = {key: value for key, value in found.extractor.plain().items() if key != "kind"}
        told = [f"{plain(k)} {exact(v) if isinstance(v, int | float) else v}" for k, v in options.items()]
        rows.append([name, found.modality, found.title, listing(told) or None, found.licence.name])
    return Table("feature-sets", "Feature sets of the study", columns, rows)

"""A methods section, written from the study's declaration and its results; no number is typed here."""

from __future__ import annotations

from ..blocks import Prose, Section
from ..material import Material
from . import wording


def build(material: Material) -> Section:
    """Prose on data, features, models, evaluation, agreement and trial, as far as declared."""
    study = material.study
    parts = [Prose(wording.data(material), "Data and target")]
    if material.features:
        parts.append(Prose(wording.features(material), "Features"))
    if study.train:
        parts.append(Prose(wording.models(material), "Models"))
        parts.append(Prose(wording.evaluation(material), "Evaluation"))
    for kind, heading, write in (
        ("agreement", "Agreement", wording.agreement),
        ("trial", "Trial", wording.trial),
        ("comparison", "Comparison of models", wording.comparison),
        ("recovery", "Recovery", wording.recovery),
    ):
        found = [paragraph for name, spec in study.analyse.items() if spec.kind == kind for paragraph in write(material, name, spec)]
        if kind != "recovery" or material.synthetic:
            parts += [Prose(found, heading)] if found else []
    return Section("methods", "Methods", "", parts)

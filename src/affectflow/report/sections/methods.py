"""A methods section, written from the study's declaration and its results; no number is typed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..blocks import Block, Column, Prose, Section, Table
from ..material import Material
from ..numbers import exact, listing
from ..words import MODALITIES, plain
from . import (
    wording,
    wording_aggregation,
    wording_analyses,
    wording_baseline,
    wording_conditions,
    wording_effects,
    wording_events,
    wording_expressions,
    wording_imputation,
    wording_longitudinal,
    wording_observational,
    wording_ratings,
    wording_reviews,
    wording_timed,
)

WORDINGS: dict[str, tuple[str, Callable[[Material, str, Any], list[str]]]] = {
    "agreement": ("Agreement", wording_analyses.agreement),
    "aggregation": ("Aggregation", wording_aggregation.aggregation),
    "episodes": ("Timed episodes", wording_timed.episodes),
    "traces": ("Traces", wording_timed.traces),
    "judges": ("Judges", wording_ratings.judges),
    "rated_conditions": ("Rated conditions", wording_conditions.rated_conditions),
    "sets": ("Sets", wording_ratings.sets),
    "relabelling": ("Emotions as distributions", wording_ratings.relabelling),
    "baseline": ("Participants at baseline", wording_baseline.baseline),
    "trial": ("Trial", wording_analyses.trial),
    "anova": ("Analysis of variance", wording_effects.anova),
    "differences": ("Differences", wording_effects.differences),
    "imputation": ("Missing outcomes", wording_imputation.imputation),
    "events": ("Events", wording_events.events),
    "ordinal": ("Ordered outcomes", wording_events.ordinal),
    "reliable_change": ("Reliable change", wording_events.reliable_change),
    "longitudinal": ("Outcomes over time", wording_longitudinal.longitudinal),
    "comparison": ("Comparison of models", wording_analyses.comparison),
    "expressions": ("Expressions", wording_expressions.expressions),
    "prisma": ("Flow of records", wording_reviews.prisma),
    "frequencies": ("Codings", wording_reviews.frequencies),
    "meta_analysis": ("Meta-analysis", wording_reviews.meta_analysis),
    "exposure": ("Effects of exposures", wording_observational.exposure),
    "regression": ("Regression", wording_observational.regression),
    "recovery": ("Recovery", wording_analyses.recovery),
}
"""By kind of analysis: the heading of its paragraphs, and what writes them."""


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
    told: dict[str, list[str]] = {heading: [] for heading, _ in WORDINGS.values()}
    for name, spec in material.study.analyse.items():
        if spec.kind in WORDINGS and (material.synthetic or spec.kind != "recovery"):
            heading, wording_of = WORDINGS[spec.kind]
            told[heading] += wording_of(material, name, spec)
    # Analyses that differ in their scale alone are told once.
    return [(heading, list(dict.fromkeys(paragraphs))) for heading, paragraphs in told.items()]


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

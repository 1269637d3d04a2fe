"""`report:` and `claims:` what a reader is shown, and which published figures it is held against."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Name, Spec

Section = Literal[
    "claims", "preregistration", "data", "recovery", "responses", "agreement", "aggregation", "traces", "episodes",
    "judges", "sets", "relabelling", "models", "expressions", "prisma", "frequencies", "meta_analysis", "baseline",
    "trial", "longitudinal", "anova", "differences", "events", "ordinal", "reliable_change", "imputation", "exposure",
    "regression", "rated_conditions", "power", "methods", "provenance",
]  # fmt: skip


TEXT = (
    "a number is bound to a result, {flow.json#/groups} or {fusion/scores.json#/metrics/uar/estimate:.3f}, or held "
    "against it, {analyses/trial.json#/ancova/post/effects/coaching/estimate = -5.27}, or meant, {= 60}; no other digit"
)
"""How a study's own text states numbers; `affectflow.studies.prose` has the whole language."""


class Report(Spec):
    """Title, question, summary and the order of sections; a section without results is left out.

    Numbers in title, question and summary are bound to results (`affectflow.studies.prose`).
    """

    title: str = Field(description=f"what the study is called; {TEXT}")
    question: str = Field(default="", description=f"what the study asks, one or two sentences; {TEXT}")
    summary: tuple[str, ...] = Field(default=(), description=f"what the study found, in paragraphs; {TEXT}")
    sections: tuple[Section, ...] = (
        "claims", "preregistration", "recovery", "data", "responses", "agreement", "aggregation", "traces",
        "episodes", "judges", "sets", "relabelling", "models", "expressions", "prisma", "frequencies",
        "meta_analysis", "baseline", "trial", "longitudinal", "anova", "differences", "events", "ordinal",
        "reliable_change", "imputation", "exposure", "regression", "rated_conditions", "power", "methods",
        "provenance",
    )  # fmt: skip


class Claim(Spec):
    """A figure that a paper states, and the result that should equal it.

    `observed` is `<file below the study's results>#/<path in its JSON>`; the claim is
    reproduced when |observed - published| <= tolerance. A synthetic twin tests no claim.
    """

    text: str = Field(description=f"what the figure is; {TEXT}")
    published: float
    observed: Annotated[str, Field(pattern=r"^[^#]+#/.+$")]
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    source: str = Field(default="", description="where the figure is published")


Claims = dict[Name, Claim]

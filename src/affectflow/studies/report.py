"""`report:` and `claims:` what a reader is shown, and which published figures it is held against."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Name, Spec

Section = Literal["claims", "data", "recovery", "responses", "agreement", "models", "trial", "methods", "provenance"]


class Report(Spec):
    """Title, question and the order of sections; a section without results is left out."""

    title: str
    question: str = Field(default="", description="what the study asks, one or two sentences")
    sections: tuple[Section, ...] = (
        "claims", "recovery", "data", "responses", "agreement", "models", "trial", "methods", "provenance",
    )  # fmt: skip


class Claim(Spec):
    """A figure that a paper states, and the result that should equal it.

    `observed` is `<file below the study's results>#/<path in its JSON>`; the claim is
    reproduced when |observed - published| <= tolerance. A synthetic twin tests no claim.
    """

    text: str
    published: float
    observed: Annotated[str, Field(pattern=r"^[^#]+#/.+$")]
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    source: str = Field(default="", description="where the figure is published")


Claims = dict[Name, Claim]

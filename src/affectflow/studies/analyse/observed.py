"""What analyses without randomisation share: an outcome, and covariates that go into a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from ..base import Name, Spec
from .names import Names, given


class Measured(Spec):
    """An outcome of a person.

    Attributes:
        form: `value` at the occasion; `change`, the occasion minus the baseline; `adjusted`, the value with the
            baseline among the covariates.
    """

    measure: Name
    occasion: Name
    baseline: Name | None = None
    form: Literal["value", "change", "adjusted"] = "value"

    def named(self, place: str) -> Names:
        """Its measure and occasions, by their places in the analysis."""
        occasions = {f"{place}.occasion": self.occasion} | given(f"{place}.baseline", self.baseline)
        return Names(measures={f"{place}.measure": self.measure}, occasions=occasions)

    @model_validator(mode="after")
    def _baseline_is_read(self):
        if (self.form == "value") != (self.baseline is None):
            raise ValueError("a baseline exactly where form is change or adjusted")
        if self.baseline == self.occasion:
            raise ValueError("another baseline than the occasion itself")
        return self


ARM = "arm"
"""The term that is the participants' arm; others are covariates."""


class Term(Spec):
    """A covariate of a model, or `arm`: a number as it is, labels each against the reference."""

    reference: str | None = Field(default=None, description="the label that others are held against")


def terms_named(part: str, terms: Mapping[str, Term]) -> Names:
    """The covariates of a model and their reference labels or arm, by their places in the analysis."""
    traits = {name: term for name, term in terms.items() if name != ARM}
    labels = {f"{part}.{name}.reference": (name, term.reference) for name, term in traits.items() if term.reference}
    arms = given(f"{part}.{ARM}.reference", terms[ARM].reference if ARM in terms else None)
    return Names(covariates={f"{part}.{name}": name for name in traits}, labels=labels, arms=arms)

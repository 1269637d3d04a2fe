"""`analyse: {kind: regression}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Name, Spec, distinct
from .names import Names, given, numbered
from .observed import Measured, Term, terms_named
from .persons import OfPersons


class Family(Spec):
    """Terms whose tests are one question, and how their p-values are adjusted together."""

    terms: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    method: Literal["holm", "benjamini_hochberg"] = "holm"


class Regression(OfPersons):
    """Least squares of an outcome on covariates, with errors that allow for clusters of rows.

    A trial whose arms were drawn for whole clusters (classes, therapists) is one with the term `arm` and those
    `clusters`.

    Attributes:
        terms: covariates, or `arm`; labels each against a reference.
        clusters: covariates whose labels say which rows belong together; two are crossed. Without any, each row
            is its own cluster.
        covariance: CR2 (Bell and McCaffrey, with Satterthwaite's degrees of freedom) is for one kind of cluster;
            CR1S has the factor that Stata uses.
        random_intercept: the cluster of a mixed model that is fitted beside.
        standardise: numeric terms, or these and the outcome, in standard deviations.
        smallest: the smallest effect that matters, in the unit of the coefficients.
    """

    kind: Literal["regression"]
    outcome: Measured
    terms: Annotated[dict[Name, Term], Field(min_length=1)]
    clusters: Annotated[tuple[Name, ...], Field(max_length=2), AfterValidator(distinct)] = ()
    covariance: Literal["CR0", "CR1", "CR1S", "CR2"] = "CR2"
    random_intercept: Name | None = None
    standardise: Literal["none", "terms", "terms_and_outcome"] = "none"
    smallest: Annotated[float, Field(gt=0)] | None = None
    family: Family | None = None

    @property
    def uses(self) -> Names:
        """Its measures, occasions, arms and covariates."""
        clusters = numbered("clusters", self.clusters) | given("random_intercept", self.random_intercept)
        return self.outcome.named("outcome") | terms_named("terms", self.terms) | Names(covariates=clusters)

    @model_validator(mode="after")
    def _parts_fit(self):
        if len(self.clusters) == 2 and self.covariance == "CR2":
            raise ValueError("CR0, CR1 or CR1S where clusters are of two kinds: CR2 is defined for one")
        unknown = sorted(set(self.family.terms) - set(self.terms)) if self.family else []
        if unknown:
            raise ValueError(f"family.terms that are among the terms; {', '.join(unknown)} is not")
        return self

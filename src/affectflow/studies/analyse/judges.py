"""`analyse: {kind: judges}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Bootstrap, Name, Spec, distinct

Form = Literal["ICC(A,1)", "ICC(C,1)", "ICC(A,k)", "ICC(C,k)"]
Raters = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]


class Grade(Spec):
    """A name for judges whose interval lies high enough, is narrow enough, or both."""

    name: str
    least: float | None = Field(default=None, description="the interval's lower end is at least this")
    width: Annotated[float, Field(gt=0)] | None = Field(default=None, description="the interval is at most this wide")


class Verdict(Spec):
    """How reliable a judge is called: by thresholds that the study declares, and by no others."""

    form: Form = "ICC(A,1)"
    interval: Literal["f", "bootstrap"] = Field(default="f", description="F distribution, or bootstrap of the unit")
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    otherwise: str = Field(description="what a judge is called that has none of the grades")


class Judges(Spec):
    """How far judges, such as language models, agree with people, and by how much they inflate.

    `people` together are their mean or median. Judges are compared with it by intraclass correlations, the mean
    difference with limits of agreement, and quadratic-weighted kappas; and their agreement with single persons is
    held against that of the persons among themselves. Scales stand in named groups; the mean of a group's scales
    is analysed like a scale.

    Unit `item` compares items; `condition` compares means over the items of a condition (the model that wrote
    them), which says how well judges rank conditions. `own` names for a judge the condition that is its own
    work, which it does not judge. `metrics` names automatic metrics and the scale they are on; they are
    correlated with what people say, and a corpus need not have them.
    """

    kind: Literal["judges"]
    people: Raters
    judges: Annotated[tuple[str, ...], AfterValidator(distinct)] = ()
    groups: Annotated[dict[Name, Annotated[tuple[Name, ...], Field(min_length=1)]], Field(min_length=1)]
    combine: Literal["mean", "median"] = "mean"
    unit: Literal["item", "condition"] = "item"
    cluster: Literal["item_id", "speaker_id", "session_id"] = Field(
        default="item_id", description="column of items whose values are drawn whole, because their items go together"
    )
    own: dict[str, str] = Field(default={}, description="judge -> condition that it does not judge")
    kappa: Literal["values", "positions"] = Field(
        default="values", description="distance of two ratings: of their values, or of their places among those used"
    )
    metrics: dict[str, Name] = Field(default={}, description="automatic metric -> the scale that it is on")
    verdict: Verdict | None = None
    bootstrap: Bootstrap = Bootstrap()

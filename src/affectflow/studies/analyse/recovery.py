"""`analyse: {kind: recovery}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Name, Spec


class Check(Spec):
    """One planted effect and the result that must recover it.

    `planted` and `observed` are `<file>#/<path>`; an observed interval has `estimate`,
    `low` and `high`. Rules: `covers` (the interval contains the planted value), `above`
    and `not_above` (the whole interval is, or is not, above the planted value),
    `within_sampling_error` (largest standardised deviation of a matrix, Bonferroni).
    Numbers in `text` are bound to results (`affectflow.studies.prose`).
    """

    planted: str
    observed: str
    rule: Literal["covers", "above", "not_above", "within_sampling_error"]
    text: str


class Recovery(Spec):
    """What was planted in a synthetic twin against what the workflow measured; twins only."""

    kind: Literal["recovery"]
    checks: Annotated[dict[Name, Check], Field(min_length=1)]

"""What counts as an event."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from ..base import Name, Spec


class Happened(Spec):
    """What counts as the event, where the measure is not itself 0 or 1.

    Attributes:
        of: the value at the occasion, or its change: occasion minus baseline.
        direction: on which side of `threshold` the event is.
        threshold: in scale points.
        baseline: occasion that changes are counted from; exactly where `of` is `change`.
    """

    of: Literal["value", "change"] = "value"
    direction: Literal["at_least", "above", "at_most", "below"]
    threshold: float
    baseline: Name | None = None

    @model_validator(mode="after")
    def _change_has_a_start(self):
        if (self.of == "change") != (self.baseline is not None):
            raise ValueError("baseline exactly where 'of' is change")
        return self

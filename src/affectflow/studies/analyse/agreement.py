"""`analyse: {kind: agreement}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Bootstrap, Count, Name, Spec


class Agreement(Spec):
    """Krippendorff's alpha with a bootstrap interval over items, and each rater's confusion matrix.

    Confusions are estimated from the votes alone by Dawid and Skene's EM algorithm.
    """

    kind: Literal["agreement"]
    scale: Name
    level_of_measurement: Literal["nominal"] = "nominal"
    bootstrap: Bootstrap = Bootstrap()
    max_iterations: Count = 500
    tolerance: Annotated[float, Field(gt=0)] = 1e-9
    min_alpha: float | None = Field(default=None, description="the study stops below this alpha")

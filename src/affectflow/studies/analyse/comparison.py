"""`analyse: {kind: comparison}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Name, Spec
from ..train import Metric


class Comparison(Spec):
    """Paired differences of models on the same items, bootstrap over the split's groups."""

    kind: Literal["comparison"]
    reference: Name
    against: Annotated[tuple[Name, ...], Field(min_length=1)]
    metric: Metric = "uar"

"""`analyse: {kind: comparison}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Name, Spec


class Comparison(Spec):
    """Paired differences of models on the same items, bootstrap over the split's groups."""

    kind: Literal["comparison"]
    reference: Name
    against: Annotated[tuple[Name, ...], Field(min_length=1)]
    metric: Literal["uar", "accuracy", "macro_f1", "log_loss", "js_divergence"] = "uar"

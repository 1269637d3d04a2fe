"""Counts of what a study leaves out at each step, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass
class Flow:
    """The items that are left, and the steps that led there.

    Attributes:
        items: the items left so far.
        steps: one `{"name", "n", "removed": {reason: n}}` for each step; n is what it left.
    """

    items: pd.DataFrame
    steps: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, name: str, why_not: pd.Series) -> Flow:
        """Take a step.

        Args:
            name: of the step.
            why_not: reason to remove an item, missing where it stays; indexed by item_id.

        Returns:
            the flow after the step.
        """
        reasons = why_not.reindex(self.items["item_id"])
        left = self.items[reasons.isna().to_numpy()].reset_index(drop=True)
        removed = {str(reason): int(n) for reason, n in reasons.value_counts().sort_index().items()}
        return Flow(left, [*self.steps, {"name": name, "n": len(left), "removed": removed}])


def start(items: pd.DataFrame) -> Flow:
    """The flow before anything is removed."""
    first = {"name": "items of the corpus", "n": len(items), "removed": {}}
    return Flow(items.sort_values("item_id", ignore_index=True), [first])

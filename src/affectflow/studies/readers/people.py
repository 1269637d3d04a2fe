"""The reader of trials, whose columns a user names."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class TrialTables(Reading):
    """Placeholder."""

    hides: ClassVar[frozenset[str]] = frozenset(["participant_id"])
    kind: Literal["trial_tables"]

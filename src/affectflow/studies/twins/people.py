"""The generators of trials and of rated sessions."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class TrialTablesTwin(Spec):
    """Placeholder."""

    kind: Literal["trial_tables"]
    seed: Seed = 1


class RatedSessionsTwin(Spec):
    """Placeholder."""

    kind: Literal["rated_sessions"]
    seed: Seed = 1

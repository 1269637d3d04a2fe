"""What is said when results cannot be computed again."""

from __future__ import annotations

from ..errors import AffectflowError


class VerificationError(AffectflowError):
    """A verification cannot be begun or finished; says nothing about whether the results hold."""

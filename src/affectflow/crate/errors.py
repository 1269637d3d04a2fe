"""Why a study cannot be exported."""

from __future__ import annotations

from ..errors import AffectflowError


class ExportError(AffectflowError):
    """A run has no complete and current results, or its report may not leave this machine."""

"""The twin of a trial: participants, scores and losses with planted effects, in any layout that can be mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...studies.twins.people import TrialTablesTwin
from .draws import draw
from .files import write
from .sheets import sheets
from .truths import truths


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the files that the layout names; see `affectflow.twins.generate`.

    Returns:
        what is planted, see `truths`.
    """
    spec = TrialTablesTwin.load(twin)
    drawn = draw(spec)
    for place, sheet in sheets(spec, drawn).items():
        write(root / place, sheet)
    return truths(spec, drawn)

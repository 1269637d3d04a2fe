"""Says all refusals at once, in the words of an error."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import AffectflowError, Problem
from .gate import Refusal

HINT = (
    "`affectflow withhold` leaves a table here and a stand-in in its place; or, where the licence and the people in it "
    "let it go, state so under 'licence.release' in that file, and why."
)


class ReleaseError(AffectflowError):
    """Files may not leave this machine."""


def explain(refused: Iterable[Refusal]) -> ReleaseError:
    """One problem for each column and reason; files that share them are counted."""
    together: dict[tuple[str | None, str], list[str]] = {}
    for refusal in refused:
        together.setdefault((refusal.column, refusal.reason), []).append(refusal.path)
    return ReleaseError(_problem(column, reason, paths) for (column, reason), paths in together.items())


def _problem(column: str | None, reason: str, paths: list[str]) -> Problem:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    hint = f"{reason} {HINT}" if reason.startswith("params/") else reason
    return Problem(paths[0] + more, f"column '{column}'" if column else "", "what may not leave", "what may", hint)

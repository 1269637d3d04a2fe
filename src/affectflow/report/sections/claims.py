"""Figures that the study claims, held against what was found."""

from __future__ import annotations

from typing import Any

from ..blocks import Column, Section, Table, pill
from ..claims import Verdict, tally
from ..material import Material
from ..numbers import exact, listing, number, plural

TONES = {"reproduced": "good", "differs": "bad", "not tested": "open"}


def build(material: Material) -> Section | None:
    """One row per claim; a twin's claims are listed as not tested."""
    verdicts = material.verdicts
    if not verdicts:
        return None
    counts = [f"{n} {outcome}" for outcome, n in tally(verdicts).items() if n]
    lead = f"The study states {plural(len(verdicts), 'figure')}: {listing(counts)}."
    return Section("claims", "Claims", lead, [_table(verdicts)])


def _table(verdicts: list[Verdict]) -> Table:
    columns = {
        "claim": Column("Claim"),
        "outcome": Column("Verdict", _verdict),
        "published": Column("Published", exact, numeric=True),
        "observed": Column("Observed", _precise, numeric=True),
        "difference": Column("Difference", _signed, numeric=True),
        "tolerance": Column("Tolerance", exact, numeric=True),
        "looked_up": Column("Looked up at"),
        "why": Column("Why not tested"),
    }
    rows = [dict(zip(columns, _row(verdict), strict=True)) for verdict in verdicts]
    columns = {name: column for name, column in columns.items() if any(row[name] is not None for row in rows)}
    return Table(
        "claims",
        "Published figures, what this run observed, and whether they agree within the stated tolerance",
        columns,
        [[row[name] for name in columns] for row in rows],
        note="Reproduced: the absolute difference of observed and published is at most the tolerance.",
    )


def _row(verdict: Verdict) -> list[Any]:
    claim = verdict.claim
    text = f"{claim.text} ({claim.source})" if claim.source else claim.text
    numbers = [claim.published, verdict.observed, verdict.difference, claim.tolerance]
    return [text, verdict.outcome, *numbers, claim.observed, verdict.why or None]


def _precise(value: float) -> str:
    return number(value, 4)


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + number(value, 4)


def _verdict(outcome: str) -> str:
    return pill(TONES[outcome], outcome)  # type: ignore[arg-type]

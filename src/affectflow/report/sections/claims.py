"""Figures that the study claims, held against what was found, and the numbers in its own text."""

from __future__ import annotations

from typing import Any

from ..blocks import Column, Section, Table, pill
from ..claims import Verdict, tally
from ..material import Material
from ..numbers import exact, listing, number, plural
from ..prose import Stated

TONES = {"reproduced": "good", "differs": "bad", "not tested": "open"}


def build(material: Material) -> Section | None:
    """One row per claim, and one per number in the study's text; a twin's claims are listed as not tested."""
    verdicts = material.verdicts
    stated = [number for told in material.told.values() for number in told.numbers]
    if not verdicts and not stated:
        return None
    tables = ([_claims(material)] if verdicts else []) + ([_stated(stated)] if stated else [])
    return Section("claims", "Claims", _lead(verdicts), tables)


def _lead(verdicts: list[Verdict]) -> str:
    if not verdicts:
        return "The study states no published figures."
    words = {outcome: "differ" if outcome == "differs" and n > 1 else outcome for outcome, n in tally(verdicts).items()}
    counts = [f"{n} {words[outcome]}" for outcome, n in tally(verdicts).items() if n]
    return f"The study states {plural(len(verdicts), 'figure')}: {listing(counts)}."


def _claims(material: Material) -> Table:
    columns = {
        "claim": Column("Claim"),
        "source": Column("Published in"),
        "outcome": Column("Verdict", _verdict),
        "published": Column("Published", exact, numeric=True),
        "observed": Column("Observed", _precise, numeric=True),
        "difference": Column("Difference", _signed, numeric=True),
        "tolerance": Column("Tolerance", exact, numeric=True),
        "looked_up": Column("Looked up at"),
        "why": Column("Why not tested"),
    }
    # What was not reproduced comes first: it is what a reader looks for.
    verdicts = sorted(material.verdicts, key=lambda verdict: verdict.outcome == "reproduced")
    rows = [dict(zip(columns, _row(material, verdict), strict=True)) for verdict in verdicts]
    columns = {name: column for name, column in columns.items() if any(row[name] is not None for row in rows)}
    return Table(
        "claims",
        "Published figures, what this run observed, and whether they agree within the stated tolerance",
        columns,
        [[row[name] for name in columns] for row in rows],
        note="Reproduced: the absolute difference of observed and published is at most the tolerance.",
    )


def _row(material: Material, verdict: Verdict) -> list[Any]:
    claim, text = verdict.claim, material.told[f"claims.{verdict.name}.text"].plain
    numbers = [claim.published, verdict.observed, verdict.difference, claim.tolerance]
    return [text, claim.source or None, verdict.outcome, *numbers, claim.observed, verdict.why or None]


def _stated(stated: list[Stated]) -> Table:
    columns = {
        "place": Column("Place in the study"),
        "shown": Column("Shown"),
        "looked_up": Column("Looked up at"),
        "typed": Column("Typed by the author"),
    }
    return Table(
        "stated-numbers",
        "Numbers in the study’s own text, and the results behind them",
        columns,
        [[number.place, number.shown, number.source, number.typed] for number in stated],
        note="A number that the author typed is held against the result: the report is not made when they differ.",
        folded=True,
    )


def _precise(value: float) -> str:
    return number(value, 4)


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + number(value, 4)


def _verdict(outcome: str) -> str:
    return pill(TONES[outcome], outcome)  # type: ignore[arg-type]

"""What was planted in the twin against what the workflow measured."""

from __future__ import annotations

from typing import Any

from ..blocks import Column, Section, Table, pill
from ..material import Material
from ..numbers import interval, number, plural
from ..words import plain

RULES = {
    "covers": "the interval contains the planted value",
    "above": "the whole interval is above the planted value",
    "not_above": "the whole interval is not above the planted value",
    "within_sampling_error": "no cell is farther off than sampling error allows (Bonferroni)",
}


def build(material: Material) -> Section | None:
    """One row per planted effect."""
    found = material.results.analysis("recovery")
    if not found:
        return None
    good, of = sum(r["recovered"] for _, r in found), sum(r["of"] for _, r in found)
    lead = (
        f"The twin's effects were planted before the workflow measured them. "
        f"{good} of {plural(of, 'planted effect')} {'was' if of == 1 else 'were'} recovered."
    )
    return Section("recovery", "Recovery of planted effects", lead, [_table(name, r) for name, r in found])


def _table(name: str, result: dict[str, Any]) -> Table:
    return Table(
        name,
        "Planted effects, what the workflow observed, and the rule that decides",
        {
            "check": Column("Planted effect"),
            "planted": Column("Planted", _value, numeric=True),
            "observed": Column("Observed [interval]", _value, numeric=True),
            "rule": Column("Recovered when", lambda rule: RULES.get(rule, plain(rule))),
            "verdict": Column("Verdict", lambda v: pill("good" if v == "recovered" else "bad", v)),
            "why": Column("Why"),
        },
        [
            [c["text"], _single(c["planted"]), c["observed"], c["rule"],
             "recovered" if c["recovered"] else "not recovered", c.get("why") or ""]
            for c in result["checks"].values()
        ],
    )  # fmt: skip


def _single(planted: Any) -> Any:
    """A planted matrix is told by its size; the agreement section shows it."""
    return planted if isinstance(planted, int | float) else f"matrix of {len(planted)}" if planted else None


def _value(value: Any) -> str:
    if isinstance(value, dict):
        if "estimate" in value:
            return interval(value)
        return ", ".join(f"{plain(k)} {number(v)}" for k, v in value.items() if isinstance(v, int | float))
    return number(value) if isinstance(value, int | float) else str(value)

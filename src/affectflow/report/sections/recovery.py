"""What was planted in the twin against what the workflow measured."""

from __future__ import annotations

import re
from typing import Any

from ...studies.analyse import Recovery
from ..blocks import Column, Section, Table, pill
from ..material import Material, in_order
from ..numbers import MINUS, interval, is_undefined, number, plural
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
        f"The twin’s effects were planted before the workflow measured them. "
        f"{good} of {plural(of, 'planted effect')} {'was' if of == 1 else 'were'} recovered."
    )
    return Section("recovery", "Recovery of planted effects", lead, [_table(material, *pair) for pair in found])


def _table(material: Material, name: str, result: dict[str, Any]) -> Table:
    spec = material.study.analyse.get(name)
    checks = in_order(result["checks"], list(spec.checks) if isinstance(spec, Recovery) else [])
    rules = [f"{plain(rule)}: {RULES.get(rule, '')}" for rule in sorted({c["rule"] for c in checks.values()})]
    return Table(
        name,
        "Planted effects, what the workflow observed, and the rule that decides",
        {
            "check": Column("Planted effect"),
            "verdict": Column("Verdict", lambda v: pill("good" if v == "recovered" else "bad", v)),
            "planted": Column("Planted", _value, numeric=True),
            "observed": Column("Observed [interval]", _value, numeric=True),
            "rule": Column("Rule", plain),
            "why": Column("Why", _minus),
        },
        [
            [_text(material, name, key, c["text"]), "recovered" if c["recovered"] else "not recovered", c["planted"],
             c["observed"], c["rule"], c.get("why")]
            for key, c in checks.items()
        ],
        note=f"{'; '.join(rules)}.",
    )  # fmt: skip


def _text(material: Material, name: str, key: str, written: str) -> str:
    """The check's words with the results in them; as they were written where the study no longer has the check."""
    told = material.told.get(f"analyse.{name}.checks.{key}.text")
    return told.plain if told else written


def _value(value: Any) -> str:
    """A number, an interval, or for matrices a word and the cell that is farthest off."""
    if isinstance(value, dict):
        if "low" in value:
            return interval(value)
        known = not is_undefined(value.get("estimate"))
        return f"{number(value['estimate'], 3)} in the farthest cell" if known else "see why"
    return number(value) if isinstance(value, int | float) else str(value)


def _minus(words: str) -> str:
    """A hyphen before a digit is a minus in a sentence that a stage wrote."""
    return re.sub(r"(?<![\w.-])-(?=\d)", MINUS, words)

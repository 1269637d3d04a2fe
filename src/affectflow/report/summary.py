"""What the index shows of a run; written beside each report, so that the index needs no results."""

from __future__ import annotations

from typing import Any

from .claims import tally
from .material import Material
from .numbers import count, is_undefined, percent, plural, single, span
from .sections import trial_prose
from .sections.trial import UNIT
from .words import metric, plain, unit


def summary(material: Material) -> dict[str, Any]:
    """The entry of a run in the index, as plain data.

    Returns:
        dict with run, href, title, question, dataset, synthetic, headlines (label, estimate,
        interval and n, as text), claims (a count for each outcome, or None) and recovery
        (recovered and of, or None).
    """
    found = material.results.analysis("recovery")
    recovered = {"recovered": sum(r["recovered"] for _, r in found), "of": sum(r["of"] for _, r in found)}
    return {
        "run": material.run,
        "href": f"{material.run}/index.html",
        "title": material.title,
        "question": material.question.plain,
        "dataset": material.dataset.title,
        "synthetic": material.synthetic,
        "headlines": [*_best(material), *_effect(material)],
        "claims": tally(material.verdicts) if material.verdicts else None,
        "recovery": recovered if found else None,
    }


def _best(material: Material) -> list[dict[str, str]]:
    if not material.ranked():
        return []
    best = material.ranked()[0]
    scores, words = material.results.scores[best], metric(material.metric)
    end = "Highest" if words.higher_is_better else "Lowest"
    who = f"{plural(scores['items'], 'item')}, {plural(scores['groups'], unit(scores['group_unit']))}"
    return [
        {
            "label": f"{end} {words.short} of {plural(len(material.results.scores), 'model')}: {plain(best)}",
            **_parts(scores["metrics"][material.metric], words.digits),
            "n": f"n = {who}",
        }
    ]


def _effect(material: Material) -> list[dict[str, str]]:
    """The first effect of the study's first planned trial; the others are counted."""
    found = material.parts()[0].results.analysis("trial")
    if not found:
        return []
    result = found[0][1]
    effect, others = result["ancova"][result["primary"]]["effects"][result["treated"][0]], len(found) - 1
    more = f"; {plural(others, 'further analysis', 'further analyses')} in the report" if others else ""
    return [
        {
            "label": f"{trial_prose.difference(result, result['treated'][0])} in {plain(result['measure'])} at "
            f"{plain(result['primary'])} ({UNIT})",
            **_parts(effect, 2),
            "n": f"n = {count(effect['n'])} participants{more}",
        }
    ]


def _parts(found: dict[str, Any], digits: int) -> dict[str, str]:
    """Estimate and interval apart; the interval is empty where there is none."""
    low, high = found.get("low"), found.get("high")
    if low is None or high is None or is_undefined(low) or is_undefined(high):
        return {"estimate": single(found, digits), "interval": ""}
    words = f"{percent(found['level'], 0)} interval {span(low, high, digits)}"
    return {"estimate": single(found, digits), "interval": words}

"""What the index shows of a run; written beside each report, so that the index needs no results."""

from __future__ import annotations

from typing import Any

from .claims import tally
from .material import Material
from .numbers import count, interval, plural
from .sections.trial import UNIT, primary
from .words import metric, plain, unit


def summary(material: Material) -> dict[str, Any]:
    """The entry of a run in the index, as plain data.

    Returns:
        dict with run, href, title, question, dataset, synthetic, headline (label, value, n
        in words), claims (a count for each outcome, or None) and recovery
        (recovered and of, or None).
    """
    found = material.results.analysis("recovery")
    recovered = {"recovered": sum(r["recovered"] for _, r in found), "of": sum(r["of"] for _, r in found)}
    return {
        "run": material.run,
        "href": f"{material.run}/index.html",
        "title": material.study.report.title,
        "question": material.study.report.question,
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
            "value": interval(scores["metrics"][material.metric], words.digits),
            "n": f"n = {who}",
        }
    ]


def _effect(material: Material) -> list[dict[str, str]]:
    headlines = []
    for name, result in material.results.analysis("trial"):
        at = primary(material, name, result)
        effect = result["ancova"][at]["effect"]
        headlines.append(
            {
                "label": f"Effect on {plain(result['measure'])} at {plain(at)} ({UNIT})",
                "value": interval(effect),
                "n": f"n = {count(effect['n'])} participants",
            }
        )
    return headlines

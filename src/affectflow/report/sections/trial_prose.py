"""The results of a trial in sentences; every number comes from the result."""

from __future__ import annotations

from typing import Any

from ..numbers import count, interval, is_undefined, listing, number, p_value, percent, span, undefined
from ..words import capital, plain

ADJUSTED = {
    "bonferroni": "Bonferroni",
    "holm": "Holm",
    "hochberg": "Hochberg",
    "benjamini_hochberg": "Benjamini–Hochberg",
}


def difference(result: dict[str, Any], contrast: str) -> str:
    """What an effect is the difference of, such as ``coaching minus waitlist``."""
    first, second = result["contrasts"][contrast]
    return f"{plain(first)} minus {plain(second)}"


def lead(result: dict[str, Any], unit: str) -> str:
    """The first effect at the primary occasion in one sentence."""
    at, contrast = result["primary"], result["treated"][0]
    effect, level = result["ancova"][at]["effects"][contrast], percent(result["level"], 0)
    return (
        f"At {plain(at)}, {difference(result, contrast)} in {plain(result['measure'])}: {interval(effect)} {unit}, "
        f"{p_value(effect['p'], effect.get('reason'))} (ANCOVA, {level} interval, n = {count(effect['n'])})."
    )


def results(result: dict[str, Any], unit: str) -> str:
    """The paragraph on the primary occasion: numbers analysed, adjusted means, then each difference with its test."""
    found = result["ancova"][result["primary"]]
    means = [_mean(arm, mean) for arm, mean in found["adjusted_means"].items()]
    told = f"At {plain(result['primary'])}, adjusted mean {plain(result['measure'])} was {listing(means)}."
    differences = [_difference(result, key, effect, unit) for key, effect in found["effects"].items()]
    return " ".join([told, *differences])


def _mean(arm: str, mean: dict[str, Any]) -> str:
    value = number(mean["estimate"], 2, mean.get("reason"))
    return f"{value} in {plain(arm)} (n = {count(mean['n'])})"


def _difference(result: dict[str, Any], contrast: str, effect: dict[str, Any], unit: str) -> str:
    words = capital(difference(result, contrast))
    if is_undefined(effect["estimate"]):
        return f"{words} is {undefined(effect.get('reason'))}."
    parts = [
        f"{words} was {number(effect['estimate'])} {unit}, {percent(effect['level'], 0)} interval "
        f"{span(effect['low'], effect['high'])}, t({count(effect['df'])}) = {number(effect['t'])}, "
        f"{p_value(effect['p'])}"
    ]
    if "p_adjusted" in effect:
        parts.append(f"{ADJUSTED[result['multiplicity']]}-adjusted {p_value(effect['p_adjusted'])}")
    if not is_undefined(effect["standardised"]["estimate"]):
        sd = "at baseline" if result["standardiser"] == "baseline" else "of the residuals"
        parts.append(f"{number(effect['standardised']['estimate'])} standard deviations {sd}")
    if "permutation" in effect:
        parts.append(f"permutation {p_value(effect['permutation']['p'])}")
    if "margin" in effect:
        kind = plain(effect["margin"]["kind"])
        parts.append(f"{kind} by a margin of {number(effect['margin']['margin'])} {effect['margin']['verdict']}")
    return ", ".join(parts) + "."

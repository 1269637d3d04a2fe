"""How numbers are written in a report: the only place that turns a number into text.

Conventions: decimal point, comma between thousands, U+2212 as minus, an en dash between
the ends of a range (the word "to" where an end is negative), a power of ten only for chosen
numbers below 0.0001. A number that does not exist is written as ``undefined: <reason>``.
"""

from __future__ import annotations

import math
from typing import Any

UNDEFINED = "undefined: "
MINUS = "\u2212"
EN_DASH = "\u2013"
SMALLEST_P = 0.001
SMALLEST_PLAIN = 1e-4
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def undefined(reason: str | None) -> str:
    """What stands in the place of a number that does not exist."""
    return f"{UNDEFINED}{reason or 'no reason was recorded'}"


def is_undefined(value: Any) -> bool:
    """Whether a value is None or NaN."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def number(value: float | None, digits: int = 2, reason: str | None = None) -> str:
    """A number with a fixed count of decimals, such as ``1,234.50``; never ``−0.00``."""
    if value is None or is_undefined(value):
        return undefined(reason)
    text = f"{abs(value):,.{digits}f}"
    return MINUS + text if value < 0 and float(text.replace(",", "")) else text


def count(value: float | None, reason: str | None = None) -> str:
    """A count: no decimals when whole, at most two otherwise (counts averaged over seeds)."""
    if value is None or is_undefined(value):
        return undefined(reason)
    return number(value, 0) if float(value).is_integer() else number(value, 2).rstrip("0").rstrip(".")


def percent(share: float | None, digits: int = 1, reason: str | None = None) -> str:
    """A share in [0, 1] as per cent."""
    return undefined(reason) if share is None or is_undefined(share) else f"{number(100 * share, digits)}%"


def exact(value: float | None, reason: str | None = None) -> str:
    """A number that a person chose (a tolerance, a learning rate): all its digits, none more."""
    if value is None or is_undefined(value):
        return undefined(reason)
    return count(value) if float(value).is_integer() else _every_digit(value)


def span(low: float, high: float, digits: int = 2) -> str:
    """A range: ``0.71–0.82``, or ``−5.20 to −1.10`` where a dash would meet a minus."""
    join = " to " if low < 0 or high < 0 else EN_DASH
    return f"{number(low, digits)}{join}{number(high, digits)}"


def interval(document: dict[str, Any], digits: int = 2) -> str:
    """An estimate with its interval, such as ``0.78 [0.71–0.82]``.

    Args:
        document: dict with estimate, low and high, and reason where one of them is null.
    """
    estimate, low, high = (document.get(key) for key in ("estimate", "low", "high"))
    reason = document.get("reason")
    if is_undefined(estimate):
        return undefined(reason)
    if is_undefined(low) or is_undefined(high):
        return f"{number(estimate, digits)} [{undefined(reason)}]"
    assert low is not None
    assert high is not None
    return f"{number(estimate, digits)} [{span(low, high, digits)}]"


def single(document: dict[str, Any], digits: int = 2) -> str:
    """The estimate alone of a dict with estimate, and reason where it is null."""
    return number(document["estimate"], digits, document.get("reason"))


def p_value(p: float | None, reason: str | None = None) -> str:
    """``p = 0.034``, ``p < 0.001`` below it, ``p > 0.999`` above it."""
    if p is None or is_undefined(p):
        return undefined(reason)
    if p < SMALLEST_P:
        return f"p < {SMALLEST_P}"
    return f"p > {1 - SMALLEST_P}" if p > 1 - SMALLEST_P else f"p = {number(p, 3)}"


def bare_p(value: dict[str, Any]) -> str:
    """The p-value in `estimate`, for a column that is headed p: ``0.034``, ``< 0.001``."""
    return p_value(value["estimate"], value.get("reason")).removeprefix("p").removeprefix(" =").strip()


def number_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    """One number of a result, with the reason of its result where it is undefined."""
    return {"estimate": found.get(name), "reason": found.get("reason") if is_undefined(found.get(name)) else None}


def plural(n: float, one: str, many: str | None = None) -> str:
    """A count with its noun: ``1 speaker``, ``60 speakers``."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def listing(words: list[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def _every_digit(value: float) -> str:
    sign, text = MINUS if value < 0 else "", repr(abs(value))
    if abs(value) >= SMALLEST_PLAIN:
        return sign + text
    mantissa, _, exponent = text.partition("e")
    power = f"10{str(int(exponent)).translate(SUPERSCRIPT)}"
    return f"{sign}{mantissa} × {power}" if mantissa != "1" else sign + power

"""Numbers as a report writes them in texts, tables and drawings."""

from __future__ import annotations

import re

import numpy as np

from .tally import Tally

POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
WRITTEN = re.compile(
    r"(?<![\w.,])(?P<sign>−|(?<![^\s(\[=<>≤≥])-)?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?)"
    r"(?: × 10(?P<power>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?!\w)"
)
"""A number that is no part of a word, a name or a hash; the sign is U+2212, or a hyphen that follows no word."""

COORDINATE = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
"""A number in the attributes of a drawing."""


def compare_texts(pulled: str, recomputed: str, place: str, tally: Tally) -> None:
    """Hold two texts against each other: the words must be the same, and numbers in them near."""
    _compare(WRITTEN, pulled, recomputed, place, tally, 0.0)


def compare_drawn(pulled: str, recomputed: str, place: str, tally: Tally, slack: float) -> None:
    """Hold two elements of a drawing against each other, whose numbers are places on paper."""
    _compare(COORDINATE, pulled, recomputed, place, tally, slack)


def value(match: re.Match[str]) -> float:
    """The number that a match writes."""
    parts = match.groupdict()
    if not parts:
        return float(match[0])
    number = float(parts["digits"].replace(",", ""))
    if parts["raised"]:
        number **= int(parts["raised"].translate(POWERS))
    power = int(parts["power"].translate(POWERS)) if parts["power"] else 0
    return (-number if parts["sign"] else number) * 10.0**power


def _compare(pattern: re.Pattern[str], pulled: str, recomputed: str, place: str, tally: Tally, slack: float) -> None:
    if pulled == recomputed:
        tally.identical += sum(1 for _ in pattern.finditer(pulled))
        tally.words_same += 1
        return
    if pattern.sub("#", pulled) != pattern.sub("#", recomputed):
        tally.word(pulled, recomputed, place)
        return
    tally.words_same += 1
    given, found = (np.array([value(m) for m in pattern.finditer(text)]) for text in (pulled, recomputed))
    tally.numbers(given, found, lambda i: f"{place}, number {i + 1}" if given.size > 1 else place, slack)

"""Whether the boxes of a PRISMA diagram add up, and whether stated ones are those that were counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Boxes = Mapping[str, int | None]
Way = tuple[tuple[str, str | None], ...]

DATABASES: Way = (
    ("identified", "removed"),
    ("screened", "excluded"),
    ("sought", "not_retrieved"),
    ("assessed", "excluded_by_reason"),
    ("included_reports", None),
)
OTHER: Way = (
    ("other_identified", "other_not_sought"),
    ("other_sought", "other_not_retrieved"),
    ("other_assessed", "other_excluded_by_reason"),
    ("other_included_reports", None),
)
"""Boxes on a way, and what leaves it after each; what other methods found and nobody sought has no box."""
GAINED = {"included_reports": "other_included_reports"}
"""A box, and the one of other methods whose reports come in there."""
TOTALS = {
    "total_reports": ("previous_reports", "included_reports"),
    "total_studies": ("previous_studies", "included_studies"),
}
MOST = {
    "included_studies": "included_reports",
    "total_studies": "total_reports",
    "previous_studies": "previous_reports",
}
"""A box, and another that it cannot be above."""


def sums(boxes: Boxes, of: str) -> Iterator[dict[str, Any]]:
    """Every box that contradicts those before it; a box that is not stated is held against nothing.

    Args:
        boxes: count by box, None where it is not stated.
        of: whose boxes these are: `records` or `stated`.

    Yields:
        kind, of, place, found, expected and why. Where what left the way between two boxes is not
        stated, the later is held to be no more than what was there.
    """
    yield from _way(DATABASES, boxes, of)
    yield from _way(OTHER, boxes, of)
    for box, parts in TOTALS.items():
        values = [boxes.get(name) for name in (box, *parts)]
        known = [value for value in values if value is not None]
        if len(known) == len(values) and known[0] != sum(known[1:]):
            named = " and ".join(f"{name} ({boxes[name]})" for name in parts)
            yield _wrong(of, box, known[0], sum(known[1:]), f"{named} make {sum(known[1:])}")
    for box, top in MOST.items():
        few, many = boxes.get(box), boxes.get(top)
        if few is not None and many is not None and few > many:
            yield _wrong(of, box, few, many, f"{top} is {many} and cannot be below it")


def against(counted: Boxes, stated: Boxes) -> Iterator[dict[str, Any]]:
    """Every stated box that is not what the table of records has."""
    for box, told in stated.items():
        own = counted.get(box)
        if told is not None and own is not None and told != own:
            yield _wrong("stated", box, told, own, f"the table of records has {own}", "stated")


def _way(way: Way, boxes: Boxes, of: str) -> Iterator[dict[str, Any]]:
    """Every box against the last stated one before it, less what left the way between them."""
    last, left = "", list[str]()
    for box, off in way:
        if boxes.get(box) is not None:
            if last:
                yield from _step(boxes, box, last, left, of)
            last, left = box, []
        left += [off] if off else []


def _step(boxes: Boxes, box: str, last: str, left: list[str], of: str) -> Iterator[dict[str, Any]]:
    gained = GAINED.get(box, "")
    more = boxes.get(gained, 0)
    if more is None:
        return
    known = {name: n for name in left if (n := boxes.get(name)) is not None}
    here, rest = boxes[box] or 0, (boxes[last] or 0) + more - sum(known.values())
    terms = [f"{last} ({boxes[last]})", *([f"+ {gained} ({more})"] if more else [])]
    terms += [f"- {name} ({n})" for name, n in known.items()]
    if len(known) == len(left) and here != rest:
        yield _wrong(of, box, here, rest, f"{' '.join(terms)} is {rest}")
    elif here > rest:
        yield _wrong(of, box, here, rest, f"no more than {' '.join(terms)} = {rest} are left")


def _wrong(of: str, box: str, found: int, expected: int, why: str, kind: str = "arithmetic") -> dict[str, Any]:
    return {"kind": f"prisma_{kind}", "of": of, "place": box, "found": found, "expected": expected, "why": why}

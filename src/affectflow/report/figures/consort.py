"""The flow of a trial's participants.

Source: Schulz, Altman and Moher (2010), CONSORT 2010 statement, figure 1.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Any

from markupsafe import Markup

from ..numbers import count
from ..svg import drawing, label, line
from ..words import plain
from .boxes import GAP, INSET, NARROW, Box, Placed, arrow, draw, stacked

WIDTH, LEFT, SIDE = 760, 104, 270
NARROWEST, WIDEST, BETWEEN = 196, 310, 18
"""Width of an arm's boxes, and the room between two arms; with many arms the drawing is wider than WIDTH."""


def consort(name: str, title: str, flow: dict[str, Any], order: list[str], *, synthetic: bool) -> Markup:
    """Enrolment, allocation, follow-up and analysis, with everybody who left and why.

    Args:
        name: the drawing's name, unique on the page.
        title: what the drawing is.
        flow: assessed, excluded by reason, randomised, and by arm allocated, received,
            lost by occasion and reason, analysed by occasion, left out by reason, not in the analysis set.
        order: arms from left to right.
        synthetic: whether the drawing is marked as synthetic.
    """
    arm_width = min(WIDEST, max(NARROWEST, (WIDTH - LEFT - 2 + BETWEEN) / len(order) - BETWEEN))
    width = max(WIDTH, LEFT + len(order) * (arm_width + BETWEEN) - BETWEEN + 2)
    middle = LEFT + (width - LEFT) / 2
    top = Placed(middle - 130, 2, 260, Box([f"Assessed (n = {count(flow['assessed'])})"]))
    excluded = Placed(middle + 30, top.bottom + 14, SIDE, _excluded(flow["excluded"]))
    drawn = Placed(middle - 130, excluded.bottom + 14, 260, Box([f"Randomised (n = {count(flow['randomised'])})"]))
    centre = (excluded.y + excluded.bottom) / 2
    parts = [draw(top), draw(excluded), draw(drawn), arrow(middle, top.bottom, middle, drawn.y)]
    parts += [arrow(middle, centre, excluded.x, centre)]
    arms = [[_allocated(a, flow["arms"][a]), _lost(flow["arms"][a]), _analysed(flow["arms"][a])] for a in order]
    heights = [max(boxes[i].height(arm_width) for boxes in arms) for i in range(3)]
    branch, first = drawn.bottom + GAP * 0.6, drawn.bottom + GAP * 1.3
    tops = [first, first + heights[0] + GAP, first + heights[0] + heights[1] + 2 * GAP]
    places = [LEFT + i * (width - LEFT - arm_width - 2) / max(len(order) - 1, 1) for i in range(len(order))]
    parts += [line(middle, drawn.bottom, middle, branch, "arrow")]
    parts += [line(places[0] + arm_width / 2, branch, places[-1] + arm_width / 2, branch, "arrow")]
    for x, boxes in zip(places, arms, strict=True):
        parts.append(arrow(x + arm_width / 2, branch, x + arm_width / 2, tops[0]))
        parts += _arm(boxes, x, tops, arm_width)
    phases = zip(("Enrolment", "Allocation", "Follow-up", "Analysis"), [2, *tops], strict=True)
    parts += [label(0, y + 19, words, "soft strong") for words, y in phases]
    about = "; ".join(", ".join(box.lines) for box in [top.box, excluded.box, drawn.box, *chain.from_iterable(arms)])
    return drawing(name, width, tops[2] + heights[2] + 26, title, about, *parts, synthetic=synthetic)


def narrow_consort(name: str, title: str, flow: dict[str, Any], order: list[str], *, synthetic: bool) -> Markup:
    """The same for a phone, one arm below the other."""
    head = [
        Box([f"Assessed (n = {count(flow['assessed'])})"]),
        _excluded(flow["excluded"]),
        Box([f"Randomised (n = {count(flow['randomised'])})"]),
    ]
    parts, last = stacked(head, 1, 2)
    spine, start, y, about = 1 + INSET / 2, last.bottom, last.bottom + GAP, list(head)
    for arm in order:
        boxes = [_allocated(arm, flow["arms"][arm]), _lost(flow["arms"][arm]), _analysed(flow["arms"][arm])]
        own, last = stacked(boxes, 1 + INSET, y)
        turn = y + boxes[0].height(NARROW - 2 - INSET) / 2
        parts += [line(spine, start, spine, turn, "arrow"), arrow(spine, turn, 1 + INSET, turn), *own]
        start, y, about = turn, last.bottom + GAP, [*about, *boxes]
    told = "; ".join(", ".join(box.lines) for box in about)
    return drawing(f"{name}-narrow", NARROW, last.bottom + 26, title, told, *parts, synthetic=synthetic)


def _arm(boxes: list[Box], x: float, tops: list[float], width: float) -> list[Markup]:
    placed = [Placed(x, y, width, box) for y, box in zip(tops, boxes, strict=True)]
    ways = [arrow(a.middle, a.bottom, b.middle, b.y) for a, b in pairwise(placed)]
    return [draw(p) for p in placed] + ways


def _excluded(reasons: dict[str, int]) -> Box:
    lines = [f"{plain(reason)}: {count(n)}" for reason, n in reasons.items()]
    return Box([f"Excluded (n = {count(sum(reasons.values()))})", *lines], side=True)


def _allocated(arm: str, flow: dict[str, Any]) -> Box:
    lines = [f"received it: {count(flow['received'])}"]
    left = flow["allocated"] - flow["received"]
    return Box(
        [f"Allocated to {plain(arm)} (n = {count(flow['allocated'])})", *lines, f"did not receive it: {count(left)}"]
    )


def _lost(flow: dict[str, Any]) -> Box:
    total = sum(sum(reasons.values()) for reasons in flow["lost"].values())
    lines = [
        f"{plain(occasion)}: {', '.join(f'{plain(reason)} {count(n)}' for reason, n in reasons.items())}"
        for occasion, reasons in flow["lost"].items()
        if reasons
    ]
    return Box([f"Lost (n = {count(total)})", *lines])


def _analysed(flow: dict[str, Any]) -> Box:
    lines = [f"{plain(occasion)}: n = {count(n)}" for occasion, n in flow["analysed"].items()]
    lines += [f"in no analysis, {plain(reason)}: {count(n)}" for reason, n in flow["left_out"].items()]
    lines += [f"not in this analysis set: {count(flow['not_in_set'])}"] if flow["not_in_set"] else []
    return Box(["Analysed", *lines])

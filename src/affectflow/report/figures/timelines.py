"""Who marked what, when: stretches of each observer, and the share of observers over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import number, plural
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

WIDTH, LANE, STEP, TOP, FOOT = 760, 9, 54, 30, 44
MINUTE = 60.0


@dataclass(frozen=True)
class Track:
    """One label: from which second on how many observers marked it, and the stretches of each observer.

    Attributes:
        starts, shares: a step curve in seconds and in parts of 1.
        stretches: start and end in seconds by observer.
    """

    name: str
    starts: Sequence[float]
    shares: Sequence[float]
    stretches: Mapping[str, Sequence[Sequence[float]]]


def shares(name: str, title: str, tracks: Sequence[Track], end: float, least: float, *, synthetic: bool) -> Markup:
    """A step curve for each label, with what reaches the least share filled.

    Args:
        name: the drawing's name, unique on the page.
        title: what the drawing is.
        tracks: labels from top to bottom.
        end: end of the time in seconds.
        least: share that an agreed episode has at least.
        synthetic: whether the drawing is marked as synthetic.
    """
    left = _margin(tracks)
    along, bottom = Scale(0, end, left, WIDTH - 16), TOP + STEP * len(tracks)
    parts = [_minutes(along, end, bottom)]
    for i, track in enumerate(tracks):
        up = Scale(0, 1, TOP + STEP * (i + 1) - 8, TOP + STEP * i + 4)
        parts.append(_curve(track, along, up, end, least))
    about = "; ".join(f"{t.name}: at most {number(100 * max(t.shares), 0)}% at once" for t in tracks)
    described = f"Share of observers over time, in minutes; each row is from 0 to 1. {about}."
    return drawing(name, WIDTH, bottom + FOOT, title, described, *parts, synthetic=synthetic)


def raster(name: str, title: str, tracks: Sequence[Track], end: float, *, synthetic: bool) -> Markup:
    """A lane for each observer and label, with a bar where the observer marked it; arguments as of `shares`."""
    observers = list(tracks[0].stretches)
    left = _margin(tracks)
    block = LANE * len(observers) + 22
    along, bottom = Scale(0, end, left, WIDTH - 16), TOP + block * len(tracks)
    parts = [_minutes(along, end, bottom)]
    for i, track in enumerate(tracks):
        y = TOP + block * i
        parts.append(label(0, y + 13, track.name, "strong"))
        for j, who in enumerate(observers):
            parts.append(_lane(track.stretches[who], along, y + 4 + LANE * j, tone="two" if j % 2 else ""))
    about = "; ".join(
        f"{t.name}: {plural(sum(map(len, t.stretches.values())), 'stretch', 'stretches')}" for t in tracks
    )
    described = (
        f"One lane for each of {plural(len(observers), 'observer')}, in the order {', '.join(observers)}. {about}."
    )
    return drawing(name, WIDTH, bottom + FOOT, title, described, *parts, synthetic=synthetic)


def _margin(tracks: Sequence[Track]) -> float:
    """Room for the names; strong capitals are wider than letters are on average."""
    return 16 + max(1.2 * text_width(track.name) for track in tracks)


def _minutes(along: Scale, end: float, bottom: float) -> Markup:
    _, ticks, digits = axis_of([0.0, end / MINUTE], along.start, along.end, ticks=8)
    kept = [t for t in ticks if t * MINUTE <= end * 1.0001]
    marks = [
        line(along(t * MINUTE), TOP - 8, along(t * MINUTE), bottom, "rule")
        + label(along(t * MINUTE), bottom + 16, number(t, digits), "soft", "middle")
        for t in kept
    ]
    return tag(
        "g", *marks, label((along.start + along.end) / 2, bottom + 35, "minutes from the start", "soft", "middle")
    )


def _curve(track: Track, along: Scale, up: Scale, end: float, least: float) -> Markup:
    """The steps as one path, and over it the part that enough observers marked."""
    ends = [*track.starts[1:], end]
    steps = " ".join(
        f"{'M' if i == 0 else 'L'}{along(s):.1f} {up(share):.1f}H{along(e):.1f}"
        for i, (s, e, share) in enumerate(zip(track.starts, ends, track.shares, strict=True))
    )
    area = f"{steps}V{up(0):.1f}H{along(track.starts[0]):.1f}Z"
    agreed = "".join(
        f"M{along(s):.1f} {up(0):.1f}V{up(share):.1f}H{along(e):.1f}V{up(0):.1f}Z"
        for s, e, share in zip(track.starts, ends, track.shares, strict=True)
        if share >= least - 1e-12
    )
    return tag(
        "g",
        label(0, (up(0) + up(1)) / 2 + 5, track.name, "strong"),
        line(along.start, up(0), along.end, up(0), "axis"),
        line(along.start, up(least), along.end, up(least), "guide"),
        tag("path", d=area, cls="band"),
        tag("path", d=agreed, cls="dot", style="stroke:none") if agreed else "",
    )  # fmt: skip


def _lane(stretches: Sequence[Sequence[float]], along: Scale, y: float, *, tone: str) -> Markup:
    """All stretches of one observer as one path; each is at least as wide as can be seen."""
    bars = "".join(
        f"M{along(s):.1f} {y:.1f}h{max(along(e) - along(s), 0.6):.1f}v{LANE - 3}H{along(s):.1f}Z" for s, e in stretches
    )
    floor = line(along.start, y + LANE - 2, along.end, y + LANE - 2, "rule", style="stroke-width:.5")
    return tag("g", floor, tag("path", d=bars, cls=f"dot {tone}", style="stroke:none") if bars else "")

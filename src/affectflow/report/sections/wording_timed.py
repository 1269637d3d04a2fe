"""The sentences of the methods section on timed episodes and on traces."""

from __future__ import annotations

from ...studies.analyse import Episodes, Traces
from ...studies.analyse.episodes import OverlapMatch
from ...studies.base import Bootstrap
from ..material import Material
from ..numbers import count, exact, percent
from .wording_analyses import conventions

METHODS = {"percentile": "percentile", "bca": "bias-corrected and accelerated (BCa)"}


def episodes(material: Material, name: str, spec: Episodes) -> list[str]:
    """Frames, matches and agreed episodes; no scale is named, so that several analyses are told once."""
    rule = "any of its time is shared" if spec.rule == "touched" else "its middle is inside"
    drawn = f"stretches of {exact(spec.block)} s, for frames, and observers, for episodes,"
    return [
        f"Time was cut into frames of {exact(spec.frame)} s; an observer’s episode marks a frame when {rule}. On the "
        "frames of each label, pairs of observers are compared by Cohen’s κ and by the share of marked frames that "
        "both mark, all observers by Krippendorff’s α. Two observers’ episodes with the same label are the same when "
        f"{_match(spec)}; each is used once, as many as can be are matched, and among those the closest. An agreed "
        f"episode is a run of frames that at least {percent(spec.share, 0)} of the observers marked. Halves of the "
        "observers are compared by the rank correlation of their shares over time (Labs et al., 2015).",
        _drawn(spec.bootstrap, spec.method, drawn),
        *conventions(material, name),
    ]


def traces(material: Material, name: str, spec: Traces) -> list[str]:
    """The common time base, the coefficients and the search for lags."""
    between = "on the line between two samples" if spec.interpolation == "linear" else "that of the last sample"
    drawn = f"items, or stretches of {exact(spec.block)} s within one item,"
    return [
        f"Traces were brought to {exact(spec.rate)} samples a second; the value at a time is {between}. For each pair "
        f"of annotators, Pearson’s correlation and Lin’s concordance correlation, with the {spec.divisor} variance, "
        "were computed over the samples of all items together, without lag and at the lag of up to "
        f"{exact(spec.max_lag)} s, either way, with the largest {spec.lag_by}. One delay for each annotator explains "
        "the lags of the pairs by least squares.",
        _drawn(spec.bootstrap, spec.method, drawn),
        *conventions(material, name),
    ]


def _match(spec: Episodes) -> str:
    match = spec.match
    if isinstance(match, OverlapMatch):
        return f"their intersection over union is at least {exact(match.least)}"
    ends = f" and end within {exact(match.end)} s" if match.end is not None else ""
    return f"they start within {exact(match.start)} s{ends} of one another"


def _drawn(boot: Bootstrap, method: str, what: str) -> str:
    return (
        f"Intervals are {percent(boot.level, 0)} {METHODS[method]} bootstrap intervals: {what} were drawn with "
        f"replacement, {count(boot.resamples)} times, with seed {count(boot.seed)}."
    )

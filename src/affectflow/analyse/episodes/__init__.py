"""`analyse: {kind: episodes}`: how far observers agree on what they marked, and when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...statistics.reliability.episode_events import Overlap, Tolerance, event_agreement, matches
from ...statistics.reliability.episode_frames import NAMES, frame_agreement, without_each
from ...statistics.reliability.episode_halves import half_consistency
from ...statistics.reliability.episodes import agreed_episodes
from ...studies.analyse.episodes import Episodes, OverlapMatch
from ...studies.ingest import Ingest
from .grid import Marks, marks

Marked = NDArray[np.bool_]

FEWEST_BLOCKS = 5
"""Blocks of time in which a label must be marked for its intervals to be given."""

CONVENTIONS = {
    "observers": "whoever marked at least one episode on the scale, and is taken to have watched every item whole",
    "frame": "a frame is marked however many of an observer's episodes mark it",
    "kappa": "Cohen's, mean over pairs of observers that are defined",
    "alpha": "Krippendorff's, nominal, marked or not, frames as units",
    "positive": "2 both / (one + other) of a pair's marked frames, mean over pairs",
    "interval": "blocks of neighbouring frames are drawn with replacement; no block joins two items; where a label is "
    f"marked in fewer than {FEWEST_BLOCKS} blocks, draws tell little and no interval is given",
    "f1": "2 matches / (episodes of one + episodes of the other), pooled over pairs; observers are drawn",
    "agreed": "runs of frames that at least the stated share of observers marked; a share equal to it is enough",
    "consistency": "all halves of the observers, n // 2 against the rest, Spearman's correlation over frames",
}


def episodes(items: pd.DataFrame, table: pd.DataFrame, *, spec: dict, ingest: dict) -> dict[str, Any]:
    """Agreement of observers on the episodes of one scale.

    Args:
        items: table `items`, with durations; `ingest.where` picks from it.
        table: table `episodes`.
        spec: plain data of `studies.analyse.episodes.Episodes`.
        ingest: plain data of `studies.ingest.Ingest`.

    Returns:
        the document `<name>.json`: `frames` (four measures of each label, and of `any` label),
        `events`, `agreed`, `consistency`, `course` (how many marked each label when) and `marks` (who
        did, of the labels that are `shown`).

    Raises:
        StudyError: when a scale, subject or label is not in the data, or an item has no duration.
    """
    asked, chosen = Episodes.load(spec), Ingest.load(ingest)
    found = marks(items, table, asked, chosen)
    return {
        "kind": "episodes",
        "scale": asked.scale,
        "of": asked.of,
        "observers": found.observers,
        "observers_n": len(found.observers),
        "labels": found.labels,
        "items": len(found.lengths),
        "episodes": found.episodes,
        "left_out": found.left_out,
        "grid": {"frame": asked.frame, "rule": asked.rule, "frames": sum(found.lengths), "block": asked.block},
        "frames": _frames(found, asked),
        "events": _events(found, asked),
        "agreed": {"share": asked.share} | _agreed(found, asked),
        "consistency": _consistency(found, asked),
        "course": {label: _course(found, place) for place, label in enumerate(found.labels)},
        "marks": {label: _runs(found, found.labels.index(label)) for label in _shown(found, asked)},
        "shown": _shown(found, asked),
        "conventions": CONVENTIONS,
    }


def _frames(found: Marks, asked: Episodes) -> dict[str, Any]:
    """Frame measures of each label, and of `any`, with what they are without each observer."""
    whole: Marked = np.asarray(found.marked.any(axis=1))
    each: dict[str, Marked] = {label: found.marked[:, place] for place, label in enumerate(found.labels)}
    boot, block = asked.bootstrap, max(1, round(asked.block / asked.frame))
    options: dict[str, Any] = {"method": asked.method, "resamples": boot.resamples, "level": boot.level}
    told = {}
    for name, marked in ({"any": whole} | each).items():
        rng = np.random.default_rng(boot.seed)
        measures = frame_agreement(marked, rng=rng, block=block, lengths=found.lengths, **options)
        blocks = _blocks_marked(marked, found.lengths, block)
        if blocks < FEWEST_BLOCKS:
            measures = {measure: _without_interval(one, blocks) for measure, one in measures.items()}
        told[name] = measures | {"marked": float(marked.mean()), "without": _without(marked, found.observers)}
    return told


def _blocks_marked(marked: Marked, lengths: list[int], block: int) -> int:
    """In how many blocks of time anybody marked a label."""
    items = np.split(marked.any(axis=0), np.cumsum(lengths)[:-1])
    return sum(int(np.logical_or.reduceat(item, np.arange(0, len(item), block)).sum()) for item in items)


def _without_interval(one: dict[str, Any], blocks: int) -> dict[str, Any]:
    reason = f"marked in {blocks} blocks of time only, too few to draw from"
    return one | {"low": float("nan"), "high": float("nan"), "reason": one.get("reason", reason)}


def _without(marked: Marked, observers: list[str]) -> dict[str, Any]:
    """The measures when one observer is left out, by that observer."""
    rows = dict(zip(observers, without_each(marked), strict=True))
    told = {who: dict(zip(NAMES, map(float, row), strict=True)) for who, row in rows.items()}
    odd = any(np.isnan(row).any() for row in rows.values())
    return told | ({"reason": "nobody, or everybody in every frame, marked this label among the others"} if odd else {})


def _events(found: Marks, asked: Episodes) -> dict[str, Any]:
    rule, boot = asked.match, asked.bootstrap
    criterion = Overlap(rule.least) if isinstance(rule, OverlapMatch) else Tolerance(rule.start, rule.end)
    result = event_agreement(
        matches(found.timed, criterion),
        method=asked.method,
        resamples=boot.resamples,
        level=boot.level,
        rng=np.random.default_rng(boot.seed),
    )
    labels = dict(zip(found.labels, result["labels"], strict=True))
    return result | {"labels": labels, "match": rule.plain()}


def _agreed(found: Marks, asked: Episodes) -> dict[str, Any]:
    """Frames and runs of frames in which enough observers marked a label; runs end with their item."""
    labels = {}
    for place, label in enumerate(found.labels):
        counts = np.split(found.marked[:, place].sum(axis=0), np.cumsum(found.lengths)[:-1])
        shares = [count / len(found.observers) for count in counts]
        runs = [agreed_episodes(s, np.arange(len(s) + 1, dtype=np.float64) * asked.frame, asked.share) for s in shares]
        seconds = float(sum((run[:, 1] - run[:, 0]).sum() for run in runs))
        labels[label] = {"episodes": sum(map(len, runs)), "frames": round(seconds / asked.frame), "seconds": seconds}
    some = sum(one["episodes"] > 0 for one in labels.values())
    return {"labels": labels, "labels_with_agreement": some, "labels_marked": len(labels)}


def _consistency(found: Marks, asked: Episodes) -> dict[str, Any]:
    seed, ones = asked.bootstrap.seed, found.marked.astype(np.int64)
    told = {label: half_consistency(ones[:, place], seed=seed) for place, label in enumerate(found.labels)}
    result: dict[str, Any] = {"labels": told}
    if asked.contrast:
        first, second = (found.labels.index(label) for label in asked.contrast)
        result["contrast"] = {"labels": list(asked.contrast)}
        result["contrast"] |= half_consistency(ones[:, first] - ones[:, second], seed=seed)
    return result


def _course(found: Marks, place: int) -> dict[str, list]:
    """How many observers mark a label from each second on, until the next one that is named."""
    count = found.marked[:, place].sum(axis=0)
    change = np.flatnonzero(np.diff(count, prepend=-1))
    return {"from": found.seconds[change].tolist(), "observers": count[change].tolist()}


def _runs(found: Marks, place: int) -> dict[str, list]:
    """Stretches that each observer marked, on the grid: lists of start and end in seconds."""
    padded = np.pad(found.marked[:, place].astype(np.int8), ((0, 0), (1, 1)))
    edges = np.append(found.seconds, found.seconds[-1] + found.frame)
    runs = (edges[np.flatnonzero(np.diff(row))].reshape(-1, 2).tolist() for row in padded)
    return dict(zip(found.observers, runs, strict=True))


def _shown(found: Marks, asked: Episodes) -> list[str]:
    """The labels that were marked for the longest time, in the order of that."""
    order = np.argsort(-found.marked.sum(axis=(0, 2)), kind="stable")
    return [found.labels[place] for place in order[: asked.shown]]

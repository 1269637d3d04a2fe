"""How far observers agree on timed episodes: frame by frame, episode by episode, over time."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Prose, Section, Table
from ..figures.forest import Guide, Row, forest
from ..figures.timelines import Track, raster, shares
from ..material import Material
from ..numbers import count, exact, interval, is_undefined, number, percent, plural, single
from ..words import plain

DIGITS = 2
FOREST = 24
"""Labels that a forest shows; the table has all."""


def build(material: Material) -> Section | None:
    """For each analysis: agreement by label, matched episodes, the course over time and who marked what."""
    results = dict(material.results.analysis("episodes"))
    found = [(name, results[name]) for name in material.study.analyse if name in results]
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += [Prose(_sentences(result), heading=_title(material, name, result)), _facts(result)]
        blocks += [*_frames(material, name, result), *_time(material, name, result), *_people(name, result)]
    lead = "Observers marked when something was shown. Here is how far they agree on that, by label and over time."
    return Section("episodes", "Episodes of observers", lead, blocks)


def _title(material: Material, name: str, result: dict[str, Any]) -> str:
    what = "subjects on the scale" if result["of"] == "subject" else "labels of the scale"
    return f"{plain(name).capitalize()}: {what} {plain(result['scale'])}"


def _sentences(result: dict[str, Any]) -> list[str]:
    grid, whole, pooled = result["grid"], result["frames"]["any"], result["events"]["pooled"]
    marked = f"{plural(result['observers_n'], 'observer')} marked {plural(result['episodes'], 'episode')}"
    of = result["of"]
    first = (
        f"{marked} with {plural(len(result['labels']), of)}. On frames of {exact(grid['frame'])} s, κ on whether "
        f"anything is marked is {interval(whole['kappa'], DIGITS)}; each {of}’s own κ stands below. Two observers’ "
        f"episodes with the same {of} match in {interval(pooled, DIGITS)} of the cases (F1)."
    )
    agreed = result["agreed"]
    second = (
        f"At least {percent(agreed['share'], 0)} of the observers agree at some time on "
        f"{count(agreed['labels_with_agreement'])} of {plural(agreed['labels_marked'], result['of'])}."
    )
    contrast = result["consistency"].get("contrast")
    third = (
        f" Halves of the observers tell the same course of {contrast['labels'][0]} against {contrast['labels'][1]}, "
        f"with a mean rank correlation of {single(contrast, 3)} over {plural(contrast['splits'], 'split')}."
        if contrast
        else ""
    )
    return [first, second + third]


def _facts(result: dict[str, Any]) -> Facts:
    gaps, match = result["events"]["gaps"], result["events"]["match"]
    rule = (
        f"intersection over union of at least {exact(match['least'])}"
        if match["kind"] == "overlap"
        else f"start within {exact(match['start'])} s"
        + (f" and end within {exact(match['end'])} s" if match["end"] is not None else "")
    )
    apart = [number(gaps[f"{end}_gap"], 1, gaps.get("reason")) for end in ("start", "end")]
    left = {plain(reason): n for reason, n in result["left_out"].items() if n}
    facts = [("Same episode", rule), ("Matched episodes lie apart", f"start {apart[0]} s, end {apart[1]} s (medians)")]
    facts += [("Left out", "; ".join(f"{reason}: {count(n)}" for reason, n in left.items()))] if left else []
    return Facts(facts)


def _frames(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """The forest of kappa by label, and the table of everything that is known of a label."""
    frames, agreed = result["frames"], result["agreed"]["labels"]
    order = sorted(result["labels"], key=lambda one: -frames[one]["marked"])
    rows = [Row(words, frames[words]["kappa"]) for words in ["any", *order[:FOREST]]]
    caption = f"Cohen’s κ of pairs of observers, frame by frame, on any {result['of']} and on each that has an interval"
    known = [row for row in rows if not is_undefined(row.interval["low"])]
    title = f"{name}-kappa"
    picture = forest(
        title, caption, known, "κ, mean over pairs", guide=Guide(0.0, "chance"), digits=DIGITS,
        synthetic=material.synthetic,
    ) if known else None  # fmt: skip
    table = Table(
        f"{name}-labels",
        f"Agreement on each {result['of']}: frame by frame, by matched episodes, and where enough observers agree",
        {
            "label": Column(result["of"].capitalize()),
            "marked": Column("Marked frames, mean of observers", percent, numeric=True),
            "kappa": Column("κ [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "alpha": Column("α [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "positive": Column("Positive agreement [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "f1": Column("F1 of episodes [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "consistency": Column("Consistency of halves", lambda v: single(v, 3), numeric=True),
            "agreed_episodes": Column("Agreed episodes", count, numeric=True),
            "agreed_seconds": Column("Agreed seconds", count, numeric=True),
        },
        [_label_row(result, words, agreed) for words in order],
        note=_note(result),
        folded=True,
    )
    figure = [Figure(title, caption, picture, table.name)] if picture else []
    return [*figure, table]


def _label_row(result: dict[str, Any], words: str, agreed: dict[str, Any]) -> list[Any]:
    one = result["frames"][words]
    return [
        words, one["marked"], one["kappa"], one["alpha"], one["positive"], result["events"]["labels"][words],
        result["consistency"]["labels"][words], agreed[words]["episodes"], agreed[words]["seconds"],
    ]  # fmt: skip


def _note(result: dict[str, Any]) -> str:
    """How the intervals were made: method, level and what was drawn."""
    told = [
        f"{words}: {one['method']}, {percent(one['level'], 0)}, drawing from "
        f"{count(one['clusters'])}, each one {one['cluster']}"
        for words, one in (
            ("Frames", result["frames"]["any"]["kappa"]),
            ("Episodes", result["events"]["pooled"]),
        )
    ]
    return f"Intervals. {'. '.join(told)}."


def _time(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """The course of the labels that were marked longest, and who marked them."""
    end, n, least = result["grid"]["frames"] * result["grid"]["frame"], result["observers_n"], result["agreed"]["share"]
    tracks = [
        Track(
            words,
            result["course"][words]["from"],
            [k / n for k in result["course"][words]["observers"]],
            result["marks"].get(words, {}),
        )
        for words in result["shown"]
    ]
    over = f"Share of {plural(n, 'observer')} over time; filled where at least {percent(least, 0)} agree"
    who = f"Who marked what: one lane for each of {plural(n, 'observer')}, in the order of the table of observers"
    told = {"shares": (over, shares(f"{name}-shares", over, tracks, end, least, synthetic=material.synthetic))}
    if result["marks"]:
        told["raster"] = (who, raster(f"{name}-raster", who, tracks, end, synthetic=material.synthetic))
    tables = {"shares": _course(name, tracks), "raster": _stretches(name, tracks)}
    return [
        block
        for part, (caption, picture) in told.items()
        for block in (Figure(f"{name}-{part}", caption, picture, tables[part].name), tables[part])
    ]


def _course(name: str, tracks: list[Track]) -> Table:
    columns = {
        "label": Column("Label"),
        "from": Column("From (s)", lambda v: number(v, 1), numeric=True),
        "share": Column("Share of observers", percent, numeric=True),
    }
    rows = [[t.name, s, share] for t in tracks for s, share in zip(t.starts, t.shares, strict=True)]
    return Table(
        f"{name}-course", "Share of observers over time, from each change on", columns, rows, shown=12, folded=True
    )


def _stretches(name: str, tracks: list[Track]) -> Table:
    columns = {
        "label": Column("Label"),
        "observer": Column("Observer"),
        "start": Column("Start (s)", lambda v: number(v, 1), numeric=True),
        "end": Column("End (s)", lambda v: number(v, 1), numeric=True),
    }
    rows = [[t.name, who, *bounds] for t in tracks for who, runs in t.stretches.items() for bounds in runs]
    return Table(f"{name}-stretches", "Stretches that each observer marked", columns, rows, shown=12, folded=True)


def _people(name: str, result: dict[str, Any]) -> list[Block]:
    """Each observer: agreement of the others, and the mean F1 with the others."""
    without, pairs = result["frames"]["any"]["without"], result["events"]["pairs"]
    reason = without.get("reason", pairs["reason"])
    rows = []
    for place, who in enumerate(result["observers"]):
        f1 = [v for v in pairs["f1"][place] if not is_undefined(v)]
        mean = sum(f1) / len(f1) if f1 else None
        rows.append(
            [who, *({"estimate": v, "reason": reason} for v in (mean, without[who]["kappa"], without[who]["alpha"]))]
        )
    columns = {"observer": Column("Observer")} | {
        key: Column(title, lambda v: single(v, DIGITS), numeric=True)
        for key, title in (
            ("f1", "Mean F1 with the others"),
            ("kappa_without", "κ of the others alone"),
            ("alpha_without", "α of the others alone"),
        )
    }
    about = "Each observer: matched episodes with the others, and agreement on anything when the observer is left out"
    return [Table(f"{name}-observers", about, columns, rows, folded=True)]

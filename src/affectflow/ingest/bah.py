"""Reads BAH; `affectflow.layouts.bah` says how it lies on disk, and what of that is known from where.

A video is an item and its split the condition. The label of a whole video is a rating on `ambivalence_hesitancy`,
each stretch in which it shows an episode on the same scale, and a cue that the annotator named an episode on
`cue_facial` and the like. The rater is the annotator where the file names one, else `experts`.

Age, gender, origin and province have no table here and are not read: no analysis of this project needs them. Timed
transcripts are not read either; an item's transcript is that of the split file.

# ASSUME: frames come at the reader's `frames_per_second`, which the release does not state; it sets durations alone.
# ASSUME: where a video has as many cues as stretches, they belong to each other in order; else cues are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from ..errors import CorpusError, Problem
from ..layouts.bah import ANNOTATION, CUES, LABELS, SCALE, SPLIT_FILES, VIDEO
from ..tables import SCHEMAS
from .corpus import Corpus
from .pseudonyms import Hide
from .rows.setting_aside import Fault, quarantine, set_aside

Row = dict[str, Any]
LATE = 1.0
"""Seconds by which a stretch may end after its video: times are rounded, and the rate is assumed."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Plain YAML, and Python's tuples as the release writes them; nothing is executed."""


_Loader.add_constructor(
    "tag:yaml.org,2002:python/tuple", lambda loader, node: tuple(loader.construct_sequence(node, deep=True))
)


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the split files and the annotation.

    Raises:
        CorpusError: when the annotation or every split file is absent, or the annotation is no YAML.
    """
    notes = _annotation(root)
    rate, seen = float(reader["frames_per_second"]), set[str]()
    items: list[Row] = []
    ratings: list[Row] = []
    episodes: list[Row] = []
    aside: list[Row] = []
    for file, place, split, line in _lines(root):
        path, label, transcript = _cells(line)
        fault = _unusable(path, label, notes, seen)
        if fault:
            known = re.fullmatch(VIDEO, path)
            aside.append(set_aside(fault, file, known["name"] if known and path not in seen else None, place))
            continue
        seen.add(path)
        item = _item(path, split, transcript, notes[path], rate, root)
        rater = str(notes[path].get("annotator_id") or "experts")
        key = {"item_id": item["item_id"], "rater_id": rater}
        items.append(item)
        ratings.append(key | {"scale": SCALE, "label": LABELS[int(label)], "value": float("nan")})
        good, bad = _stretches(notes[path], item, path)
        episodes += [key | row for row in good]
        aside += bad
    return Corpus(
        items=_table(items, "items"), ratings=hide(_table(ratings, "ratings")),
        episodes=hide(_table(episodes, "episodes").drop_duplicates()), quarantine=quarantine(aside),
    )  # fmt: skip


def _annotation(root: Path) -> dict[str, Row]:
    try:
        text = (root / ANNOTATION).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CorpusError(Problem(ANNOTATION, "", "no such file", "the annotation of the videos")) from None
    try:
        found = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise CorpusError(Problem(ANNOTATION, "", " ".join(str(error).split()), "YAML")) from None
    if not isinstance(found, dict):
        raise CorpusError(Problem(ANNOTATION, "", type(found).__name__, "annotations by path of the video"))
    return {str(path): note or {} for path, note in found.items()}


def _lines(root: Path) -> Iterator[tuple[str, str, str, str]]:
    """File, place, split and text of each line of the split files that are there."""
    there = {split: name for split, name in SPLIT_FILES.items() if (root / name).is_file()}
    if not there:
        raise CorpusError(Problem(str(root), "", "no split file", ", ".join(SPLIT_FILES.values())))
    for split, name in there.items():
        # Transcripts hold characters that `splitlines` would take for ends of lines.
        for number, line in enumerate((root / name).read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                yield name, f"line {number}", split, line.strip()


def _cells(line: str) -> tuple[str, str, str]:
    """Path, label and transcript; the transcript has commas of its own."""
    path, label, transcript = (*line.split(",", 2), "", "")[:3]
    return path.strip(), label.strip(), transcript.strip()


def _unusable(path: str, label: str, notes: dict[str, Row], seen: set[str]) -> Fault | None:
    if not re.fullmatch(VIDEO, path):
        return Fault("unknown_name", path[:80], "a path such as Videos/82711/Visite_1/82711_Question_1_..._Video.mp4")
    if path in seen:
        return Fault("duplicate_item", path, "one line in one split; the first is kept")
    if label not in ("0", "1"):
        return Fault("unknown_label", label or "nothing", "0 or 1")
    if path not in notes:
        return Fault("not_annotated", path, f"a video that {ANNOTATION} names")
    whole = notes[path].get("global_ah")
    if whole is not None and str(whole) != label:
        return Fault("labels_disagree", f"{label} in the split, {whole} in {ANNOTATION}", "the same label")
    return None


def _item(path: str, split: str, transcript: str, note: Row, rate: float, root: Path) -> Row:
    parts = re.fullmatch(VIDEO, path)
    assert parts
    frames = len(note.get("frame_annotation") or [])
    return {
        "item_id": parts["name"],
        "speaker_id": parts["person"],
        "session_id": f"{parts['person']}_{parts['visit']}",
        "condition": split,
        "intended": None,
        "audio": None,
        "video": path if (root / path).is_file() else None,
        "transcript": transcript or None,
        "duration": frames / rate if frames else float("nan"),
        "sha256": None,
    }


def _stretches(note: Row, item: Row, path: str) -> tuple[list[Row], list[Row]]:
    """Episodes of a video, and those that cannot be: unreadable, turned around or after its end."""
    spans = note.get("time_detailed_ah") or []
    cues = note.get("all_cues") or []
    aligned = cues if len(cues) == len(spans) else [{}] * len(spans)
    good, bad = [], []
    for number, (span, cue) in enumerate(zip(spans, aligned, strict=True), 1):
        times = _seconds(span)
        fault = _odd(span, times, item["duration"])
        if fault:
            bad.append(set_aside(fault, ANNOTATION, place=f"{path}, stretch {number}"))
            continue
        assert times
        bounds = {"subject": item["speaker_id"], "onset": times[0], "offset": times[1]}
        named = {f"cue_{name}": cue.get(name) for name in CUES if cue.get(name)}
        told = {SCALE: LABELS[1]} | {scale: _words(value) for scale, value in named.items()}
        good += [bounds | {"scale": scale, "label": label} for scale, label in told.items()]
    return good, bad


def _odd(span: Any, times: tuple[float, float] | None, duration: float) -> Fault | None:
    if times is None:
        return Fault("not_a_time", str(span)[:80], "start and end as hh:mm:ss.mmm or seconds")
    if not times[1] > times[0]:
        return Fault("ends_before_start", f"{times[0]:g} to {times[1]:g} s", "an end after the start")
    if times[1] > duration + LATE:
        return Fault("outside_video", f"until {times[1]:g} s", f"the {duration:g} s that the frames make")
    return None


def _seconds(span: Any) -> tuple[float, float] | None:
    """Start and end in seconds. YAML reads an unquoted 00:00:02.2 as a number of base 60, which is seconds too."""
    try:
        start, end = (sum(float(p) * 60**i for i, p in enumerate(reversed(str(t).split(":")))) for t in span)
    except (TypeError, ValueError):
        return None
    return start, end


def _words(cue: Any) -> str:
    """A cue as text; several are sorted and joined as a set."""
    members = cue if isinstance(cue, list) else [cue]
    return "|".join(sorted({str(member).strip() for member in members}))


def _table(rows: list[Row], name: str) -> pd.DataFrame:
    types = {c: "float" if "float" in str(spec.dtype) else "str" for c, spec in SCHEMAS[name].columns.items()}
    return pd.DataFrame(rows, columns=list(types)).astype(types)

"""Reads AffectNet; `affectflow.layouts.affectnet` says how it lies on disk.

Each image is an item, whose file is its `video`. Nobody is named: every image has a speaker of its
own, and the one annotator of an image is unnamed. Published shares of emotions become
ratings by `relabelling` on the scales `share_<class>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.affectnet import (
    COLUMNS,
    EXPRESSIONS,
    HIGH,
    IMAGES,
    LIST_FOLDERS,
    LISTS,
    LOW,
    NO_FACE,
    NOT_RATED,
    SETS,
    SHARES,
)
from ..tables import UNNAMED
from .corpus import Corpus
from .files.by_file import of_usable, screened_by_file
from .files.csv_files import read_files
from .media.items import COLUMNS as ITEM_COLUMNS
from .media.items import with_media
from .pseudonyms import Hide
from .rows.answers import numbers
from .rows.setting_aside import Fault, Screen, quarantine, set_aside

PARTS = {"expression": "exp", "valence": "val", "arousal": "aro"}
SUM_ERROR = 1e-4
"""How far published shares, rounded to six decimals, may be from summing to 1."""


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read AffectNet; its reader has no options, and nothing of it can be hidden.

    Raises:
        CorpusError: when neither form of the release is there, or a list lacks a column.
    """
    aside: list[dict] = []
    lists = [f"{folder}{name}" for name in LISTS for folder in LIST_FOLDERS if (root / f"{folder}{name}").is_file()]
    arrays = [name for name in SETS if (root / name / "annotations").is_dir()]
    if not lists and not arrays:
        allowed = f"{', '.join(LISTS)}, or folders {', '.join(f'{name}/annotations' for name in SETS)}"
        raise CorpusError(Problem(str(root), "", "no annotations", allowed))
    rows = pd.DataFrame([*_listed(root, lists), *(row for name in arrays for row in _in_arrays(root, name, aside))])
    good, bad = screened_by_file(rows, _screens(rows), {}, item=True)
    filled = good.assign(
        speaker_id=good["item_id"], session_id=good["item_id"], intended=None, audio=None, transcript=None
    )
    items, broken = with_media(filled.astype(dict.fromkeys(ITEM_COLUMNS, "str")), root)
    shares, odd = _published(root, arrays, items["item_id"])
    usable, gone = of_usable(good, items["item_id"], "ratings")
    ratings, unrated = _ratings(usable)
    told = quarantine(aside, bad, broken, gone, unrated, odd)
    return Corpus(items=items, ratings=pd.concat([ratings, shares], ignore_index=True), quarantine=told)


def _listed(root: Path, lists: list[str]) -> Iterator[dict]:
    for file, rows in read_files(root, dict.fromkeys(lists, COLUMNS)).items():
        for row in rows.to_dict("records"):
            path = row["subDirectory_filePath"]
            known = {"item_id": path, "video": None if pd.isna(path) else f"{IMAGES}/{path}", "file": file}
            yield known | {"condition": LISTS[Path(file).name]} | {c: row[c] for c in ("row", *PARTS)}


def _in_arrays(root: Path, name: str, aside: list[dict]) -> Iterator[dict]:
    folder = root / name / "annotations"
    for number, path in enumerate(sorted(folder.glob("*_exp.npy")), 1):
        stem = path.name.removesuffix("_exp.npy")
        item, cells = f"{name}/{stem}", {}
        for part, ending in PARTS.items():
            found = _array(folder / f"{stem}_{ending}.npy")
            if isinstance(found, Fault):
                aside.append(set_aside(found, f"{name}/annotations/{stem}_{ending}.npy", item))
            else:
                cells[part] = found
        if len(cells) == len(PARTS):
            file = f"{name}/annotations/{path.name}"
            yield (
                cells
                | {"item_id": item, "video": f"{name}/images/{stem}.jpg", "condition": name}
                | {
                    "file": file,
                    "row": number,
                }
            )


def _array(path: Path) -> str | Fault:
    """The one value of an array file, as text; the release has numbers as text too."""
    try:
        values = np.load(path, allow_pickle=False)
    except OSError as error:
        return Fault("absent", error.strerror or type(error).__name__, "a file that can be read")
    except (ValueError, EOFError) as error:
        return Fault("not_npy", str(error), "an array of one number")
    return str(values.item()) if values.size == 1 else Fault("not_npy", f"{values.size} numbers", "one number")


def _screens(rows: pd.DataFrame) -> list[Screen]:
    code = numbers(rows["expression"])
    known = code.isin([*EXPRESSIONS, NO_FACE])
    classes = ", ".join(f"{number} {word}" for number, word in EXPRESSIONS.items())
    screens = [
        Screen("missing_cell", "item_id", rows["item_id"].isna(), "the path of an image"),
        Screen("duplicate_item", "item_id", rows.duplicated("item_id"), "one row; the first is kept"),
        Screen("no_face", "expression", code == NO_FACE, "an image that shows a face"),
        Screen("unknown_label", "expression", ~known, classes),
    ]
    for part in ("valence", "arousal"):
        value = numbers(rows[part])
        span = f"a number from {LOW:g} to {HIGH:g}, or {NOT_RATED:g} for none"
        screens.append(Screen("not_a_number", part, value.isna(), span))
        screens.append(Screen("out_of_range", part, ~value.between(LOW, HIGH) & (value != NOT_RATED), span))
    return screens


def _ratings(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    label = numbers(rows["expression"]).astype(int).map(EXPRESSIONS)
    parts, told = [_rows(rows, "expression", label, float("nan"))], []
    for part in ("valence", "arousal"):
        value = numbers(rows[part])
        left = int((value == NOT_RATED).sum())
        if left:
            fault = Fault("not_rated", f"{left} images with {NOT_RATED:g}", "a rating, or none")
            told.append(set_aside(fault, "annotations", place=f"column '{part}'"))
        parts.append(_rows(rows, part, None, value)[(value != NOT_RATED).to_numpy()])
    return pd.concat(parts, ignore_index=True), quarantine(told)


def _rows(rows: pd.DataFrame, scale: str, label: pd.Series | None, value: Any) -> pd.DataFrame:
    frame = pd.DataFrame({"item_id": rows["item_id"], "rater_id": f"{UNNAMED}1", "scale": scale})
    frame = frame.assign(label=label, value=value)
    return frame.astype({"item_id": "str", "rater_id": "str", "scale": "str", "label": "str", "value": float})


def _published(root: Path, sets: list[str], usable: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    good: dict[str, list[float]] = {}
    told, known = [], set(usable)
    for name in sets:
        for path in sorted((root / name / "annotations").glob("*_prob_rank_universal.txt")):
            item, file = f"{name}/{path.name.split('_prob_rank')[0]}", path.relative_to(root).as_posix()
            values = [_number(cell) for cell in path.read_text(encoding="utf-8", errors="replace").split(",")]
            allowed = f"{len(SHARES)} shares from 0 to 1 that sum to 1"
            right = len(values) == len(SHARES) and all(0 <= v <= 1 for v in values)
            if item not in known:
                told.append(set_aside(Fault("item_left_out", f"shares of '{item}'", "shares of usable items"), file))
            elif not right or abs(sum(values) - 1) > SUM_ERROR:
                told.append(set_aside(Fault("not_shares", ", ".join(f"{v:g}" for v in values), allowed), file))
            else:
                good[item] = values
    return _share_rows(good), quarantine(told)


def _share_rows(shares: dict[str, list[float]]) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "item_id": np.repeat(np.array(list(shares), dtype=object), len(SHARES)),
            "rater_id": "relabelling",
            "scale": [f"share_{label}" for label in SHARES] * len(shares),
            "label": None,
        }
    )
    values = [value for row in shares.values() for value in row]
    return rows.astype("str").assign(value=np.array(values, dtype=float))


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")

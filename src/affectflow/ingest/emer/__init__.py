"""Reads open-vocabulary emotion sets; `affectflow.layouts.emer` says how they lie on disk."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem
from ...layouts.emer import (
    COLUMNS,
    GROUPED,
    HIGH,
    LOW,
    REFERENCE,
    SCALE,
    SCORE_COLUMNS,
    SCORES,
    SUFFIX,
    explanation_of,
    file_of,
)
from ...tables import empty
from ..corpus import Corpus
from ..files.csv_files import read_files
from ..pseudonyms import Hide
from ..rows.judged_ratings import numeric_ratings
from ..rows.no_media import without_media
from ..rows.setting_aside import Screen, quarantine, screened
from .synonyms import synonyms

JOIN = "|"
SHAPE = "a list of words, such as ['happy', 'joyful']"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the reference, and the sets of every rater whose file is there.

    Args:
        root: folder of the release; files may lie at any depth.
        reader: nothing but its kind.
        hide: hides nothing: the names of clips and raters are names of files.

    Raises:
        CorpusError: when the reference is absent, two files are of one rater, or a column is absent.
    """
    paths = _paths(root)
    files = {path.relative_to(root).as_posix(): COLUMNS for path in paths.values()}
    rows = read_files(root, files)
    of = {rater: rows[path.relative_to(root).as_posix()] for rater, path in paths.items()}
    known, odd = _clips(of[REFERENCE], paths[REFERENCE].relative_to(root).as_posix())
    groups, unreadable = synonyms(root)
    parts = [_sets(frame, paths[rater].relative_to(root).as_posix(), rater, known["name"], groups)
             for rater, frame in of.items()]  # fmt: skip
    scores, faulty = _scores(root, known["name"])
    ratings = pd.concat([*(part[0] for part in parts), scores], ignore_index=True)
    aside = quarantine(odd, *(part[1] for part in parts), unreadable, faulty)
    return Corpus(items=_items(known[["name"]].set_axis(["item_id"], axis=1)), ratings=ratings, quarantine=aside)


def _paths(root: Path) -> dict[str, Path]:
    found: dict[str, list[Path]] = {}
    for path in sorted(root.rglob(f"*{SUFFIX}")):
        if not path.name.startswith("."):
            found.setdefault(path.name.removesuffix(SUFFIX), []).append(path)
    problems = [
        Problem(str(root), "", f"{len(paths)} files {paths[0].name}", "one file for each rater")
        for paths in found.values()
        if len(paths) > 1
    ]
    if REFERENCE not in found:
        problems.append(Problem(file_of(REFERENCE), "", "no such file at any depth", f"a CSV file of {SHAPE} by name"))
    if problems:
        raise CorpusError(problems)
    return {rater: paths[0] for rater, paths in found.items()}


def _clips(rows: pd.DataFrame, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    return screened(rows, file, [
        Screen("missing_cell", "name", rows["name"].isna(), "the name of a clip"),
        Screen("duplicate_item", "name", rows.duplicated("name"), "one row for each clip; the first is kept"),
    ], item=False)  # fmt: skip


def _sets(
    rows: pd.DataFrame, file: str, rater: str, known: pd.Series, groups: Mapping[str, dict[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    words = rows["openset"].map(_parsed, na_action="ignore")
    unreadable = rows["openset"].notna() & words.isna()
    joined = words.map(lambda members: any(JOIN in word for word in members), na_action="ignore").eq(True)
    good, bad = screened(rows, file, [
        Screen("missing_cell", "name", rows["name"].isna(), "the name of a clip"),
        Screen("unknown_item", "name", ~rows["name"].isin(known), f"a clip of {file_of(REFERENCE)}"),
        Screen("missing_cell", "openset", rows["openset"].isna(), f"{SHAPE}, or [] for none"),
        Screen("unreadable_rating", "openset", unreadable, SHAPE),
        Screen("separator_in_label", "openset", joined, f"words without '{JOIN}'"),
        Screen("duplicate_rating", "name", rows.duplicated("name"), "one row for each clip; the first is kept"),
    ])  # fmt: skip
    given = good.assign(words=words[good.index])
    plain = given.assign(scale=SCALE, label=given["words"].map(_label))
    parts = [plain]
    if groups:
        mapped = [[groups.get(name, {}).get(word.lower(), word) for word in members]
                  for name, members in zip(given["name"], given["words"], strict=True)]  # fmt: skip
        parts.append(given.assign(scale=GROUPED, label=[_label(members) for members in mapped]))
    long = pd.concat(parts, ignore_index=True).rename(columns={"name": "item_id"}).assign(rater_id=rater)
    ratings = long[["item_id", "rater_id", "scale", "label"]].assign(value=float("nan"))
    return ratings.astype({"item_id": "str", "rater_id": "str", "scale": "str", "label": "str"}), bad


def _parsed(cell: str) -> list[str] | None:
    try:
        found = ast.literal_eval(cell)
    except (ValueError, SyntaxError):
        return None
    return (
        [word.strip() for word in found] if isinstance(found, list) and all(isinstance(w, str) for w in found) else None
    )


def _label(members: list[str]) -> str | None:
    """A set as one label: members in lower case, once, in order; nothing for the empty set."""
    return JOIN.join(sorted({word.lower() for word in members if word})) or None


def _scores(root: Path, known: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    path = min(root.rglob(SCORES), default=None)
    if path is None:
        return empty("ratings"), quarantine()
    file = path.relative_to(root).as_posix()
    rows = read_files(root, {file: SCORE_COLUMNS})[file]
    good, bad = screened(rows, file, [
        *(Screen("missing_cell", column, rows[column].isna(), "a value") for column in ("name", "model", "rater")),
        Screen("unknown_item", "name", ~rows["name"].isin(known), f"a clip of {file_of(REFERENCE)}"),
    ])  # fmt: skip
    long = good.rename(columns={"name": "item_id", "rater": "rater_id", "score": "given"})
    ratings, odd = numeric_ratings(
        long.assign(scale=long["model"].map(explanation_of), column="score"), file, LOW, HIGH
    )
    return ratings, quarantine(bad, odd)


def _items(names: pd.DataFrame) -> pd.DataFrame:
    frame = names.assign(speaker_id=names["item_id"], session_id=names["item_id"], condition="all")
    return without_media(frame)

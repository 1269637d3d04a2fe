"""Writes the tables of a corpus as a database in audformat, behind the gate of `release`.

Ratings and traces are misc tables in long form, one for each scale, so that their size is
that of the votes and not of items times raters; `files` lists the audio files, for tools that
work on files. Media are not copied. Episodes have no place in audformat that keeps two
observers' equal stretches apart, and stay out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import Problem
from ..release import Refusal, explain, refusals
from ..studies import TWIN, Catalogue, Dataset
from ..tables import read
from .errors import ExportError

USAGE = {"allowed": "unrestricted", "research_only": "research", "forbidden": "restricted"}
TABLES = ("items", "ratings", "traces")
KEYS = {"items": ["item_id"], "ratings": ["item_id", "rater_id", "scale"],
        "traces": ["item_id", "rater_id", "scale", "time"]}  # fmt: skip
ITEM_FIELDS = {
    "speaker": "speaker_id", "session": "session_id", "condition": "condition", "intended": "intended",
    "transcript": "transcript", "audio": "audio", "video": "video",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A database on disk: the reader that reads it again, and what was left out and why."""

    folder: Path
    reader: dict[str, Any]
    withheld: list[Refusal]


def write_database(home: Path, catalogue: Catalogue, data: str, folder: Path) -> Written:
    """Write a corpus's tables as an audformat database named `db`.

    A column that may not leave is left out; a table whose key may not leave is left out whole.

    Args:
        home: root of the repository.
        catalogue: what is declared.
        data: `<dataset>` or `<dataset>_twin`.
        folder: where the database is written; made if it is not there, and empty else.

    Raises:
        ExportError: when there are no tables, or the folder holds files.
        ReleaseError: when the items themselves may not leave.
    """
    paths = {name: f"results/datasets/{data}/{name}.parquet" for name in TABLES}
    if data.removesuffix(TWIN) not in catalogue.datasets:
        raise ExportError(Problem("affectflow audformat", data, "no such corpus", ", ".join(catalogue.datasets)))
    if absent := [path for path in paths.values() if not (home / path).is_file()]:
        raise ExportError(Problem(path, "", "no such file", "the tables of an ingested corpus") for path in absent)
    if folder.is_dir() and any(folder.iterdir()):
        raise ExportError(Problem(str(folder), "", "a folder with files", "an empty folder, or none"))
    refused = refusals(catalogue, home, list(paths.values()))
    gone = {name: {r.column for r in refused if r.path == path} for name, path in paths.items()}
    if gone["items"] & {None, "item_id"}:
        raise explain(refused)
    kept = {name: _allowed(read(name, home / path), name, gone[name]) for name, path in paths.items()}
    database = described(data, catalogue.dataset(data))
    fill(database, kept["items"], kept["ratings"], kept["traces"])
    folder.mkdir(parents=True, exist_ok=True)
    database.save(str(folder), storage_format="csv")
    return Written(folder, reader_of(kept["items"], kept["ratings"], kept["traces"]), refused)


def described(data: str, dataset: Dataset) -> Any:
    """An empty database with a corpus's title, source and terms."""
    import audformat

    mark = "SYNTHETIC twin of " if data.endswith(TWIN) else ""
    source = dataset.source.obtain if dataset.source and not mark else "made by affectflow"
    return audformat.Database(
        data,
        source,
        USAGE[dataset.licence.redistribution],
        description=f"{mark}{dataset.title}",
        license=dataset.licence.name,
        license_url=dataset.licence.url or None,
        meta={"citation": dataset.citation} if dataset.citation else None,
    )


def fill(database: Any, items: pd.DataFrame, ratings: pd.DataFrame, traces: pd.DataFrame) -> None:
    """Put the tables of a corpus into a database."""
    import audformat

    database.schemes["text"] = audformat.Scheme("str")
    database.schemes["number"] = audformat.Scheme("float")
    fields = [column for column in ITEM_FIELDS.values() if column in items and items[column].notna().any()]
    _put(database, "items", items.set_index("item_id")[fields], dict.fromkeys(fields, "text"))
    if "audio" in fields:
        files = items.dropna(subset=["audio"]).drop_duplicates("audio")
        database["files"] = audformat.Table(audformat.filewise_index(files["audio"].tolist()))
        database["files"]["item"] = audformat.Column(scheme_id="text")
        database["files"]["item"].set(files["item_id"].tolist())
    for scale, rows in ratings.groupby("scale", sort=True) if len(ratings) else ():
        answers = [column for column in ("label", "value") if column in rows and rows[column].notna().any()]
        if "label" in answers:
            database.schemes[scale] = audformat.Scheme("str", labels=sorted(rows["label"].dropna().unique()))
        schemes = {"label": str(scale), "value": "number"}
        _put(database, f"ratings.{scale}", rows.set_index(["item_id", "rater_id"])[answers], schemes)
    for scale, rows in traces.groupby("scale", sort=True) if len(traces) else ():
        table = rows.set_index(["item_id", "rater_id", "time"])[["value"]]
        _put(database, f"traces.{scale}", table, {"value": "number"})


def reader_of(items: pd.DataFrame, ratings: pd.DataFrame, traces: pd.DataFrame) -> dict[str, Any]:
    """The section `reader` of a dataset that reads the database of these tables again."""
    level = {"item": "item_id", "rater": "rater_id"}
    rated = []
    for scale, rows in ratings.groupby("scale", sort=True) if len(ratings) else ():
        for column in ("label", "value"):
            if column in rows and rows[column].notna().any():
                set_valued = column == "label" and rows["label"].str.contains("|", regex=False).any()
                sets = {"separator": "|"} if set_valued else {}
                rated.append({"scale": scale, "table": f"ratings.{scale}", "columns": [column]} | level | sets)
    timed = {"time": "time", "value": "value"} | level
    scales = sorted(traces["scale"].unique()) if len(traces) else []
    told = {
        option: {"table": "items", "column": column}
        for option, column in ITEM_FIELDS.items()
        if column in items and items[column].notna().any()
    }
    traced = [{"scale": scale, "table": f"traces.{scale}"} | timed for scale in scales]
    return {"kind": "audformat", "items": ["items"], "ratings": rated, "traces": traced} | told


def _put(database: Any, name: str, table: pd.DataFrame, schemes: dict[str, str]) -> None:
    import audformat

    database[name] = audformat.MiscTable(table.index)
    for column in table:
        database[name][column] = audformat.Column(scheme_id=schemes[str(column)])
        values = table[column]
        database[name][column].set(values.tolist() if values.dtype == float else [_text(v) for v in values])


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _allowed(table: pd.DataFrame, name: str, gone: set[str | None]) -> pd.DataFrame:
    if gone & {None, *KEYS[name]}:
        return table.iloc[:0]
    return table.drop(columns=[column for column in gone if column])

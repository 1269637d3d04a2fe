"""Where a real corpus lies on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..errors import CorpusError, Problem
from .catalogue import Dataset


def declared_place(name: str, dataset: Dataset, config: Mapping[str, str], environ: Mapping[str, str]) -> Path:
    """Where a real corpus should lie: `--config <id>=PATH`, else `AFFECTFLOW_<ID>`, else its YAML."""
    assert dataset.source
    return Path(config.get(name) or environ.get(variable(name)) or dataset.source.path)


def place_of(name: str, dataset: Dataset, config: Mapping[str, str], environ: Mapping[str, str]) -> Path:
    """The folder of a real corpus, which must be there.

    Raises:
        CorpusError: when there is no such folder; says where the corpus can be had.
    """
    assert dataset.source
    place = declared_place(name, dataset, config, environ)
    if not place.is_dir():
        size = f", {dataset.source.bytes / 1e6:.0f} MB" if dataset.source.bytes else ""
        known = f", checksums in params/datasets/{dataset.source.checksums}" if dataset.source.checksums else ""
        raise CorpusError(
            Problem(
                f"params/datasets/{name}.yaml",
                "source.path",
                f"no folder '{place}'",
                f"the folder of {dataset.title}, given there, by {variable(name)} or by --config {name}=PATH",
                f"Get it: {dataset.source.obtain} (licence: {dataset.licence.name}{size}{known}).",
            )
        )
    return place


def variable(name: str) -> str:
    """The environment variable that says where a corpus lies."""
    return f"AFFECTFLOW_{name.upper()}"

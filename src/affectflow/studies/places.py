"""Where a real corpus lies on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..errors import CorpusError, Problem
from .catalogue import Dataset


def place_of(name: str, dataset: Dataset, config: Mapping[str, str], environ: Mapping[str, str]) -> Path:
    """The folder of a real corpus: `--config <id>=PATH`, else `AFFECTFLOW_<ID>`, else its YAML.

    Raises:
        CorpusError: when there is no such folder; says where the corpus can be had.
    """
    assert dataset.source
    variable = f"AFFECTFLOW_{name.upper()}"
    place = Path(config.get(name) or environ.get(variable) or dataset.source.path)
    if not place.is_dir():
        size = f", {dataset.source.bytes / 1e6:.0f} MB" if dataset.source.bytes else ""
        known = f", checksums in params/datasets/{dataset.source.checksums}" if dataset.source.checksums else ""
        raise CorpusError(
            Problem(
                f"params/datasets/{name}.yaml",
                "source.path",
                f"no folder '{place}'",
                f"the folder of {dataset.title}, given there, by {variable} or by --config {name}=PATH",
                f"Get it: {dataset.source.obtain} (licence: {dataset.licence.name}{size}{known}).",
            )
        )
    return place


def raw_files(place: Path, dataset: Dataset) -> list[str]:
    """The raw files that the corpus's reader reads, sorted; the patterns are in its YAML."""
    assert dataset.source
    found = {path for pattern in dataset.source.files for path in place.glob(pattern) if path.is_file()}
    return sorted(map(str, found))

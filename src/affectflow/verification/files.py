"""Which files belong to a run, and which stage made each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ..studies import Catalogue
from ..studies.verify import Stage

Start = Literal["raw", "features"]
"""From what a run is computed again."""

ENVIRONMENT = re.compile(r"^reports/\w+/(provenance\.json|tables/provenance-[\w-]+\.(csv|tex))$")
"""Files about the machine and the versions; they explain a difference and are no result."""

STAND_IN = ".withheld"
TRACKED = "tracked.json"
"""What was sent to MLflow, which a verification does not do."""


def folders(catalogue: Catalogue, run: str) -> dict[str, Stage]:
    """Folders that hold a run's results, each with the stage that most of its files are of."""
    data, study = catalogue.data(run), catalogue.study(run)
    found: dict[str, Stage] = {f"results/datasets/{data}": "ingest"}
    found |= {f"results/features/{data}/{name}": "features" for name in study.features}
    return found | {f"results/studies/{run}": "train", f"reports/{run}": "report"}


def given_folders(catalogue: Catalogue, run: str) -> list[str]:
    """Folders that `--from features` takes as given."""
    return [folder for folder, stage in folders(catalogue, run).items() if stage in ("ingest", "features")]


def results(catalogue: Catalogue, run: str, *roots: Path, start: Start) -> dict[str, Stage]:
    """Results of a run that lie below any of the roots, by path, with their stage.

    A twin's raw files count where every root has them: they need not be handed over, because
    their list of hashes is.
    """
    raw = f"results/datasets/{catalogue.data(run)}/raw/"
    left_out = [] if all((root / raw).is_dir() for root in roots) else [raw]
    left_out += given_folders(catalogue, run) if start == "features" else []
    found: dict[str, Stage] = {}
    for folder, stage in folders(catalogue, run).items():
        for path in (path for root in roots for path in _files(root, folder)):
            if not path.startswith(tuple(left_out)) and not ENVIRONMENT.match(path):
                found[path] = _stage(path, stage)
    return dict(sorted(found.items()))


def _files(root: Path, folder: str) -> Iterator[str]:
    """Files of a folder, without a program's own (their names begin with a dot), what was tracked, and stand-ins of
    tables that may not leave."""
    for path in sorted((root / folder).rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name != TRACKED and path.suffix != STAND_IN:
            yield path.relative_to(root).as_posix()


def _stage(path: str, folder_stage: Stage) -> Stage:
    parts = Path(path).parts
    if folder_stage == "train" and parts[3] == "analyses":
        return "analyse"
    return "elicit" if folder_stage == "train" and parts[3].startswith("responses.") else folder_stage

"""Reads every study and catalogue file at once and says everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..errors import Problem, StudyError
from . import explain
from .base import Spec
from .catalogue import Dataset, FeatureSet
from .study import Study, conflicts, names_used

TWIN = "_twin"
"""Suffix of every id whose data is synthetic; no study or dataset may use it in its own name."""

RULES = frozenset(
    ["all", "analysis", "elicit", "features", "index", "ingest", "model", "report", "sample", "track", "twin"]
)
"""Names of the workflow's rules; a study is a target by its own name and may not hide one."""


@dataclass(frozen=True)
class Catalogue:
    """All studies and what they may name, by id."""

    studies: dict[str, Study]
    datasets: dict[str, Dataset]
    features: dict[str, FeatureSet]

    def runs(self) -> list[str]:
        """Ids under which studies can run: `<study>` on real data, `<study>_twin` on the twin."""
        origins = [(s, self.datasets[study.ingest.dataset]) for s, study in self.studies.items()]
        real = [study for study, dataset in origins if dataset.source]
        return real + [study + TWIN for study, dataset in origins if dataset.twin]

    def study(self, run: str) -> Study:
        """The study behind a run."""
        return self.studies[run.removesuffix(TWIN)]

    def data(self, run: str) -> str:
        """The id of the data behind a run: `<dataset>` or `<dataset>_twin`."""
        return self.study(run).ingest.dataset + (TWIN if run.endswith(TWIN) else "")

    def dataset(self, data: str) -> Dataset:
        """The catalogue entry behind `<dataset>` or `<dataset>_twin`."""
        return self.datasets[data.removesuffix(TWIN)]


def load_studies(params: Path) -> Catalogue:
    """Read `params/{studies,datasets,features}/*.yaml`.

    Args:
        params: the folder that holds the three folders.

    Returns:
        everything declared there.

    Raises:
        StudyError: with all problems of all files, each with file, path, what was
            found, what is allowed and, where a near word exists, what was meant.
    """
    problems: list[Problem] = []
    datasets = _load_all(params / "datasets", Dataset, problems)
    features = _load_all(params / "features", FeatureSet, problems)
    studies = _load_all(params / "studies", Study, problems)
    for name, study in studies.items():
        for place, found, allowed in conflicts(study):
            problems.append(explain.dangling(str(params / "studies" / f"{name}.yaml"), place, found, allowed))
    problems.extend(_dangling(params))
    problems.extend(_without_checksums(params / "datasets", datasets))
    if problems:
        raise StudyError(problems)
    return Catalogue(studies, datasets, features)


def _dangling(params: Path) -> Iterator[Problem]:
    """Names of corpora and feature sets that no catalogue file has, also in studies that are wrong otherwise."""
    known = {name: sorted(_stems(params / name)) for name in ("datasets", "features")}
    for path in _stems(params / "studies").values():
        raw = _parse(path, [])
        used = names_used(raw) if isinstance(raw, dict) else []
        for place, catalogue, name in used:
            if name not in known[catalogue]:
                yield explain.dangling(str(path), place, name, known[catalogue])


def _without_checksums(folder: Path, datasets: dict[str, Dataset]) -> Iterator[Problem]:
    for name, dataset in datasets.items():
        declared = dataset.source.checksums if dataset.source else None
        if declared and not (folder / declared).is_file():
            there = [path.name for path in sorted(folder.glob("*.sha256"))]
            yield explain.dangling(str(folder / f"{name}.yaml"), "source.checksums", declared, there)


def _stems(folder: Path) -> dict[str, Any]:
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def _load_all(folder: Path, kind: type[Spec], problems: list[Problem]) -> dict[str, Any]:
    loaded = {}
    for name, path in _stems(folder).items():
        if name.endswith(TWIN) or name in RULES or not name.isidentifier() or name != name.lower():
            allowed = f"lower case, digits and _, not ending in {TWIN}, not the name of a workflow rule"
            problems.append(Problem(str(path), "file name", f"'{name}'", allowed))
        spec = _load(path, kind, problems)
        if spec is not None:
            loaded[name] = spec
    return loaded


class _UniqueKeys(yaml.CSafeLoader):
    """YAML in which a key that stands twice is an error and not the last one."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _parse(path: Path, problems: list[Problem]) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _UniqueKeys)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        found = getattr(error, "problem", None) or str(error)
        problems.append(Problem(str(path), place, found, "YAML in which each key stands once"))
    except UnicodeDecodeError as error:
        problems.append(Problem(str(path), f"byte {error.start}", "text that is not UTF-8", "UTF-8"))
    return None


def _load(path: Path, kind: type[Spec], problems: list[Problem]) -> Spec | None:
    before = len(problems)
    raw = _parse(path, problems)
    if len(problems) > before:
        return None
    try:
        return kind.load(raw)
    except ValidationError as error:
        problems.extend(explain.validation(str(path), kind, error))
    return None

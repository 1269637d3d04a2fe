"""Reads every study and catalogue file at once and says everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..errors import Problem, StudyError
from . import explain
from .base import Spec
from .catalogue import Dataset, FeatureSet
from .licence import unknown_parts
from .names_declared import undeclared
from .preregistration import Preregistration
from .preregistration_checks import preregistered
from .study import Study, conflicts, names_used
from .texts import numbers_in_title, unfounded
from .yaml_files import YamlFile, read_folder

TWIN = "_twin"
"""Suffix of every id whose data is synthetic; no study or dataset may use it in its own name."""

RULES = frozenset(
    [
        "all",
        "analysis",
        "elicit",
        "features",
        "index",
        "ingest",
        "manifest",
        "model",
        "report",
        "sample",
        "track",
        "twin",
    ]
)
"""Names of the workflow's rules; a study is a target by its own name and may not hide one."""


@dataclass(frozen=True)
class Catalogue:
    """All studies and what they may name, by id."""

    studies: dict[str, Study]
    datasets: dict[str, Dataset]
    features: dict[str, FeatureSet]
    preregistrations: dict[str, Preregistration] = field(default_factory=dict)

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
    """Read `params/{studies,datasets,features,preregistrations}/*.yaml`.

    Args:
        params: the folder that holds these folders.

    Returns:
        everything declared there.

    Raises:
        StudyError: with all problems of all files, each with file, path, what was
            found, what is allowed and, where a near word exists, what was meant.
    """
    problems: list[Problem] = []
    files = {name: read_folder(params / name) for name in ("datasets", "features", "studies", "preregistrations")}
    datasets = _load_all(files["datasets"], Dataset, problems)
    features = _load_all(files["features"], FeatureSet, problems)
    studies = _load_all(files["studies"], Study, problems)
    frozen = _load_all(files["preregistrations"], Preregistration, problems)
    for name, study in studies.items():
        for place, found, allowed in conflicts(study):
            problems.append(explain.dangling(str(params / "studies" / f"{name}.yaml"), place, found, allowed))
    problems.extend(_unfounded(params, studies, datasets, features))
    problems.extend(_dangling(files))
    problems.extend(_undeclared(files["studies"], datasets))
    for name, dataset in datasets.items():
        for place, found, allowed in unknown_parts(dataset, files["features"]):
            problems.append(explain.dangling(str(params / "datasets" / f"{name}.yaml"), place, found, allowed))
    problems.extend(_without_checksums(params / "datasets", datasets))
    problems.extend(preregistered(params, frozen, studies, files["studies"]))
    if problems:
        raise StudyError(problems)
    return Catalogue(studies, datasets, features, frozen)


def _unfounded(
    params: Path, studies: dict[str, Study], datasets: dict[str, Dataset], features: dict[str, FeatureSet]
) -> Iterator[Problem]:
    """Numbers that a text states and no result is behind, and references that name no result."""
    for name, study in studies.items():
        dataset = datasets.get(study.ingest.dataset)
        real = bool(dataset and dataset.source)
        yield from unfounded(str(params / "studies" / f"{name}.yaml"), study, real=real)
    for folder, entries in (("datasets", datasets), ("features", features)):
        for name, entry in entries.items():
            yield from numbers_in_title(str(params / folder / f"{name}.yaml"), entry)


def _dangling(files: dict[str, dict[str, YamlFile]]) -> Iterator[Problem]:
    """Names of corpora and feature sets that no catalogue file has, also in studies that are wrong otherwise."""
    for file in files["studies"].values():
        used = names_used(file.content) if isinstance(file.content, dict) else []
        for place, catalogue, name in used:
            if name not in files[catalogue]:
                yield explain.dangling(str(file.path), place, name, sorted(files[catalogue]))


def _undeclared(studies: dict[str, YamlFile], datasets: dict[str, Dataset]) -> Iterator[Problem]:
    """Names of the data that analyses use and no dataset declares, also in studies that are wrong otherwise."""
    for file in studies.values():
        content = file.content if isinstance(file.content, dict) else {}
        named = [name for _, catalogue, name in names_used(content) if catalogue == "datasets"]
        for dataset in (datasets[name] for name in named if name in datasets):
            for place, found, allowed in undeclared(content.get("analyse"), dataset.reader):
                yield explain.dangling(str(file.path), place, found, allowed)


def _without_checksums(folder: Path, datasets: dict[str, Dataset]) -> Iterator[Problem]:
    for name, dataset in datasets.items():
        declared = dataset.source.checksums if dataset.source else None
        if declared and not (folder / declared).is_file():
            there = [path.name for path in sorted(folder.glob("*.sha256"))]
            yield explain.dangling(str(folder / f"{name}.yaml"), "source.checksums", declared, there)


def _load_all(files: dict[str, YamlFile], kind: type[Spec], problems: list[Problem]) -> dict[str, Any]:
    loaded = {}
    for name, file in files.items():
        if name.endswith(TWIN) or name in RULES or not name.isidentifier() or name != name.lower():
            allowed = f"lower case, digits and _, not ending in {TWIN}, not the name of a workflow rule"
            problems.append(Problem(str(file.path), "file name", f"'{name}'", allowed))
        spec = _load(file, kind, problems)
        if spec is not None:
            loaded[name] = spec
    return loaded


def _load(file: YamlFile, kind: type[Spec], problems: list[Problem]) -> Spec | None:
    if file.problem:
        problems.append(file.problem)
        return None
    try:
        return kind.load(file.content)
    except ValidationError as error:
        problems.extend(explain.validation(str(file.path), kind, error))
        return None

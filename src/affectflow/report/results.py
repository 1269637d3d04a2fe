"""The results that a report is made of, as they lie on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..tables import empty, read, read_json


@dataclass(frozen=True)
class Results:
    """Everything that one run of a study found.

    Attributes:
        flow: from the corpus to the sample, or None when the study trains nothing.
        scores: scores by model.
        history: training history by model, one dict per epoch, fold and seed.
        analyses: results of the analyses, by name.
        quarantine: all that was set aside, table `quarantine`.
        planted: what the synthetic twin planted, or None.
    """

    flow: dict[str, Any] | None = None
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    analyses: dict[str, dict[str, Any]] = field(default_factory=dict)
    quarantine: pd.DataFrame = field(default_factory=lambda: empty("quarantine"))
    planted: dict[str, Any] | None = None

    @classmethod
    def collect(
        cls, folder: Path, quarantine_paths: Sequence[str | Path] = (), planted: Sequence[str | Path] = ()
    ) -> Results:
        """Read `flow.json`, `<model>/{scores,history}.json` and `analyses/*.json` below a run's folder.

        Args:
            folder: `results/studies/<run>`.
            quarantine_paths: quarantine tables of the corpus and of its feature sets.
            planted: the twin's `planted.json`; none for a real corpus.

        Raises:
            TableError: when a file is damaged, or a named one is absent.
        """
        flow = folder / "flow.json"
        return cls(
            flow=read_json(flow) if flow.is_file() else None,
            scores=_by_folder(folder, "scores.json"),
            history=_by_folder(folder, "history.json"),
            analyses={path.stem: read_json(path) for path in sorted((folder / "analyses").glob("*.json"))},
            quarantine=read("quarantine", *quarantine_paths) if quarantine_paths else empty("quarantine"),
            planted=read_json(planted[0]) if planted else None,
        )

    def documents(self) -> dict[str, Any]:
        """The results that a claim may name, by their path below the run's folder."""
        flow = {"flow.json": self.flow} if self.flow else {}
        scores = {f"{model}/scores.json": found for model, found in self.scores.items()}
        return flow | scores | {f"analyses/{name}.json": found for name, found in self.analyses.items()}

    def analysis(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """Name and result of every analysis of a kind."""
        return [(name, found) for name, found in self.analyses.items() if found.get("kind") == kind]


def _by_folder(folder: Path, file: str) -> dict[str, Any]:
    return {path.parent.name: read_json(path) for path in sorted(folder.glob(f"*/{file}"))}

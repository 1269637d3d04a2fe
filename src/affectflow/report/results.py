"""The results that a report is made of, as they lie on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from ..tables import empty, read, read_json, read_json_by_folder, read_json_by_stem


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
        responses: every response of every model, table `responses`.
        participants: the people of the corpus, table `participants`.
    """

    flow: dict[str, Any] | None = None
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    analyses: dict[str, dict[str, Any]] = field(default_factory=dict)
    quarantine: pd.DataFrame = field(default_factory=lambda: empty("quarantine"))
    planted: dict[str, Any] | None = None
    responses: pd.DataFrame = field(default_factory=lambda: empty("responses"))
    participants: pd.DataFrame = field(default_factory=lambda: empty("participants"))

    @classmethod
    def collect(
        cls,
        documents: Iterable[str | Path],
        *,
        quarantine: Sequence[str | Path] = (),
        planted: Sequence[str | Path] = (),
        responses: Sequence[str | Path] = (),
        participants: Sequence[str | Path] = (),
    ) -> Results:
        """Read the documents of a run, and no other file that may lie beside them from an earlier study.

        Args:
            documents: `flow.json`, `<model>/scores.json`, `<model>/history.json` and
                `analyses/<name>.json` below the run's folder, each if there is one.
            quarantine: quarantine tables of the corpus, its feature sets and its responses.
            planted: the twin's `planted.json`; none for a real corpus.
            responses: the table `responses`; none for a study without elicitation.
            participants: the corpus's table `participants`.

        Raises:
            TableError: when a file is damaged or absent.
        """
        given = sorted(map(Path, documents))
        # An analysis may be called as another document is.
        analyses = [path for path in given if path.parent.name == "analyses"]
        paths = [path for path in given if path.parent.name != "analyses"]
        return cls(
            flow=next((read_json(path) for path in paths if path.name == "flow.json"), None),
            scores=read_json_by_folder(path for path in paths if path.name == "scores.json"),
            history=read_json_by_folder(path for path in paths if path.name == "history.json"),
            analyses=read_json_by_stem(analyses),
            quarantine=read("quarantine", *quarantine) if quarantine else empty("quarantine"),
            planted=read_json(planted[0]) if planted else None,
            responses=read("responses", *responses) if responses else empty("responses"),
            participants=read("participants", *participants) if participants else empty("participants"),
        )

    def documents(self) -> dict[str, Any]:
        """The results that a claim may name, by their path below the run's folder."""
        flow = {"flow.json": self.flow} if self.flow else {}
        scores = {f"{model}/scores.json": found for model, found in self.scores.items()}
        return flow | scores | {f"analyses/{name}.json": found for name, found in self.analyses.items()}

    def in_order(self, names: Iterable[str]) -> Results:
        """The same results, analyses in the order of these names."""
        ordered = {name: self.analyses[name] for name in names if name in self.analyses}
        return replace(self, analyses=ordered | self.analyses)

    def analysis(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """Name and result of every analysis of a kind."""
        return [(name, found) for name, found in self.analyses.items() if found.get("kind") == kind]

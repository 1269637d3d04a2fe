"""What a section of a report may draw on, and the claims judged by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..studies import TWIN, Dataset, FeatureSet, Study
from ..studies.preregistration import Preregistration, Standing, standings
from ..studies.texts import texts
from . import claims
from .prose import Told, tell
from .results import Results
from .words import metric


def in_order(document: Any, order: Sequence[str]) -> Any:
    """A document whose dicts have the keys named in `order` last and in that order, at any depth.

    Results are written with sorted keys; occasions and models have an order of their own.
    """
    place = {name: i for i, name in enumerate(order)}
    if isinstance(document, dict):
        keys = sorted(document, key=lambda key: place.get(key, -1))
        return {key: in_order(document[key], order) for key in keys}
    return document


@dataclass(frozen=True)
class Material:
    """One run: what was declared, what was found, and where it comes from."""

    run: str
    study: Study
    dataset: Dataset
    features: dict[str, FeatureSet]
    results: Results
    provenance: dict[str, Any]
    preregistration: Preregistration | None = None

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Whether each analysis was planned; empty without a preregistration."""
        return standings(self.preregistration, self.study) if self.preregistration else {}

    def parts(self) -> tuple[Material, Material | None]:
        """The run with what was planned only, and with the rest only if there is a rest."""
        rest = {name for name, standing in self.standings.items() if standing != "planned"} & set(self.results.analyses)
        return (self._without(rest), self._without(set(self.results.analyses) - rest)) if rest else (self, None)

    def _without(self, names: set[str]) -> Material:
        kept = {name: found for name, found in self.results.analyses.items() if name not in names}
        return replace(self, results=replace(self.results, analyses=kept))

    @property
    def synthetic(self) -> bool:
        """Whether the data is a twin's."""
        return self.run.endswith(TWIN)

    @cached_property
    def verdicts(self) -> list[claims.Verdict]:
        """What became of the study's claims."""
        found = self.results.documents()
        return claims.judge(self.study.claims, found, self._declared(), synthetic=self.synthetic)

    @cached_property
    def told(self) -> dict[str, Told]:
        """The study's own text by its place in the study, with the results in it.

        A number that the author typed is held against the real run; on a twin it gives way
        to the twin's own result, unless there is no corpus but the twin.
        """
        file = f"params/studies/{self.run.removesuffix(TWIN)}.yaml"
        held = not self.synthetic or self.dataset.source is None
        return tell(texts(self.study), self.results.documents(), file, held=held)

    @property
    def title(self) -> str:
        """What the study is called."""
        return self.told["report.title"].plain

    @property
    def question(self) -> Told:
        """What the study asks."""
        return self.told["report.question"]

    @property
    def summary(self) -> list[Told]:
        """What the study says it found, in paragraphs."""
        return [told for place, told in self.told.items() if place.startswith("report.summary.")]

    @property
    def metric(self) -> str:
        """The metric that models are compared by: the first of the study."""
        assert self.study.train
        return self.study.train.metrics[0]

    def ranked(self) -> list[str]:
        """Scored models from the best to the worst by the first metric; undefined ones last."""
        if not self.study.train:
            return []
        sign = -1 if metric(self.metric).higher_is_better else 1
        place = {name: i for i, name in enumerate(self.study.train.models)}

        def key(name: str):
            estimate = self.results.scores[name]["metrics"][self.metric]["estimate"]
            return (estimate is None, sign * (estimate or 0.0), place.get(name, len(place)))

        return sorted(self.results.scores, key=key)

    def reference(self) -> str | None:
        """The model that comparisons are about; without a comparison the best one."""
        for _, found in self.results.analysis("comparison"):
            if found["reference"] in self.results.scores:
                return found["reference"]
        return next(iter(self.ranked()), None)

    def _declared(self) -> set[str]:
        models = self.study.train.models if self.study.train else {}
        flow = {"flow.json"} if models else set()
        return flow | {f"{m}/scores.json" for m in models} | {f"analyses/{a}.json" for a in self.study.analyse}

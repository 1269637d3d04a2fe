"""What a reader of a report takes away, as it was handed over and as it was found again."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ..errors import AffectflowError
from ..report.claims import judge
from ..studies import TWIN, Study
from ..studies.verify import Tolerance
from ..tables import look_up
from .json_documents import compare_values
from .tally import NOTHING, Tally


@dataclass(frozen=True)
class Held:
    """One reported number.

    Attributes:
        label: what it is.
        pulled: as it was handed over.
        recomputed: as it was found again.
        outcome: `identical`, `within tolerance` or `differs`.
        amount: |recomputed - pulled|; 0 where it is the same, infinite where one is no number.
        pulled_verdict: of a claim: `reproduced`, `differs`, `not tested`, or `not there`.
        recomputed_verdict: the same.
    """

    label: str
    pulled: Any
    recomputed: Any
    outcome: str
    amount: float
    pulled_verdict: str = ""
    recomputed_verdict: str = ""


def headlines(pulled: Path, recomputed: Path, run: str, study: Study) -> Iterator[Held]:
    """The headline numbers of both summaries, in their order and as they are written there."""
    sides = [_read(place / f"reports/{run}/summary.json") or {} for place in (pulled, recomputed)]
    for left, right in zip_longest(*(side.get("headlines", []) for side in sides), fillvalue={}):
        given, found = _written(left), _written(right)
        if left.get("label") == right.get("label"):
            yield _held(left["label"], given, found, study.verify.of("report"))
        else:
            yield Held(left.get("label", NOTHING), given, f"{right.get('label', '')} {found}", "differs", math.inf)


def claims(pulled: Path, recomputed: Path, run: str, study: Study, files: Iterable[str]) -> Iterator[Held]:
    """The results that the study's claims are about, and the verdict on each claim."""
    root = f"results/studies/{run}"
    names = {claim.observed.partition("#/")[0] for claim in study.claims.values()}
    sides = [{name: _read(place / root / name) for name in names} for place in (pulled, recomputed)]
    expected = {path.removeprefix(f"{root}/") for path in files if path.startswith(root)} | names
    verdicts = [_verdicts(study, side, expected, run) for side in sides]
    for name, claim in study.claims.items():
        file, _, path = claim.observed.partition("#/")
        given, found = (_observed(side[file], path) for side in sides)
        stage = "analyse" if file.startswith("analyses/") else "train"
        one = _held(claim.text, given, found, study.verify.of(stage))  # type: ignore[arg-type]
        told = [side.get(name, "not there") for side in verdicts]
        yield replace(one, pulled_verdict=told[0], recomputed_verdict=told[1])


def _held(label: str, given: Any, found: Any, tolerance: Tolerance) -> Held:
    tally = Tally(tolerance, texts=True)
    compare_values(given, found, tally)
    if tally.words_differ:
        return Held(label, given, found, "differs", math.inf)
    outcome = "differs" if tally.differs else "within tolerance" if tally.within else "identical"
    return Held(label, given, found, outcome, tally.largest)


def _verdicts(study: Study, documents: dict[str, Any], expected: set[str], run: str) -> dict[str, str]:
    there = {name: document for name, document in documents.items() if document is not None}
    try:
        found = judge(study.claims, there, expected, synthetic=run.endswith(TWIN))
    except AffectflowError:
        return {}
    return {verdict.name: verdict.outcome for verdict in found}


def _written(line: dict[str, str]) -> str:
    return "; ".join(filter(None, (line.get(part, "") for part in ("estimate", "interval", "n")))) or NOTHING


def _observed(document: Any, path: str) -> Any:
    try:
        return look_up(document, path)
    except AffectflowError:
        return NOTHING


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

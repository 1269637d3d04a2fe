"""The verdict on a run, and the document in which it is written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .. import __version__
from ..studies.verify import STAGES, Verify
from .comparing import OUTCOMES, Comparison
from .files import Start
from .graph import Divergence
from .held import Held

Headline = Literal["identical", "within tolerance", "differs", "not recomputed"]


@dataclass(frozen=True)
class Given:
    """Results that were taken as given.

    Attributes:
        paths: of them.
        held_against: the record that they were held against, or nothing.
        why_not: why there was no record.
        unlike: those that are not as recorded.
    """

    paths: tuple[str, ...] = ()
    held_against: str = ""
    why_not: str = ""
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True)
class Durations:
    """Seconds: of the recomputation of all runs here, of this run's jobs here and in the original run, and from the
    start of the original run's first job to the end of its last."""

    here: float
    jobs_here: float
    jobs_original: float
    original: float


@dataclass(frozen=True)
class Verdict:
    """Everything that was found about one run; see `document` for what is written of it."""

    run: str
    synthetic: bool
    title: str
    start: Start
    failure: str
    continued: bool
    files: tuple[Comparison, ...]
    rules: Mapping[str, str]
    tolerance: Verify
    altered: tuple[str, ...]
    divergences: tuple[Divergence, ...]
    headlines: tuple[Held, ...]
    claims: tuple[Held, ...]
    environment: tuple[dict[str, str], ...]
    given: Given
    durations: Durations

    @property
    def headline(self) -> Headline:
        """The verdict in a word or two."""
        if self.failure or not self.files:
            return "not recomputed"
        if self.given.unlike or any(file.fails for file in self.files):
            return "differs"
        return "within tolerance" if any(file.outcome == "within tolerance" for file in self.files) else "identical"

    @property
    def exit_code(self) -> int:
        """0 when everything holds, 1 when something differs, 2 when it could not be recomputed."""
        return {"identical": 0, "within tolerance": 0, "differs": 1, "not recomputed": 2}[self.headline]

    @property
    def different(self) -> list[Comparison]:
        """Files that are not the same to the byte: the worst outcomes first, then those from which others follow."""
        first = {*self.altered, *(path for step in self.divergences for path in step.outputs)}
        found = [file for file in self.files if file.outcome != "identical"]

        def key(file: Comparison) -> tuple:
            kind = 1 if file.outcome == "differs" else -OUTCOMES.index(file.outcome)
            return (not file.fails, file.path not in first, STAGES.index(file.stage), kind, -file.largest, file.path)

        return sorted(found, key=key)

    def counts(self, stage: str | None = None) -> dict[str, int]:
        """Files by outcome, and numbers that are identical, within tolerance, and differ."""
        files = [file for file in self.files if stage in (None, file.stage)]
        found = {outcome: sum(file.outcome == outcome for file in files) for outcome in OUTCOMES}
        numbers = [sum(file.numbers[i] for file in files) for i in range(3)]
        names = ("numbers identical", "numbers within tolerance", "numbers that differ")
        return {"files": len(files)} | found | dict(zip(names, numbers, strict=True))

    def stages(self) -> list[str]:
        """Stages that made files of this run."""
        return [stage for stage in STAGES if any(file.stage == stage for file in self.files)]

    def document(self) -> dict[str, Any]:
        """The verdict as plain data: what `verdict.json` holds."""
        return _plain(
            {
                "affectflow": __version__,
                "run": self.run,
                "title": self.title,
                "synthetic": self.synthetic,
                "verdict": self.headline,
                "exit_code": self.exit_code,
                "recomputed_from": self.start,
                "continued": self.continued,
                "failure": self.failure,
                "counts": self.counts(),
                "stages": {stage: self.counts(stage) for stage in self.stages()},
                "tolerance": {stage: self.tolerance.of(stage).plain() for stage in self.stages()},  # type: ignore[arg-type]
                "altered_after_made": list(self.altered),
                "first_divergence": [asdict(step) for step in self.divergences],
                "headlines": [asdict(line) for line in self.headlines],
                "claims": [asdict(line) for line in self.claims],
                "environment": list(self.environment),
                "taken_as_given": asdict(self.given),
                "seconds": asdict(self.durations),
                "different": [asdict(file) | {"rule": self.rules[file.path]} for file in self.different],
                "identical": sorted(file.path for file in self.files if file.outcome == "identical"),
            }
        )


def _plain(value: Any) -> Any:
    """JSON has no infinite numbers and no NaN; they are told in words."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "infinite" if value > 0 else "-infinite"
    return value if isinstance(value, str | int | float | None) else str(value)

"""The names of a corpus's data that an analysis of participants uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True)
class Names:
    """What is named, by its place in the analysis, such as ``{"treated.0": "coaching"}``.

    Attributes:
        measures, occasions: each occasion must be there for each measure.
        arms, covariates, components: of the participants.
        numbers: the covariates that must be numbers.
        labels: a covariate and the label of it that is meant.
        better: a measure and the end of its scale that is taken for the better one.
    """

    measures: Mapping[str, str] = field(default_factory=dict)
    occasions: Mapping[str, str] = field(default_factory=dict)
    arms: Mapping[str, str] = field(default_factory=dict)
    covariates: Mapping[str, str] = field(default_factory=dict)
    components: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    better: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __or__(self, other: Names) -> Names:
        """Both."""
        return Names(**{part.name: getattr(self, part.name) | getattr(other, part.name) for part in fields(Names)})


def numbered(part: str, names: Iterable[str]) -> dict[str, str]:
    """The names of a list of the spec by their places in it, such as ``{"measures.0": "distress"}``."""
    return {f"{part}.{place}": name for place, name in enumerate(names)}


def given(part: str, name: str | None) -> dict[str, str]:
    """A name that need not be given by its place in the spec."""
    return {} if name is None else {part: name}

"""A study as it was frozen before its data were analysed, and how the present one deviates from it.

`params/preregistrations/<study>.yaml` holds what decides results: corpus, features, models and
analyses, with every default written out. Its hash covers study, day and content, so that an
edit by hand is found; since when the file stands is told by version control alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from .base import Name, Spec
from .study import Study

FROZEN = ("ingest", "elicit", "features", "train", "analyse")
"""The sections that decide results; titles, texts, claims and tolerances may change freely."""

ABSENT = "nothing"
"""What stands for a part that one of the two does not have."""

Standing = Literal["planned", "changed", "exploratory"]


class Preregistration(Spec):
    """One file in `params/preregistrations/`, written by `affectflow freeze`."""

    study: Name
    frozen_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    spec: dict[str, Any]
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @property
    def whole(self) -> bool:
        """Whether the content is what the hash was made of."""
        return self.hash == digest(self.study, self.frozen_on, self.spec)


@dataclass(frozen=True)
class Deviation:
    """One place in which a study is not as it was frozen.

    place: keys with dots, such as ``analyse.trial.primary``.
    frozen, now: the values as text; `ABSENT` where one of the two has none.
    """

    place: str
    frozen: str
    now: str


def digest(study: str, frozen_on: str, spec: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of study, day and content, in hexadecimal digits."""
    whole = {"study": study, "frozen_on": frozen_on, "spec": spec}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(name: str, study: Study, day: date) -> Preregistration:
    """The study as it is on a day."""
    spec = _content(study)
    return Preregistration(study=name, frozen_on=day.isoformat(), spec=spec, hash=digest(name, day.isoformat(), spec))


def as_frozen(frozen: Preregistration, study: Study) -> Study:
    """The study with the frozen sections in place of its own.

    Options that the language has got since take their defaults, so that they are no deviations.

    Raises:
        pydantic.ValidationError: when the language no longer knows what was frozen.
    """
    return Study.load(study.plain() | dict(frozen.spec) | {"deviations": {}})


def deviations(frozen: Preregistration, study: Study) -> list[Deviation]:
    """Every place that differs; a list counts as one value, an analysis that is there once as one place.

    Raises:
        pydantic.ValidationError: as `as_frozen`.
    """
    return list(_differences("", _content(as_frozen(frozen, study)), _content(study)))


def standings(frozen: Preregistration, study: Study) -> dict[str, Standing]:
    """Whether each analysis of the study was planned as it is, planned otherwise, or not planned."""
    before, now = (_content(one)["analyse"] for one in (as_frozen(frozen, study), study))
    return {
        name: "exploratory" if name not in before else "planned" if before[name] == spec else "changed"
        for name, spec in now.items()
    }


def _content(study: Study) -> dict[str, Any]:
    plain = study.plain()
    return {section: plain[section] for section in FROZEN}


def _differences(place: str, frozen: Any, now: Any) -> Iterator[Deviation]:
    if isinstance(frozen, dict) and isinstance(now, dict):
        for key in sorted(frozen.keys() | now.keys()):
            below = f"{place}.{key}" if place else key
            yield from _differences(below, frozen.get(key), now.get(key))
    elif frozen != now:
        yield Deviation(place, _told(frozen), _told(now))


def _told(value: Any) -> str:
    return ABSENT if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""What can be wrong with preregistrations, and with the reasons that studies give for deviating from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from ..errors import Problem
from .explain import dangling
from .preregistration import Preregistration, deviations
from .study import Study


def preregistered(
    params: Path, frozen: Mapping[str, Preregistration], studies: Mapping[str, Study], there: Iterable[str]
) -> Iterator[Problem]:
    """Preregistrations that were edited, are of no study or cannot be read; reasons given for no deviation."""
    for name, one in frozen.items():
        file = str(params / "preregistrations" / f"{name}.yaml")
        if name not in there:
            yield dangling(file, "file name", name, sorted(there))
        elif one.study != name:
            yield Problem(file, "study", f"'{one.study}'", f"'{name}', as the file is called")
        elif not one.whole:
            hint = "Bring the committed file back; deviations belong into the study."
            yield Problem(file, "hash", "a content that the hash is not of", "the file as it was frozen", hint)
        elif name in studies:
            try:
                places = [deviation.place for deviation in deviations(one, studies[name])]
            except ValidationError:
                yield Problem(file, "spec", "a study that the language no longer knows", "a study of this version")
            else:
                yield from _groundless(params, name, studies[name], places)
    for name in (name for name in studies if name not in frozen):
        yield from _groundless(params, name, studies[name], [])


def _groundless(params: Path, name: str, study: Study, places: list[str]) -> Iterator[Problem]:
    """Reasons for what is no deviation."""
    for place in (place for place in study.deviations if place not in places):
        file = str(params / "studies" / f"{name}.yaml")
        yield dangling(file, f"deviations.{place}", place, places or ["no deviation"])

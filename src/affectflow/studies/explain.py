"""Turns pydantic's findings into sentences with file, path, value and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..errors import Problem, did_you_mean
from .base import NAME


def dangling(file: str, place: str, found: str, allowed: list[str]) -> Problem:
    """A name that names nothing."""
    return Problem(file, place, f"'{found}'", ", ".join(allowed) or "nothing", did_you_mean(found, allowed))


def validation(file: str, model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    """One `Problem` for each finding of pydantic in one file."""
    for finding in error.errors(include_url=False):
        location = [str(part) for part in finding["loc"]]
        yield _problem(file, model, location, finding)


def _problem(file: str, model: type[BaseModel], location: list[str], finding: Any) -> Problem:
    path = ".".join(_without_tags(model, location))
    kind, value, context = finding["type"], finding["input"], finding.get("ctx", {})
    if kind == "extra_forbidden":
        allowed = sorted(_keys_at(model, location[:-1]))
        return Problem(file, path, f"key '{location[-1]}'", ", ".join(allowed), did_you_mean(location[-1], allowed))
    if kind == "missing":
        return Problem(file, path, "nothing", "a value, because this key has no default")
    if kind == "literal_error":
        return _one_of(file, path, value, re.findall(r"'([^']*)'", context["expected"]))
    if kind == "union_tag_invalid":
        tags = re.findall(r"'([^']*)'", context["expected_tags"])
        return _one_of(file, f"{path}.kind" if path else "kind", context["tag"], tags)
    if kind == "union_tag_not_found":
        return Problem(file, path, "no key 'kind'", "a 'kind'")
    if kind == "string_pattern_mismatch" and context["pattern"] == NAME:
        return Problem(file, path, _shown(value), "lower case letters, digits and _, a letter first")
    return Problem(file, path, _shown(value), finding["msg"].removeprefix("Value error, "))


def _one_of(file: str, path: str, value: Any, allowed: list[str]) -> Problem:
    return Problem(file, path, _shown(value), ", ".join(allowed), did_you_mean(str(value), allowed))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """All models that an annotation may hold, at any depth of Optional, Union, dict and tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _is_keyed(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return origin in (dict, tuple) or any(_is_keyed(part) for part in get_args(annotation))


def _tag(model: type[BaseModel]) -> str:
    field = model.model_fields.get("kind")
    return get_args(field.annotation)[0] if field else ""


def _walk(model: type[BaseModel], location: Iterable[str]) -> Iterator[tuple[str, bool, list[type[BaseModel]]]]:
    """For each part of a location: the part, whether it is a union's tag, the models below it."""
    here, waiting_for_key = [model], False
    for part in location:
        if waiting_for_key:
            waiting_for_key = False
            yield part, False, here
            continue
        tagged = [m for m in here if _tag(m) == part]
        if tagged and part not in here[0].model_fields:
            here = tagged
            yield part, True, here
            continue
        fields = [m.model_fields[part] for m in here if part in m.model_fields]
        here = [m for field in fields for m in _models_in(field.annotation)]
        waiting_for_key = any(_is_keyed(field.annotation) for field in fields)
        yield part, False, here


def _without_tags(model: type[BaseModel], location: list[str]) -> list[str]:
    return [part for part, is_tag, _ in _walk(model, location) if not is_tag and part != "[key]"]


def _keys_at(model: type[BaseModel], location: list[str]) -> set[str]:
    here = [model]
    for _, _, models in _walk(model, location):
        here = models
    return {name for m in here for name in m.model_fields}

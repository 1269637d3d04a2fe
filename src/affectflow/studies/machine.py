"""What changes only how the workflow runs: it comes from a profile, never from a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ..errors import Problem, StudyError, did_you_mean
from . import explain
from .base import Count, Spec


class Machine(Spec):
    """Device of the networks and number of shards of the feature jobs."""

    accelerator: Literal["auto", "cpu", "gpu", "cuda", "mps"] = "auto"
    precision: Literal["32-true", "16-mixed", "bf16-mixed", "64-true"] = "32-true"
    devices: Count = 1
    shards: Annotated[int, Field(ge=1, description="feature jobs per corpus and feature set")] = 2


def machine_of(config: Mapping[str, Any], datasets: Iterable[str]) -> Machine:
    """Read the workflow's config, in which each dataset's id may name the place of its corpus too.

    Raises:
        StudyError: for a key that is neither a setting nor a dataset, and for a bad value.
    """
    places, settings = set(datasets), set(Machine.model_fields)
    unknown = [key for key in config if key not in places | settings]
    if unknown:
        allowed = sorted(settings | places)
        raise StudyError(
            Problem("--config", "", f"key '{key}'", ", ".join(allowed), did_you_mean(key, allowed)) for key in unknown
        )
    try:
        return Machine.load({key: value for key, value in config.items() if key in settings})
    except ValidationError as error:
        raise StudyError(explain.validation("--config", Machine, error)) from None

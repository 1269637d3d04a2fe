"""What every part of the study language shares.

A `Spec` is frozen, forbids keys that it does not know and does not convert types. It
is validated through JSON, because JSON has one list type: a YAML list may then stand
for a tuple while a string still never stands for a number.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

NAME = r"^[a-z][a-z0-9_]*$"
Name = Annotated[str, StringConstraints(pattern=NAME), Field(description="lower case, digits and _")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Level = Annotated[float, Field(gt=0.5, lt=1.0)]
Count = Annotated[int, Field(ge=1)]
Seed = Annotated[int, Field(ge=0, lt=2**63, description="a random generator's seed")]


def distinct(values: tuple) -> tuple:
    """Refuse a list in which a value stands twice; use with `pydantic.AfterValidator`."""
    twice = sorted({str(value) for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"values that stand once; {', '.join(twice)} stands twice")
    return values


class Spec(BaseModel):
    """Base of all parts of the study language."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, protected_namespaces=())

    @classmethod
    def load(cls, data: Any) -> Self:
        """Read plain data (as it comes from YAML or from a workflow's params).

        Raises:
            pydantic.ValidationError: with the path and value of each thing that is wrong.
        """
        return cls.model_validate_json(json.dumps(data, default=str))

    def plain(self) -> dict[str, Any]:
        """The same as plain data: strings, numbers, lists and dicts only."""
        return self.model_dump(mode="json")


class Bootstrap(Spec):
    """Cluster bootstrap: whole clusters (speakers, items) are drawn with replacement."""

    resamples: Annotated[int, Field(ge=100, le=100_000)] = 2000
    level: Level = 0.95
    seed: Seed = 1

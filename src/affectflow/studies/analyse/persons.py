"""What all analyses of participants share: who is analysed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..base import Level, Name, Spec
from .names import Names


class PerProtocol(Spec):
    """Who followed the protocol: received what was drawn, and took at least this much of each component."""

    received: bool = True
    adherence: dict[Name, Annotated[float, Field(ge=0)]] = Field(default={})


class OfPersons(Spec):
    """An analysis of participants.

    Attributes:
        analysis_set: `intention_to_treat` is everyone randomised, in the arm that was drawn; `per_protocol`
            those of them who followed the protocol (arms whose participants have no record of a
            component, such as a waiting list, are held to `received` alone); `everyone` is everyone in the
            table, for studies that randomise nobody. Persons with `left_out` are in no set.
        per_protocol: what following the protocol means.
        where: covariate -> the label that a participant must have.
        level: coverage of intervals.
    """

    analysis_set: Literal["intention_to_treat", "per_protocol", "everyone"] = "intention_to_treat"
    per_protocol: PerProtocol | None = None
    where: dict[Name, str] = Field(default={})
    level: Level = 0.95

    @property
    def uses(self) -> Names:
        """The names that the analysis itself uses; each kind says its own."""
        raise NotImplementedError

    @property
    def names(self) -> Names:
        """All names, those of the conditions on who is analysed among them."""
        places = {f"where.{name}": (name, label) for name, label in self.where.items()}
        taken = self.per_protocol.adherence if self.per_protocol else {}
        return self.uses | Names(
            covariates={place: name for place, (name, _) in places.items()},
            components={f"per_protocol.adherence.{name}": name for name in taken},
            labels=places,
        )

    @model_validator(mode="after")
    def _protocol_is_known(self):
        if (self.analysis_set == "per_protocol") != (self.per_protocol is not None):
            raise ValueError("per_protocol exactly where analysis_set is per_protocol")
        return self

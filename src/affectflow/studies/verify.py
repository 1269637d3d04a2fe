"""`verify:` how near recomputed numbers must come to the ones that were handed over."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Spec

Stage = Literal["ingest", "elicit", "features", "train", "analyse", "report"]
STAGES: tuple[Stage, ...] = ("ingest", "elicit", "features", "train", "analyse", "report")


class Tolerance(Spec):
    """A number holds when |recomputed - given| <= absolute + relative * |given|; zeros ask for equal values."""

    absolute: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    relative: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


EXACT = Tolerance()


class Verify(Spec):
    """What `affectflow verify` grants the results of each stage.

    On the same kind of processor all results are the same to the byte; a tolerance is for the
    arithmetic of another one. Files that were altered after they were made get none.
    """

    tolerance: dict[Stage, Tolerance] = Field(default={}, description="by stage; a stage that is not named is exact")

    def of(self, stage: Stage) -> Tolerance:
        """The tolerance of a stage."""
        return self.tolerance.get(stage, EXACT)

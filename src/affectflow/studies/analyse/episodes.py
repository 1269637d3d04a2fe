"""`analyse: {kind: episodes}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..base import Bootstrap, Count, Name, Share, Spec, distinct

Seconds = Annotated[float, Field(gt=0)]


class OverlapMatch(Spec):
    """Two observers' episodes are the same when their intersection over union is at least so large."""

    kind: Literal["overlap"] = "overlap"
    least: Annotated[float, Field(gt=0, le=1)] = 0.5


class ToleranceMatch(Spec):
    """Two observers' episodes are the same when they start, and if `end` is given end, within so many seconds."""

    kind: Literal["tolerance"]
    start: Annotated[float, Field(ge=0)]
    end: Annotated[float | None, Field(ge=0)] = None


Match = Annotated[OverlapMatch | ToleranceMatch, Field(discriminator="kind")]


class Episodes(Spec):
    """Agreement of observers on timed episodes: frame by frame, episode by episode, and over time.

    Frames are cut from the start of each item; what is left at its end is no frame. An
    observer is whoever marked at least one episode on the scale. Intervals of frame
    measures draw blocks of time, those of matched episodes draw observers.
    """

    kind: Literal["episodes"]
    scale: Name
    of: Literal["label", "subject"] = Field(
        default="label", description="what agreement is on: the labels, or the subjects whatever their label"
    )
    subjects: tuple[str, ...] = Field(default=(), description="only episodes of these subjects; all where empty")
    contrast: Annotated[tuple[str, ...], Field(min_length=2, max_length=2), AfterValidator(distinct)] | None = Field(
        default=None, description="two opposite labels, such as [POS, NEG]: their difference over time too"
    )
    frame: Seconds = Field(default=1.0, description="seconds")
    rule: Literal["touched", "midpoint"] = Field(
        default="touched", description="a frame is marked by any shared time, or by its middle"
    )
    share: Share = Field(default=0.5, description="least share of observers in an agreed episode")
    match: Match = OverlapMatch()
    block: Seconds = Field(default=60.0, description="seconds that are drawn together")
    method: Literal["percentile", "bca"] = "percentile"
    bootstrap: Bootstrap = Bootstrap()
    shown: Count = Field(default=6, description="labels whose course over time the report shows, the most marked first")

    @model_validator(mode="after")
    def _contrasts_labels(self):
        if self.contrast and self.of != "label":
            raise ValueError("a contrast is of two labels; leave it out where agreement is on subjects")
        return self

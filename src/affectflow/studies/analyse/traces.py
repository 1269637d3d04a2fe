"""`analyse: {kind: traces}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Bootstrap, Name, Spec

Seconds = Annotated[float, Field(gt=0)]


class Traces(Spec):
    """Agreement of continuous traces of the same items, with and without lag.

    Traces of an item are aligned from its start and compared where they overlap; below the
    rate that they were given at, no average is taken. With several items, intervals draw
    items; with one, blocks of its time.
    """

    kind: Literal["traces"]
    scale: Name
    rate: Annotated[float, Field(gt=0)] = Field(default=5.0, description="samples a second of the common time base")
    interpolation: Literal["linear", "previous"] = "linear"
    span: Literal["overlap", "union"] = Field(
        default="overlap", description="the time that all traces of an item cover, or that any of them does"
    )
    longest_gap: Seconds | None = Field(
        default=None, description="seconds without a sample above which a trace has no value; no limit if not given"
    )
    max_lag: Annotated[float, Field(ge=0)] = Field(default=5.0, description="seconds, searched either way")
    lag_by: Literal["correlation", "concordance"] = Field(
        default="concordance", description="what the best lag makes largest"
    )
    divisor: Literal["population", "sample"] = Field(
        default="population", description="of the variances in the concordance: n (Lin, 1989) or n - 1"
    )
    fewest: Annotated[int, Field(ge=3)] = Field(default=10, description="samples that a pair must share")
    block: Seconds = Field(default=30.0, description="seconds that are drawn together within one item")
    method: Literal["percentile", "bca"] = "percentile"
    bootstrap: Bootstrap = Bootstrap()
    shown: str | None = Field(default=None, description="item whose traces the report shows; the first if not given")

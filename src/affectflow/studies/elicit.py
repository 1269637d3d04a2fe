"""`elicit:` prompts x conditions x models, for studies of language models' behaviour."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Count, Name, Spec


class Recorded(Spec):
    """Responses that were recorded before: JSON lines with `item`, `prompt`, `condition`, `replicate`, `text`."""

    kind: Literal["recorded"]
    path: str


class Elicit(Spec):
    """A full factorial design; `{item}` and `{condition}` in a prompt are filled in."""

    prompts: Annotated[dict[Name, str], Field(min_length=1)]
    conditions: Annotated[dict[Name, str], Field(min_length=1)]
    items: Annotated[dict[Name, str], Field(min_length=1)]
    models: Annotated[dict[Name, Recorded], Field(min_length=1)]
    replicates: Count = 1

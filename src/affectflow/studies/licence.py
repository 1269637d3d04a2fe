"""Licence and consent: what of a corpus, and of what is made from it, may leave this machine.

A statement is made for a part: `media`, `models`, `results`, or a table as a whole or by
column. What a licence or a consent does not state, `redistribution` settles
(`affectflow.studies.permission` says how, and why).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from .base import Spec
from .parts import TABLES, WHOLE


def _stated(release: dict[str, Any]) -> dict[str, Any]:
    for part, said in release.items():
        columns = said.values() if isinstance(said, dict) and part not in WHOLE else [said]
        if not all(isinstance(value, bool) for value in columns):
            allowed = "true or false" if part in WHOLE else "true, false, or columns with true or false"
            raise ValueError(f"{allowed} for '{part}'")
    return release


Release = Annotated[dict[str, Any], AfterValidator(_stated)]
"""Whether a part may leave, such as ``{media: false, items: {transcript: false}, features: {minilm: false}}``."""


class Terms(Spec):
    """Under which terms something may be used and passed on."""

    name: str
    url: str = ""
    redistribution: Literal["allowed", "research_only", "forbidden"]


class Licence(Terms):
    """A corpus's terms, and what they say of single parts."""

    release: Release = Field(default={})


class SoftwareLicence(Terms):
    """An extractor's terms. `redistribution` is about the software and its model, which this
    project never passes on; `values` is about the numbers that it computes. A licence of
    software rarely reaches its output, so `values` is true unless stated otherwise; the
    corpus's own terms come on top."""

    values: bool = True


class Consent(Spec):
    """What the people in a corpus agreed to. It only narrows the licence: what either forbids stays here."""

    agreed: str = ""
    release: Release = Field(default={})


def unknown_parts(dataset: Any, features: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Parts in a dataset's statements that are no part.

    Args:
        dataset: a `Dataset`.
        features: ids of all feature sets.

    Yields:
        place in the YAML, the name found there, the names allowed there.
    """
    columns = {table: list(names) for table, names in TABLES.items()} | {"features": sorted(features)}
    for place, release in (("licence", dataset.licence.release), ("consent", dataset.consent.release)):
        for part, said in release.items():
            if part not in columns and part not in WHOLE:
                yield f"{place}.release.{part}", part, sorted([*columns, *WHOLE])
            elif isinstance(said, dict):
                wrong = (name for name in said if name not in columns[part])
                yield from ((f"{place}.release.{part}.{name}", name, columns[part]) for name in wrong)

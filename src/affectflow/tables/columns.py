"""Small words for columns, so that a schema reads like a table of what is in it."""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa


def text(about: str, **options: Any) -> pa.Column:
    """A string column without missing values."""
    return pa.Column(str, description=about, **options)


def maybe_text(about: str, **options: Any) -> pa.Column:
    """A string column that may be missing."""
    return pa.Column(str, nullable=True, description=about, **options)


def number(about: str, unit: str, **options: Any) -> pa.Column:
    """A finite float column; the unit stands in the description and in the file."""
    checks = [pa.Check(lambda s: s.abs() != float("inf"), error="a finite number")]
    checks += options.pop("checks", [])
    return pa.Column(float, description=about, metadata={"unit": unit}, checks=checks, **options)


def maybe_number(about: str, unit: str, **options: Any) -> pa.Column:
    """A float column that may be missing (NaN); what is missing has a reason in another column."""
    return number(about, unit, nullable=True, **options)


def whole(about: str, **options: Any) -> pa.Column:
    """An integer column."""
    return pa.Column("int64", description=about, **options)


def truth(about: str) -> pa.Column:
    """A yes-or-no column."""
    return pa.Column(bool, description=about)


def table(about: str, key: list[str], columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    """A schema that forbids other columns and repeated keys.

    Args:
        about: one sentence on what a row is.
        key: columns that identify a row; rows are sorted by them when written.
        columns: the columns in their order in the file.
    """
    return pa.DataFrameSchema(
        columns, strict=True, ordered=True, unique=key or None, description=about, metadata={"key": key}
    )

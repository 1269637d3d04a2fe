"""The items that a study asks for by the values of their columns."""

from __future__ import annotations

from .flow import Flow


def select(flow: Flow, where: dict[str, str]) -> Flow:
    """Keep the items with the given values; one step for each column."""
    for column, value in where.items():
        values = flow.items.set_index("item_id")[column]
        reasons = (f"{column} is '" + values.fillna("missing") + "'").where(values.ne(value))
        flow = flow.keep(f"{column} is '{value}'", reasons)
    return flow

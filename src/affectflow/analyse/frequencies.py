"""`analyse: {kind: frequencies}`: what the records of a review are coded as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError, did_you_mean
from ..statistics.proportion import wilson
from ..statistics.trend import cochran_armitage, rank_order
from ..studies.analyse.frequencies import Cross, Frequencies, Order, Trend

YEAR = "year"
CONVENTIONS = {
    "share": "of records; a record with several labels counts once for each, so shares may sum to more than one",
    "interval": "Wilson's score interval of the share of records",
    "trend": "slope by least squares with a robust interval; the test is that of Cochran and Armitage",
    "order": "of the means of each label; interval on Fisher's z (Bonett and Wright, 2000)",
}


def frequencies(records: pd.DataFrame, codings: pd.DataFrame, *, spec: dict[str, Any]) -> dict[str, Any]:
    """Count labels, cross variables, and test trends and orders.

    Args:
        records: table `records`; where it has rows, only included records are looked at.
        codings: table `codings`.
        spec: plain data of `studies.analyse.frequencies.Frequencies`.

    Returns:
        the document `frequencies.json`: `variables`, `crosses`, `trends` and `orders` by name.

    Raises:
        StudyError: with every variable, label and year that the tables do not have.
    """
    asked = Frequencies.load(spec)
    codings = _with_years(records, codings)
    if problems := list(_unknown(asked, codings)):
        raise StudyError(problems)
    included = set(records.loc[records["reached"] == "included", "record_id"]) or set(codings["record_id"])
    trends = {name: _trend(codings, included, each, asked.level) for name, each in asked.trends.items()}
    variables = {name: _counted(codings, name, included, asked) for name in asked.variables}
    warnings = [
        f"uncoded_records: {found['uncoded']} of {len(included)} records have no label of {name}."
        for name, found in variables.items()
        if found["uncoded"] and asked.of == "included"
    ]
    return {
        "kind": asked.kind,
        "records": len(included),
        "of": asked.of,
        "level": asked.level,
        "variables": variables,
        "crosses": {name: _crossed(codings, each) for name, each in asked.crosses.items()},
        "trends": trends,
        "orders": {name: _ordered(codings, each, asked.level) for name, each in asked.orders.items()},
        "warnings": warnings,
        "conventions": CONVENTIONS,
    }


def _with_years(records: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """The codings of included records, their years among them."""
    if records.empty:
        return codings
    included = records[(records["reached"] == "included")]
    dated = included.dropna(subset=["year"])
    years = pd.DataFrame(
        {
            "record_id": dated["record_id"],
            "variable": YEAR,
            "label": dated["year"].astype(int).astype(str),
            "value": dated["year"],
        }
    )
    return pd.concat([codings[codings["record_id"].isin(included["record_id"])], years], ignore_index=True)


def _unknown(asked: Frequencies, codings: pd.DataFrame) -> Iterator[Problem]:
    named = {f"variables.{name}": name for name in asked.variables}
    named |= {f"crosses.{k}.{part}": v for k, each in asked.crosses.items() for part, v in each if v is not None}
    named |= {f"trends.{k}.variable": each.variable for k, each in asked.trends.items()}
    named |= {f"trends.{k}": YEAR for k in asked.trends}
    for k, each in asked.orders.items():
        parts = (("value", each.value), ("variable", each.variable), ("within", each.within))
        named |= {f"orders.{k}.{part}": v for part, v in parts if v}
    known = sorted(set(codings["variable"]))
    for place, name in named.items():
        if name not in known:
            yield Problem(
                "study", f"analyse.frequencies.{place}", f"'{name}'", ", ".join(known), did_you_mean(name, known)
            )
    labels = {f"trends.{k}.label": (each.variable, [each.label]) for k, each in asked.trends.items()}
    labels |= {f"orders.{k}.order": (each.variable, list(each.order)) for k, each in asked.orders.items()}
    for place, (variable, wanted) in labels.items():
        there = sorted(set(codings.loc[codings["variable"] == variable, "label"]))
        for label in wanted:
            if label not in there:
                yield Problem(
                    "study", f"analyse.frequencies.{place}", f"'{label}'", ", ".join(there), did_you_mean(label, there)
                )


def _labels(codings: pd.DataFrame, variable: str) -> pd.Series:
    """The labels of a variable by record; a record may have several."""
    own = codings[codings["variable"] == variable].drop_duplicates(["record_id", "label"])
    return own.set_index("record_id")["label"]


def _values(codings: pd.DataFrame, variable: str) -> pd.Series:
    own = codings[codings["variable"] == variable]
    return own.groupby("record_id")["value"].mean().dropna()


def _counted(codings: pd.DataFrame, variable: str, included: set[str], asked: Frequencies) -> dict[str, Any]:
    labels = _labels(codings, variable)
    coded = labels.index.nunique()
    n = len(included) if asked.of == "included" else coded
    counts = labels.value_counts()
    order = sorted(counts.index, key=lambda label: (-counts[label], label))
    return {
        "n": n,
        "coded": coded,
        "uncoded": len(included) - coded,
        "several": int((labels.index.value_counts() > 1).sum()),
        "distinct": len(order),
        "labels": {
            label: wilson(int(counts[label]), n, asked.level) | {"count": int(counts[label])} for label in order
        },
    }


def _crossed(codings: pd.DataFrame, cross: Cross) -> dict[str, Any]:
    pairs = _labels(codings, cross.rows).rename("row").to_frame()
    pairs = pairs.join(_labels(codings, cross.columns).rename("column"), how="inner")
    rows, columns = sorted(set(pairs["row"])), sorted(set(pairs["column"]))
    counts = pd.crosstab(pairs["row"], pairs["column"]).reindex(index=rows, columns=columns, fill_value=0)
    told = {"rows": rows, "columns": columns, "counts": counts.to_numpy().tolist(), "value": cross.value}
    if cross.value is None:
        return told
    pairs = pairs.join(_values(codings, cross.value).rename("value"), how="inner")
    means = pairs.groupby(["row", "column"])["value"].mean().unstack().reindex(index=rows, columns=columns)
    cells = means.astype(object).where(means.notna(), None)
    return told | {"means": cells.to_numpy().tolist()}


def _trend(codings: pd.DataFrame, included: set[str], trend: Trend, level: float) -> dict[str, Any]:
    years = _values(codings, YEAR)
    years = years[years.index.isin(included)]
    labels = _labels(codings, trend.variable)
    hits = years.index.isin(labels[labels == trend.label].index)
    by_year = pd.Series(hits, index=years.to_numpy().astype(int)).groupby(level=0).agg(["sum", "size"])
    return {
        "variable": trend.variable,
        "label": trend.label,
        "slope": cochran_armitage(hits, years.to_numpy(), level),
        "years": {str(year): {"count": int(k), "n": int(n)} for year, k, n in by_year.itertuples()},
    }


def _ordered(codings: pd.DataFrame, order: Order, level: float) -> dict[str, Any]:
    frame = _labels(codings, order.variable).rename("label").to_frame()
    frame = frame.join(_values(codings, order.value).rename("value"), how="inner")
    told: dict[str, Any] = {"value": order.value, "variable": order.variable, "order": list(order.order)}
    told |= {"overall": _ranked(frame, order, level)}
    if order.within:
        frame = frame.join(_labels(codings, order.within).rename("within"), how="inner")
        told["within"] = {str(label): _ranked(own, order, level) for label, own in frame.groupby("within", sort=True)}
    return told


def _ranked(frame: pd.DataFrame, order: Order, level: float) -> dict[str, Any]:
    means = frame.groupby("label")["value"].mean().reindex(list(order.order)).dropna()
    places = np.array([order.order.index(label) for label in means.index])
    found = rank_order(places, means.to_numpy(), order.coefficient, level)
    return found | {"means": {label: float(value) for label, value in means.items()}}

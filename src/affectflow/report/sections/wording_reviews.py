"""How a review's records were counted and its effects pooled, in words."""

from __future__ import annotations

from typing import Any

from ..material import Material
from ..numbers import exact, listing, percent
from ..words import plain

METHODS = {
    "reml": "a random-effects model by restricted maximum likelihood",
    "dersimonian_laird": "a random-effects model with the moment estimator of DerSimonian and Laird",
    "paule_mandel": "a random-effects model with the estimator of Paule and Mandel",
    "fixed": "a fixed-effect model",
}
INTERVALS = {
    "wald": "Wald intervals",
    "hartung_knapp": "Hartung–Knapp intervals",
    "hartung_knapp_ad_hoc": "Hartung–Knapp intervals whose factor is not below one",
}


def prisma(material: Material, name: str, spec: Any) -> list[str]:
    """Where the boxes come from, and that they were held against each other."""
    return ["Records are counted as in the PRISMA flow diagram, and each box was held against those before it."]


def frequencies(material: Material, name: str, spec: Any) -> list[str]:
    """What was counted and tested."""
    of = "all included records" if spec.of == "included" else "the records that are coded on the variable"
    told = f"Labels are shares of {of}, with {percent(spec.level, 0)} intervals by Wilson’s score method."
    told += " Trends over years are tested by Cochran and Armitage." if spec.trends else ""
    if spec.orders:
        used = sorted({plain(order.coefficient).capitalize() for order in spec.orders.values()})
        told += f" Orders are tested by rank correlation ({listing(used)}) of the means of each label."
    return [told]


def meta_analysis(material: Material, name: str, spec: Any) -> list[str]:
    """Model, intervals and what was done with several estimates of one study."""
    told = f"Effects were pooled by {METHODS[spec.method]}, with {percent(spec.level, 0)} {INTERVALS[spec.interval]}."
    if spec.dependent == "average":
        told += (
            f" Several estimates of one study were averaged, with an assumed correlation of {exact(spec.correlation)}."
        )
    told += f" Moderators: {listing([plain(name) for name in spec.moderators])}." if spec.moderators else ""
    return [f"{told} Small-study effects were looked for by Egger’s regression and by trim and fill."]

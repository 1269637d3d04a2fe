"""How far the raters agree, over all and by strata, and what their votes look like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...blocks import Block, Column, Figure, Prose, Section, Table
from ...figures.forest import Guide, Row, forest
from ...material import Material, in_order
from ...numbers import count, interval, is_undefined, listing, number, percent, plural
from ...words import capital, plain
from . import raters as agreement_raters
from . import votes as agreement_votes

DIGITS = 3
NAMES = {
    "alpha": "Krippendorff’s α",
    "percent": "percent agreement",
    "cohen": "Cohen’s κ",
    "scott": "Scott’s π",
    "fleiss": "Fleiss’ κ",
    "conger": "Conger’s κ",
    "brennan_prediger": "Brennan–Prediger",
    "gwet": "Gwet’s AC",
    "kendall_w": "Kendall’s W",
    "cronbach": "Cronbach’s α",
    "ccc": "concordance correlation",
    "recognition": "recognition",
}
SHARES = {NAMES["percent"], NAMES["recognition"]}
ICC = ("1", "A1", "C1", "1k", "Ak", "Ck")
STRATA = {"speaker_id": "speaker", "session_id": "session", "intended": "intended class"}


def build(material: Material) -> Section | None:
    """Coefficients with intervals, distributions of votes, disputed items and the map of raters."""
    found = material.results.analysis("agreement")
    if not found:
        return None
    blocks: list[Block] = []
    found = [(name, result | {"by": in_order(result["by"], result["scales"])}) for name, result in found]
    for name, result in found:
        blocks += _one(material, name, result, heading=_scales(result) if len(found) > 1 else "")
    return Section("agreement", "Agreement of raters", f"{capital('; '.join(_lead(r) for _, r in found))}.", blocks)


def told(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every coefficient of one stratum that has one estimate, by its name."""
    for key, name in NAMES.items():
        if key in result:
            words = {"gwet": result[key].get("measure", name), "cohen": _cohen(result[key])}.get(key, name)
            yield words.replace("'", "’"), result[key]
    if "icc" in result:
        forms = [result["icc"][key] for key in ICC if key in result["icc"]]
        yield from ((form["form"], form) for form in forms)
        yield from [] if forms else [("ICC", result["icc"])]
    if "finn" in result:
        models = [(f"Finn’s r, {plain(m)}", result["finn"][m]) for m in ("one_way", "two_way") if m in result["finn"]]
        yield from models or [("Finn’s r", result["finn"])]


def _cohen(found: dict[str, Any]) -> str:
    return "Light’s κ (mean of Cohen’s κ over pairs)" if "pairs" in found else NAMES["cohen"]


def _lead(result: dict[str, Any]) -> str:
    if result["pooled"]:
        name, first = next(iter(told(result)), ("", None))
        if first is not None:
            return f"{name} = {interval(first, DIGITS)} on {_scales(result)}"
    firsts = {scale: next(iter(told(found)), None) for scale, found in result["by"].get("scale", {}).items()}
    each = [f"{interval(first[1], DIGITS)} on {plain(scale)}" for scale, first in firsts.items() if first]
    names = [first[0] for first in firsts.values() if first]
    return f"{names[0]} is {listing(each)}" if names else f"limits of agreement on {_scales(result)}"


def _scales(result: dict[str, Any]) -> str:
    return listing([plain(scale) for scale in result["scales"]])


def _one(material: Material, name: str, result: dict[str, Any], heading: str) -> list[Block]:
    rows = list(_rows(result))
    table = _table(name, result, rows)
    blocks: list[Block] = [Prose(_sentences(material, name, result), capital(heading))]
    drawn = [row for row in _drawn(result, rows) if not is_undefined(row[3]["estimate"])]
    if len(drawn) > 1:
        blocks.append(_forest(material, name, result, drawn, table.name))
    blocks += [table, *agreement_votes.blocks(material, name, result)]
    return blocks + agreement_raters.blocks(material, name, result)


def _sentences(material: Material, name: str, result: dict[str, Any]) -> list[str]:
    unnamed = result["ratings_of_unnamed_raters"]
    who = f"{plural(result['raters_n'], 'known rater')} gave" if result["raters_n"] else "Raters who are not known gave"
    whole = f"{count(result['ratings'])} ratings of {plural(result['items'], 'item')}"
    scales = f" on {plural(len(result['scales']), 'scale')}" if len(result["scales"]) > 1 else ""
    pairs = f"{count(result['units_with_pairs'])} of {plural(result['units'], 'rated item')}{scales} have two or more"
    some = f" {count(unnamed)} ratings are of raters who are not known." if unnamed and result["raters_n"] else ""
    left = sum(result["votes_left_out"]["outside_levels"].values())
    outside = f" {plural(left, 'rating')} outside the declared levels {_was(left)} left out." if left else ""
    first = f"{who} {whole}{scales}; {pairs}.{some}{outside}"
    spec = material.study.analyse.get(name)
    limit, gate = getattr(spec, "min_alpha", None), getattr(spec, "gate", "estimate")
    least = "α" if gate == "estimate" else "the lower limit of α"
    demanded = [f"The study set {least} ≥ {number(limit, 2)} as the least it accepts."] if limit is not None else []
    alpha = result.get("alpha")
    parts = [_alpha_words(alpha)] if alpha else []
    return [first, *parts, *demanded]


def _alpha_words(alpha: dict[str, Any]) -> str:
    reason = alpha.get("reason")
    observed, expected = (
        number(alpha.get(f"{part}_disagreement"), DIGITS, reason) for part in ("observed", "expected")
    )
    return (
        f"The observed disagreement is {observed}; {expected} is expected by chance. α is one minus their ratio: one "
        "when the raters always agree, zero when they agree no more than chance would have it, negative when they "
        "disagree systematically. Whether it suffices depends on what the ratings are used for."
    )


def _was(n: int) -> str:
    return "was" if n == 1 else "were"


def _rows(result: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """What a stratum is of, its name, the coefficient's name, the coefficient, and the whole stratum."""
    for words, found in told(result):
        yield "all", "all", words, found, result
    for by, strata in result["by"].items():
        for stratum, inside in strata.items():
            for words, found in told(inside):
                yield by, stratum, words, found, inside


def _drawn(result: dict[str, Any], rows: list[Any]) -> list[Any]:
    """All coefficients over all, and the first one of each stratum."""
    first: dict[tuple[str, str], Any] = {}
    for row in rows:
        if row[0] != "all":
            first.setdefault(row[:2], row)
    return [row for row in rows if row[0] == "all"] + list(first.values())


def _forest(material: Material, name: str, result: dict[str, Any], rows: list[Any], values: str) -> Figure:
    level = percent(rows[0][3].get("level", 0.95), 0)
    caption = f"Agreement on {_scales(result)}, with {level} intervals"
    drawn = [
        Row(words, _short(found), note="over all" if by == "all" else f"{STRATA.get(by, plain(by))}: {plain(stratum)}",
            tone="" if by == "all" else "two")
        for by, stratum, words, found, _ in rows
    ]  # fmt: skip
    # Chance is at zero only of coefficients that take it off.
    guide = None if {row[2] for row in rows} <= SHARES else Guide(0.0, "chance")
    axis = "agreement (1 is perfect)" if guide else "share of votes or pairs"
    picture = forest(
        f"{name}-forest", caption, drawn, axis, guide=guide, digits=DIGITS,
        synthetic=material.synthetic,
    )  # fmt: skip
    return Figure(f"{name}-forest", caption, picture, values)


def _short(found: dict[str, Any]) -> dict[str, Any]:
    """The same with a reason that a drawing has room for."""
    return found | {"reason": "see the table"} if found.get("reason") else found


def _table(name: str, result: dict[str, Any], rows: list[Any]) -> Table:
    methods = list(dict.fromkeys(row[3]["method"] for row in rows if row[3].get("method")))
    columns = {
        "coefficient": Column("Coefficient"),
        "of": Column("Stratum of", lambda v: STRATA.get(v, plain(v))),
        "stratum": Column("Stratum", plain),
        "estimate": Column("Estimate [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "items": Column("Items", count, numeric=True),
        "raters": Column("Raters", count, numeric=True),
        "ratings": Column("Ratings", count, numeric=True),
    }
    values = [[words, by, at, found, inside["items"], inside["raters_n"] or None, inside["ratings"]]
              for by, at, words, found, inside in rows]  # fmt: skip
    note = f"Intervals: {'; '.join(methods)}." if methods else ""
    return Table(f"{name}-coefficients", f"Agreement on {_scales(result)}", columns, values, note=note, shown=20)

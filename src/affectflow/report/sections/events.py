"""Events: who had one in each arm, contrasts of the arms, and adjusted ones."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, listing, number_of, percent
from ..words import capital, plain


def build(material: Material) -> Section | None:
    """Risks by arm, risk differences, ratios and odds ratios of each analysis of events."""
    read = material.results.analysis("events")
    if not read:
        return None
    found = [(name, in_order(result, [result["control"], *result["treated"]])) for name, result in read]
    blocks: list[Block] = []
    for name, result in found:
        blocks += _analysis(name, result, material.synthetic)
    return Section("events", "Events", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    risks = [
        f"{count(arm['events'])} of {count(arm['n'])} in {plain(name)} ({_share(arm['risk'])})"
        for name, arm in result["arms"].items()
    ]
    return f"{capital(_title(result))}: {listing(risks)}."


def _title(result: dict[str, Any]) -> str:
    return f"{plain(result['measure'])} at {plain(result['occasion'])}"


def _share(risk: dict[str, Any]) -> str:
    return percent(risk["estimate"], 1, risk.get("reason"))


def _analysis(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    level, title, arms = percent(result["level"], 0), _title(result), _arms(name, result)
    contrasts = _contrasts(name, result)
    risks = f"Risk of {title} by arm, with {level} Wilson intervals"
    differences = f"Risk difference in {title}, with {level} intervals"
    return [
        *warnings,
        Figure(f"{name}-risks", risks, _risk_plot(name, risks, result, synthetic), arms.name),
        arms,
        Figure(
            f"{name}-differences", differences, _difference_plot(name, differences, result, synthetic), contrasts.name
        ),
        contrasts,
        *([_standardised(name, result), _adjusted(name, result)] if "adjusted" in result else []),
        *([_stratified(name, result)] if "stratified" in result else []),
    ]


def _risk_plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = [
        Row(plain(arm), found["risk"], (), "", f"{count(found['events'])} of {count(found['n'])}")
        for arm, found in result["arms"].items()
    ]
    return forest(f"{name}-risks", title, rows, "share with the event", guide=None, digits=3, synthetic=synthetic)


def _difference_plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    control = plain(result["control"])
    rows = [
        Row(plain(arm), found["risk_difference"], (), "", f"n = {count(found['risk_difference']['n'])}")
        for arm, found in result["contrasts"].items()
    ]
    axis, guide = f"difference in the share with the event, minus {control}", Guide(0.0, "no difference")
    return forest(f"{name}-differences", title, rows, axis, guide=guide, digits=3, synthetic=synthetic)


def _arms(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [arm, found["n"], found["events"], found["n"] - found["events"], found["missing"], found["risk"]]
        for arm, found in result["arms"].items()
    ]
    columns = {"arm": Column("Arm", plain)}
    for key, title in (("n", "n"), ("events", "Event"), ("others", "No event"), ("missing", "No outcome")):
        columns[key] = Column(title, count, numeric=True)
    columns["risk"] = Column("Risk [interval]", lambda v: interval(v, 3), numeric=True)
    return Table(f"{name}-arms", f"Participants with the event, by arm: {_title(result)}", columns, rows)


def _contrasts(name: str, result: dict[str, Any]) -> Table:
    parts = ("risk_difference", "risk_ratio", "odds_ratio")
    rows = [
        [arm, *(found[part] for part in parts), number_of(found, "p"), number_of(found, "p_adjusted")]
        for arm, found in result["contrasts"].items()
    ]
    if len(rows) > 1:
        rows.append(["all arms", None, None, None, number_of(result["all_arms"], "p"), None])
    columns = {"arm": Column(f"Against {plain(result['control'])}", plain)}
    columns |= {part: Column(f"{plain(part).capitalize()} [interval]", _digits(part), numeric=True) for part in parts}
    columns["p"] = Column("p", bare_p, numeric=True)
    columns["p_adjusted"] = Column(f"p, {plain(result['multiplicity'])}", bare_p, numeric=True)
    methods = listing([next(iter(result["contrasts"].values()))[part]["method"] for part in parts])
    test = next(iter(result["contrasts"].values()))["test"]
    return Table(
        f"{name}-contrasts",
        f"Contrasts of arms: {_title(result)}",
        columns,
        rows,
        note=f"Intervals in the order of the columns: {methods}. Test: {test}.",
    )


def _standardised(name: str, result: dict[str, Any]) -> Table:
    found, control = result["adjusted"], result["control"]
    parts = ("risk", "risk_difference", "risk_ratio")
    rows = [
        [arm, *(found[part].get(arm) for part in parts), *_tests(found["risk_difference"].get(arm)), risk["n"]]
        for arm, risk in found["risk"].items()
    ]
    columns = {"arm": Column("Arm", plain)}
    columns |= {part: Column(f"{plain(part).capitalize()} [interval]", _digits(part), numeric=True) for part in parts}
    columns["p"] = Column("p", bare_p, numeric=True)
    columns["p_adjusted"] = Column(f"p, {plain(result['multiplicity'])}", bare_p, numeric=True)
    columns["n"] = Column("n", count, numeric=True)
    covariates = listing([plain(one) for one in found["covariates"]])
    method, how = found["risk"][control]["method"], result["conventions"]["standardised"]
    note = f"{capital(method)}; contrasts with {plain(control)}. {capital(how)}. Test: of the risk difference."
    caption = f"Risks standardised over the participants by {covariates}: {_title(result)}"
    return Table(f"{name}-standardised", caption, columns, rows, note=note)


def _tests(found: dict[str, Any] | None) -> list[dict[str, Any] | None]:
    return [number_of(found, part) if found else None for part in ("p", "p_adjusted")]


def _adjusted(name: str, result: dict[str, Any]) -> Table:
    ratios = result["adjusted"]["odds_ratio"]
    rows = [[arm, one, number_of(one, "p"), number_of(one, "p_adjusted"), one["n"]] for arm, one in ratios.items()]
    columns = {
        "arm": Column(f"Against {plain(result['control'])}", plain),
        "odds_ratio": Column("Adjusted odds ratio [interval]", interval, numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "p_adjusted": Column(f"p, {plain(result['multiplicity'])}", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    covariates = listing([plain(one) for one in result["adjusted"]["covariates"]])
    caption = f"Odds ratios adjusted for {covariates}: {_title(result)}"
    coded = listing([plain(one) for one in result["adjusted"]["columns"]])
    note = f"{capital(next(iter(ratios.values()))['method'])}. Covariates as coded: {coded}."
    return Table(f"{name}-adjusted", caption, columns, rows, note=note)


def _stratified(name: str, result: dict[str, Any]) -> Table:
    parts = ("risk_difference", "risk_ratio", "odds_ratio")
    rows = [
        [arm, *(one[part] for part in parts), *(number_of(one, part) for part in ("p", "p_adjusted")),
         one["strata"], one["one_arm_only"], one["risk_difference"]["n"]]
        for arm, one in result["stratified"].items()
    ]  # fmt: skip
    columns = {"arm": Column(f"Against {plain(result['control'])}", plain)}
    columns |= {part: Column(f"{plain(part).capitalize()} [interval]", _digits(part), numeric=True) for part in parts}
    columns["p"] = Column("p", bare_p, numeric=True)
    columns["p_adjusted"] = Column(f"p, {plain(result['multiplicity'])}", bare_p, numeric=True)
    for key, title in (("strata", "Strata"), ("one_arm_only", "With one arm"), ("n", "n")):
        columns[key] = Column(title, count, numeric=True)
    one = next(iter(result["stratified"].values()))
    methods = "; ".join(one[part]["method"] for part in parts)
    how = capital(result["conventions"]["stratified"])
    note = (
        f"Intervals in the order of the columns: {methods}. Test: {one['test']}. {how}. A stratum with one arm tells "
    )
    note += "nothing and is not in n."
    return Table(f"{name}-stratified", f"Contrasts of arms over strata: {_title(result)}", columns, rows, note=note)


def _digits(part: str):
    return (lambda v: interval(v, 3)) if part in ("risk", "risk_difference") else interval

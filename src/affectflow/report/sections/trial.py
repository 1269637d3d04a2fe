"""A trial: who took part, means, effects, and what to be careful about."""

from __future__ import annotations

from typing import Any

from ...studies.analyse import Trial
from ..blocks import Block, Column, Figure, Notice, Prose, Section, Table
from ..figures.consort import consort, narrow_consort
from ..figures.forest import Guide, Row, forest
from ..figures.lines import Series, over_occasions
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, number, number_of, percent, plural, single
from ..words import capital, plain
from . import trial_prose

UNIT = "scale points"


def build(material: Material) -> Section | None:
    """CONSORT flow, means, ANCOVA and a paragraph on the results of each trial; a flow is drawn once."""
    found = [(name, in_order(result, _order(material, name))) for name, result in material.results.analysis("trial")]
    if not found:
        return None
    blocks: list[Block] = []
    drawn: list[Any] = []
    for name, result in found:
        flow = _apart_from_analysed(result["flow"])
        blocks += _trial(name, result, material.synthetic, drawn=flow in drawn)
        drawn.append(flow)
    others = len(found) - 1
    rest = f" {plural(others, 'further analysis follows', 'further analyses follow')}." if others else ""
    return Section("trial", "Trial", trial_prose.lead(found[0][1], UNIT) + rest, blocks)


def _apart_from_analysed(flow: dict[str, Any]) -> dict[str, Any]:
    """What the flow diagrams of several outcomes of one trial share."""
    shared = {
        arm: {k: v for k, v in part.items() if k not in ("analysed", "missing")} for arm, part in flow["arms"].items()
    }
    return flow | {"arms": shared}


def _order(material: Material, name: str) -> list[str]:
    spec = material.study.analyse.get(name)
    if not isinstance(spec, Trial):
        return []
    occasions = [spec.baseline, *spec.occasions] if spec.baseline else list(spec.occasions)
    return [*occasions, *spec.compared, spec.control]


def _trial(name: str, result: dict[str, Any], synthetic: bool, *, drawn: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result.get("warnings") else []
    arms = [*result["treated"], result["control"]]
    effects = _effects(name, result)
    compared = f"Effects on {plain(result['measure'])}, with {percent(result['level'], 0)} intervals"
    return [
        *warnings,
        Prose([trial_prose.results(result, UNIT)], f"Effects on {plain(result['measure'])}"),
        *([] if drawn else [_diagram(name, result, arms, synthetic)]),
        _flow(name, result, arms),
        _means(name, result, arms),
        _over_time(name, result, arms, synthetic),
        _adjusted(name, result, arms),
        Figure(f"{name}-effects", compared, _effect_plot(name, compared, result, synthetic), effects.name),
        effects,
        *_at_primary(name, result),
    ]


def _diagram(name: str, result: dict[str, Any], arms: list[str], synthetic: bool) -> Figure:
    caption, flow = f"Flow of participants (CONSORT), analysed for {plain(result['measure'])}", result["flow"]
    diagram = consort(f"{name}-consort", caption, flow, arms, synthetic=synthetic)
    narrow = narrow_consort(f"{name}-consort", caption, flow, arms, synthetic=synthetic)
    return Figure(f"{name}-consort", caption, diagram, f"{name}-flow", narrow)


def _flow(name: str, result: dict[str, Any], arms: list[str]) -> Table:
    flow = result["flow"]
    rows: list[list[Any]] = [["assessed", None, None, flow["assessed"]]]
    rows += [["excluded", None, plain(reason), n] for reason, n in flow["excluded"].items()]
    rows.append(["randomised", None, None, flow["randomised"]])
    for arm in arms:
        found = flow["arms"][arm]
        rows += [["allocated", arm, None, found["allocated"]], ["received", arm, None, found["received"]]]
        rows += [
            [f"{words} {plain(at)}", arm, plain(reason), n]
            for words, part in (("lost at", "lost"), ("no value at", "missing"))
            for at, reasons in found.get(part, {}).items()
            for reason, n in reasons.items()
        ]
        rows += [["in no analysis", arm, plain(reason), n] for reason, n in found["left_out"].items()]
        rows += [["not in this analysis set", arm, None, found["not_in_set"]]] if found["not_in_set"] else []
        rows += [[f"analysed at {plain(at)}", arm, None, n] for at, n in found["analysed"].items()]
    columns = {"stage": Column("Stage"), "arm": Column("Arm", plain), "reason": Column("Reason")}
    columns["n"] = Column("n", count, numeric=True)
    return Table(f"{name}-flow", "Participants at each stage, by arm and reason", columns, rows, folded=True)


def _means(name: str, result: dict[str, Any], arms: list[str]) -> Table:
    rows = []
    for arm in arms:
        for at, found in result["means"][arm].items():
            rows.append([arm, at, found["n"], number_of(found, "mean"), number_of(found, "sd")])
    return Table(
        f"{name}-means",
        f"Observed {plain(result['measure'])} by arm and occasion ({UNIT})",
        {
            "arm": Column("Arm", plain),
            "occasion": Column("Occasion", plain),
            "n": Column("n", count, numeric=True),
            "mean": Column("Mean", single, numeric=True),
            "sd": Column("SD", single, numeric=True),
        },
        rows,
    )


def _over_time(name: str, result: dict[str, Any], arms: list[str], synthetic: bool) -> Figure:
    parts = result["ancova"]
    series = [
        Series(
            plain(arm),
            [parts[at]["adjusted_means"][arm] for at in parts],
            [parts[at]["adjusted_means"][arm]["n"] for at in parts],
        )
        for arm in arms
    ]
    at_mean = "at the mean of what is adjusted for" if result["baseline"] or result["covariates"] else "unadjusted"
    caption = (
        f"Adjusted mean {plain(result['measure'])} {at_mean}, with {percent(result['level'], 0)} intervals; "
        "n are participants analysed"
    )
    axis = f"adjusted {plain(result['measure'])} ({UNIT})"
    picture = over_occasions(
        f"{name}-means-figure", caption, series, [plain(at) for at in parts], axis, synthetic=synthetic
    )
    return Figure(f"{name}-means-figure", caption, picture, f"{name}-adjusted")


def _adjusted(name: str, result: dict[str, Any], arms: list[str]) -> Table:
    columns = {"occasion": Column("Occasion", plain)}
    columns |= {arm: Column(f"{plain(arm)} [interval]", interval, numeric=True) for arm in arms}
    rows = [[at, *(found["adjusted_means"][arm] for arm in arms)] for at, found in result["ancova"].items()]
    return Table(f"{name}-adjusted", f"Adjusted means of {plain(result['measure'])} ({UNIT})", columns, rows)


def _effect_plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = [
        Row(trial_prose.difference(result, contrast), effect, (), "" if at == result["primary"] else "base", plain(at))
        for contrast in result["contrasts"]
        for at, found in result["ancova"].items()
        for effect in [found["effects"][contrast]]
    ]
    axis = f"difference in {plain(result['measure'])} ({UNIT})"
    return forest(
        f"{name}-effects", title, rows, axis, guide=Guide(0.0, "no difference"), digits=2, synthetic=synthetic
    )


def _effects(name: str, result: dict[str, Any]) -> Table:
    adjusted = result["multiplicity"] != "none"
    rows = [
        [
            trial_prose.difference(result, contrast),
            at,
            effect,
            *(number_of(effect, part) for part in ("standard_error", "df", "p")),
            *([number_of(effect, "p_adjusted") if "p_adjusted" in effect else None] if adjusted else []),
            effect["standardised"] | {"reason": effect["standardised"].get("reason", effect.get("reason"))},
            effect["n"],
        ]
        for contrast in result["contrasts"]
        for at, found in result["ancova"].items()
        for effect in [found["effects"][contrast]]
    ]
    columns = {
        "effect_of": Column("Difference"),
        "occasion": Column("Occasion", plain),
        "effect": Column("Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE", single, numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        **({"p_adjusted": Column("p, adjusted", bare_p, numeric=True)} if adjusted else {}),
        "standardised": Column(f"In SD ({plain(result['standardiser'])})", interval, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-effect-estimates", f"Effects on {plain(result['measure'])} ({UNIT})", columns, rows)


def _at_primary(name: str, result: dict[str, Any]) -> list[Block]:
    """Permutation tests and verdicts, where they were asked for."""
    found = result["ancova"][result["primary"]]["effects"]
    tables: list[Block] = []
    if all("permutation" in effect for effect in found.values()):
        rows: list[list[Any]] = [
            [trial_prose.difference(result, key), number_of(e["permutation"], "p"), e["permutation"]["ways"],
             "all" if e["permutation"]["exact"] else "at random"]
            for key, e in found.items()
        ]  # fmt: skip
        columns = {
            "effect_of": Column("Difference"),
            "p": Column("p", bare_p, numeric=True),
            "ways": Column("Ways to draw the arms", count, numeric=True),
            "drawn": Column("Which of them"),
        }
        note = f"{capital(result['conventions']['permutation'])}."
        tables.append(
            Table(f"{name}-permutation", "Permutation tests at the primary occasion", columns, rows, note=note)
        )
    if all("margin" in effect for effect in found.values()):
        rows = [
            [trial_prose.difference(result, key), e["margin"]["margin"], e | e["margin"], number_of(e["margin"], "p"),
             e["margin"]["verdict"]]
            for key, e in found.items()
        ]  # fmt: skip
        one = next(iter(found.values()))["margin"]
        columns = {
            "effect_of": Column("Difference"),
            "margin": Column(f"Margin ({UNIT})", lambda v: number(v, 2), numeric=True),
            "effect": Column(f"Effect [{percent(one['level'], 0)} interval]", interval, numeric=True),
            "p": Column("p", bare_p, numeric=True),
            "verdict": Column(plain(one["kind"]).capitalize()),
        }
        tables.append(Table(f"{name}-margin", f"Verdict on {plain(one['kind'])}", columns, rows))
    return tables

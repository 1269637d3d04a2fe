"""How far continuous traces agree: pooled and by pair, with and without lag, by item, and who follows whom."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Prose, Section, Table
from ..figures.courses import courses
from ..figures.forest import Guide, Row, forest
from ..figures.pairs import pairs
from ..material import Material
from ..numbers import count, exact, interval, is_undefined, number, percent, plural, single
from ..words import plain

DIGITS = 2
MANY = 16
"""Annotators up to whom the matrix of pairs is drawn; the table has all."""


def build(material: Material) -> Section | None:
    """For each analysis: pooled agreement, example traces, pairs, delays, and every item."""
    results = dict(material.results.analysis("traces"))
    found = [(name, results[name]) for name in material.study.analyse if name in results]
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += [Prose(_sentences(result)), _facts(result), *_warnings(result), _pooled(name, result)]
        blocks += [*(_example(material, name, result) if result["example"] else []), *_pairs(material, name, result)]
        blocks += [*_delays(material, name, result), *_items(material, name, result)]
    lead = "; ".join(
        f"Concordance of two annotators on {plain(r['scale'])} is {interval(r['pooled']['concordance'], DIGITS)}, "
        f"at the best lag {interval(r['pooled']['concordance_at_lag'], DIGITS)}"
        for _, r in found
    )
    return Section("traces", "Agreement of traces", f"{lead}.", blocks)


def _sentences(result: dict[str, Any]) -> list[str]:
    who = f"{plural(result['annotators_n'], 'annotator')} gave {plural(result['traces'], 'trace')}"
    minutes = result["minutes"]
    first = (
        f"{who} of {plural(result['items'], 'item')}, {number(minutes['mean'], 1)} minutes long on average (from "
        f"{number(minutes['shortest'], 1)} to {number(minutes['longest'], 1)}). Correlation tells whether two traces "
        "rise and fall together; concordance also asks for the same values."
    )
    second = (
        "People answer what they feel with a delay. For each pair the lag that suits best was sought; agreement at "
        "that lag is never below agreement without one, so that the two stand side by side."
    )
    return [first, second]


def _facts(result: dict[str, Any]) -> Facts:
    left = result["left_out"]
    facts = [
        ("Time base", f"{exact(result['rate'])} samples a second"),
        ("Lags", f"up to {exact(result['max_lag'])} s either way, with the largest {result['lag_by']}"),
        ("Concordance", f"Lin’s, with the {result['divisor']} variance"),
    ]
    gone = [f"{plural(len(left['items_with_one_annotator']), 'item')} with one annotator"] * bool(
        left["items_with_one_annotator"]
    )
    gone += [plural(left["unnamed_traces"], "trace") + " of unnamed annotators"] * bool(left["unnamed_traces"])
    return Facts([*facts, ("Left out", "; ".join(gone))] if gone else facts)


def _warnings(result: dict[str, Any]) -> list[Block]:
    edges = sum(pair["at_edge"] for pair in result["pairs"])
    if not edges:
        return []
    told = f"The best lag of {count(edges)} of {plural(len(result['pairs']), 'pair')} is the longest that was tried"
    return [Notice([f"{told}: their agreement may be larger beyond it."])]


def _pooled(name: str, result: dict[str, Any]) -> Table:
    pooled = result["pooled"]
    rows = [
        [words, pooled[key], pooled[f"{key}_at_lag"]]
        for words, key in (("Pearson’s correlation", "correlation"), ("Lin’s concordance", "concordance"))
    ]
    columns = {
        "coefficient": Column("Coefficient"),
        "at_once": Column("Without lag [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "at_lag": Column("At the best lag [interval]", lambda v: interval(v, DIGITS), numeric=True),
    }
    one = pooled["concordance"]
    note = f"Interval: {one['method']}, {percent(one['level'], 0)}, {plural(one['clusters'], one['cluster'])}."
    return Table(f"{name}-pooled", f"Agreement, {pooled['rule']}", columns, rows, note=note)


def _example(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    shown, scale = result["example"], plain(result["scale"])
    caption = f"Traces of {plain(shown['item'])}: each annotator’s {scale}, and the mean of those who are there"
    picture = courses(
        f"{name}-example", caption, shown["time"], shown["traces"], {"mean": shown["mean"]},
        ("seconds from the start", f"{scale} (scale points)"), synthetic=material.synthetic,
    )  # fmt: skip
    columns = {"time": Column("Time (s)", lambda v: number(v, 1), numeric=True)} | {
        who: Column(plain(who), _value, numeric=True) for who in ("mean", *shown["traces"])
    }
    rows = [list(row) for row in zip(shown["time"], shown["mean"], *shown["traces"].values(), strict=True)]
    table = Table(f"{name}-example-values", f"Traces of {plain(shown['item'])}", columns, rows, shown=12, folded=True)
    return [Figure(f"{name}-example", caption, picture, table.name), table]


def _value(value: float) -> str:
    return number(value, 3, "outside the annotator’s trace")


def _pairs(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    columns = {"first": Column("First", plain), "second": Column("Second", plain)} | {
        key: Column(title, lambda v: single(v, DIGITS), numeric=True)
        for key, title in (
            ("correlation", "Correlation"),
            ("concordance", "Concordance"),
            ("lag", "Best lag (s)"),
            ("correlation_at_lag", "Correlation at it"),
            ("concordance_at_lag", "Concordance at it"),
        )
    }
    columns["samples"] = Column("Samples", count, numeric=True)
    rows = [
        [
            p["first"],
            p["second"],
            *({"estimate": p[key], "reason": p.get("reason")} for key in list(columns)[2:-1]),
            p["samples"],
        ]
        for p in result["pairs"]
    ]
    about = "Agreement of each pair; the lag is positive where the second annotator follows the first"
    table = Table(f"{name}-pairs", about, columns, rows, shown=12, folded=True)
    names = result["annotators"]
    if len(names) > MANY:
        return [table]
    place = {who: i for i, who in enumerate(names)}
    at = {
        key: {(place[p["first"]], place[p["second"]]): p[key] for p in result["pairs"]}
        for key in ("concordance", "concordance_at_lag")
    }
    caption = "Concordance of each pair of annotators, without lag and at the pair’s best lag"
    picture = pairs(
        f"{name}-matrix", caption, [plain(who) for who in names], at["concordance"], at["concordance_at_lag"],
        ("concordance without lag", "at the pair’s best lag"), synthetic=material.synthetic,
    )  # fmt: skip
    return [Figure(f"{name}-matrix", caption, picture, table.name), table]


def _delays(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """Each annotator's delay, and how concordance falls off around it."""
    delays, one = result["delays"]["seconds"], result["leave_one_out"]
    columns = {"annotator": Column("Annotator", plain)}
    columns |= {"delay": Column("Delay (s) [interval]", lambda v: interval(v, DIGITS), numeric=True)}
    columns |= {
        key: Column(title, lambda v: single(v, DIGITS), numeric=True)
        for key, title in (
            ("correlation", "Correlation with the others"),
            ("concordance", "Concordance with the others"),
        )
    }
    rows = [
        [
            who,
            delays[who],
            *({"estimate": one[who][key], "reason": one[who].get("reason")} for key in ("correlation", "concordance")),
        ]
        for who in result["annotators"]
    ]
    residual = result["delays"]["residual"]
    left = number(residual, DIGITS, result["delays"].get("reason"))
    note = (
        f"One delay for each leaves a root mean square of {left} s of the pairs’ lags. No lag in the last two columns."
    )
    about = "Each annotator: delay after the mean annotator, and agreement with the mean of the others"
    table = Table(f"{name}-annotators", about, columns, rows, note=note, folded=True)
    known = [Row(plain(who), delays[who]) for who in result["annotators"] if not is_undefined(delays[who]["estimate"])]
    if not known:
        return [table]
    caption = "Delay of each annotator after the mean of all"
    picture = forest(
        f"{name}-delays", caption, known, "seconds", guide=Guide(0.0, "mean annotator"), digits=DIGITS,
        synthetic=material.synthetic,
    )  # fmt: skip
    return [Figure(f"{name}-delays", caption, picture, table.name), *_profile(material, name, result), table]


def _profile(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    profile, delays = result["profile"], result["delays"]["seconds"]
    order = sorted(result["annotators"], key=lambda who: delays[who]["estimate"])
    strong = dict.fromkeys([order[0], order[-1]])
    lines = profile["concordance"]
    caption = "Concordance with the others when they are read later; named are the first and the last to answer"
    picture = courses(
        f"{name}-profile", caption, profile["lags"], {w: v for w, v in lines.items() if w not in strong},
        {plain(w): lines[w] for w in strong}, ("seconds by which the others are read later", "mean concordance"),
        synthetic=material.synthetic,
    )  # fmt: skip
    columns = {"lag": Column("Lag (s)", lambda v: number(v, 1), numeric=True)}
    columns |= {who: Column(plain(who), lambda v: number(v, 3, profile.get("reason")), numeric=True) for who in lines}
    rows = [list(row) for row in zip(profile["lags"], *lines.values(), strict=True)]
    table = Table(
        f"{name}-profile-values", "Mean concordance with the others at each lag", columns, rows, shown=12, folded=True
    )
    return [Figure(f"{name}-profile", caption, picture, table.name), table]


def _items(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    found = result["by_item"]
    parts = (
        ("concordance", "Concordance [interval]"),
        ("concordance_aligned", "After delays are taken out [interval]"),
    )
    columns = {
        "item": Column("Item", plain),
        "annotators": Column("Annotators", count, numeric=True),
        "seconds": Column("Seconds compared", lambda v: number(v, 1), numeric=True),
    } | {key: Column(title, lambda v: interval(v, DIGITS), numeric=True) for key, title in parts}
    rows = [[item, one["annotators"], one["seconds"], *(one[key] for key, _ in parts)] for item, one in found.items()]
    any_item = next(iter(found.values()))["concordance"]
    note = f"Interval: {any_item['method']}, {percent(any_item['level'], 0)}, drawing blocks of its time."
    table = Table(
        f"{name}-items",
        "Mean concordance of pairs by item",
        columns,
        rows,
        note=note,
        folded=True,
    )
    known = [
        Row(plain(item), one["concordance_aligned"], note=f"{count(one['annotators'])} annotators")
        for item, one in found.items()
        if not is_undefined(one["concordance_aligned"]["estimate"])
    ]
    if not known:
        return [table]
    caption = "Mean concordance of pairs by item, each annotator’s delay taken out"
    picture = forest(
        f"{name}-forest", caption, known, "concordance", guide=Guide(0.0, "no agreement"), digits=DIGITS,
        synthetic=material.synthetic,
    )  # fmt: skip
    return [Figure(f"{name}-forest", caption, picture, table.name), table]

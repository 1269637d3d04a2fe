"""All models against the baselines, with intervals; what they confuse; how they were learned."""

from __future__ import annotations

from typing import Any

from ...studies.analyse import Comparison
from ..blocks import Block, Column, Figure, Section, Table
from ..figures.forest import Guide, Row, forest
from ..figures.heat import confusion
from ..material import Material, in_order
from ..numbers import count, interval, number, percent, plural
from ..words import capital, metric, plain, unit
from .learning import learning


def build(material: Material) -> Section | None:
    """Scores of every model on items of unseen groups."""
    if not material.results.scores or not material.study.train:
        return None
    blocks: list[Block] = [_figure(material), _scores(material)]
    for name, result in material.results.analysis("comparison"):
        spec = material.study.analyse.get(name)
        order = spec.against if isinstance(spec, Comparison) else ()
        blocks += _differences(material, name, in_order(result, order))
    blocks += _confusion(material)
    blocks += learning(material)
    return Section("models", "Models", _lead(material), blocks)


def baseline(material: Material) -> str | None:
    """The model that sees no features, if the study has one."""
    assert material.study.train
    kinds = material.study.train.models
    return next((name for name in material.results.scores if name in kinds and kinds[name].kind == "majority"), None)


def _lead(material: Material) -> str:
    best = material.ranked()[0]
    scores, words = material.results.scores[best], metric(material.metric)
    end = "highest" if words.higher_is_better else "lowest"
    value = interval(scores["metrics"][material.metric], words.digits)
    items, groups = plural(scores["items"], "item"), plural(scores["groups"], unit(scores["group_unit"]))
    return (
        f"Of {plural(len(material.results.scores), 'model')}, {plain(best)} has the {end} {words.full}: {value}, over "
        f"{items} of {groups} it was not trained on."
    )


def _figure(material: Material) -> Figure:
    words, base = metric(material.metric), baseline(material)
    scores = material.results.scores
    rows = [
        Row(
            plain(name),
            scores[name]["metrics"][material.metric],
            [
                p["value"]
                for p in scores[name]["metrics"][material.metric].get("per_fold", [])
                if p["value"] is not None
            ],
            "base" if name == base else "",
            "baseline, sees no features" if name == base else "",
        )
        for name in material.ranked()
    ]
    at = scores[base]["metrics"][material.metric]["estimate"] if base else None
    guide = Guide(at, f"{plain(base)} {number(at, words.digits)}") if base and at is not None else None
    caption = (
        f"{capital(words.full)} of each model with {_level(scores)} interval; faint dots are single folds and seeds; "
        f"{_who(scores)}{_of(scores, material.metric)}"
    )
    axis = f"{words.full} ({'higher' if words.higher_is_better else 'lower'} is better)"
    picture = forest("models", caption, rows, axis, guide=guide, digits=words.digits, synthetic=material.synthetic)
    return Figure("models", caption, picture, "scores")


def _level(scores: dict[str, Any]) -> str:
    levels = {found["level"] for s in scores.values() for found in s["metrics"].values() if found.get("level")}
    return percent(levels.pop(), 0) if len(levels) == 1 else "its"


def _who(scores: dict[str, Any]) -> str:
    any_one = next(iter(scores.values()))
    return f"n = {count(any_one['items'])} items, {plural(any_one['groups'], unit(any_one['group_unit']))}"


def _scores(material: Material) -> Table:
    assert material.study.train
    scores, names = material.results.scores, material.study.train.metrics
    kinds = {name: spec.kind for name, spec in material.study.train.models.items()}
    columns = {"model": Column("Model", plain), "kind": Column("Kind", plain)}
    for name in names:
        columns[name] = Column(f"{metric(name).short} [interval]", _shower(metric(name).digits), numeric=True)
    columns |= {"items": Column("Items", count, numeric=True), "seeds": Column("Seeds", count, numeric=True)}
    rows = [
        [m, kinds.get(m, scores[m]["kind"]), *(scores[m]["metrics"].get(n) for n in names),
         scores[m]["items"], len(scores[m]["seeds"])]
        for m in material.ranked()
    ]  # fmt: skip
    note = "; ".join(f"{metric(n).short}: {metric(n).about}{_of(scores, n)}" for n in names)
    groups = unit(next(iter(scores.values()))["group_unit"])
    caption = f"Scores of all models with {_level(scores)} intervals, averaged over seeds; items of unseen {groups}s"
    return Table("scores", caption, columns, rows, note=f"{capital(note)}.")


def _of(scores: dict[str, Any], name: str) -> str:
    """On how many items a metric was computed, where it was not all of them."""
    one = next(iter(scores.values()))
    some = one["metrics"].get(name, {}).get("items")
    return "" if some is None else f", on the {count(some)} of {plural(one['items'], 'item')} with a consensus"


def _shower(digits: int):
    return lambda found: interval(found, digits)


def _differences(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    words, reference = metric(result["metric"]), plain(result["reference"])
    rows = [Row(f"against {plain(other)}", found) for other, found in result["differences"].items()]
    caption = (
        f"Difference in {words.full}, {reference} minus each other model, on the same "
        f"{plural(result['items'], 'item')} ({plural(result['groups'], unit(material.study.train.split.by))})"  # type: ignore[union-attr]
    )
    axis = (
        f"difference in {words.full} ({'right' if words.higher_is_better else 'left'} of zero: {reference} is better)"
    )
    picture = forest(
        name, caption, rows, axis, guide=Guide(0.0, "no difference"), digits=3, synthetic=material.synthetic
    )
    table = Table(
        f"{name}-differences",
        f"{capital(reference)} against the other models: paired differences with intervals",
        {
            "against": Column("Against", plain),
            "difference": Column(f"Difference in {words.short} [interval]", _shower(3), numeric=True),
            "excludes_zero": Column("Interval excludes zero"),
        },
        [[other, found, _excludes_zero(found)] for other, found in result["differences"].items()],
    )
    return [Figure(name, caption, picture, table.name), table]


def _excludes_zero(found: dict[str, Any]) -> str | None:
    if found.get("low") is None or found.get("high") is None:
        return None
    return "yes" if found["low"] > 0 or found["high"] < 0 else "no"


def _confusion(material: Material) -> list[Block]:
    name = material.reference()
    if name is None or not material.results.scores[name].get("confusion"):
        return []
    scores = material.results.scores[name]
    labels, counts = scores["labels"], scores["confusion"]
    seeds = len(scores["seeds"])
    over = f", averaged over {plural(seeds, 'seed')}" if seeds > 1 else ""
    caption = (
        f"Confusion matrix of {plain(name)}: items{over}, and below each its share of the true class "
        f"(n = {count(round(sum(map(sum, counts))))})"
    )
    picture = confusion("confusion", caption, counts, [plain(v) for v in labels], synthetic=material.synthetic)
    columns = {"true": Column("True class", plain)}
    whole = all(float(value).is_integer() for row in counts for value in row)
    show = count if whole else _tenths
    columns |= {f"predicted_{v}": Column(f"Predicted {plain(v)}", show, numeric=True) for v in labels}
    table = Table(
        "confusion-counts",
        f"Confusion matrix of {plain(name)}, items{over}",
        columns,
        [[label, *row] for label, row in zip(labels, counts, strict=True)],
        folded=True,
    )
    return [Figure("confusion", caption, picture, table.name), table]


def _tenths(value: float) -> str:
    return number(value, 1)

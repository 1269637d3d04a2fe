"""What distributions over emotions say that one label does not."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Prose, Section, Table
from ..figures.heat import Matrix, panels
from ..figures.plane import Emotion, plane
from ..material import Material
from ..numbers import count, interval, listing, number, percent, plural
from ..words import plain

DIGITS = 3


def build(material: Material) -> Section | None:
    """The emotions as distributions, mean shares, the given label against the most likely one, and mixtures."""
    found = material.results.analysis("relabelling")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += _emotions(material, name, result) + _labels(material, name, result) + [_mixtures(name, result)]
    lead = "; ".join(
        f"the given label is the most likely emotion in {interval(r['given']['agreement'], 2)} of "
        f"{plural(r['given']['agreement']['n'], 'item')}" for _, r in found
    )  # fmt: skip
    return Section("relabelling", "Emotions as distributions", f"{lead[0].upper()}{lead[1:]}.", blocks)


def _emotions(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    drawn = [_drawn(label, result) for label in result["labels"]]
    caption = (
        "Each emotion’s distribution in valence and arousal: mean and ellipse of one standard deviation; the second "
        "colour marks the mean of the items with that label"
    )
    table = _shares(name, result)
    missing = result["items_with_a_missing_dimension"]
    told = [
        f"Each emotion is a normal distribution over {listing([plain(scale) for scale in result['scales']])}. "
        f"For {plural(result['items'], 'item')} the share of each emotion follows by Bayes’ rule from the item’s own "
        f"ratings; {plural(result['items_left_out']['not_rated'], 'item')} without any rating on these scales "
        f"{'is' if result['items_left_out']['not_rated'] == 1 else 'are'} left out"
        + (f", and of {plural(missing, 'item')} with a missing scale it is integrated out." if missing else "."),
        f"The entropy of a distribution is {interval(result['entropy'], 2)} bits on average; it is zero where one "
        f"emotion is certain and {number(result['entropy']['largest'], 2)} where all are equally likely.",
    ]
    picture = plane(f"{name}-plane", caption, drawn, synthetic=material.synthetic)
    return [Prose(told), Figure(f"{name}-plane", caption, picture, table.name), table, _points(name, result)]


def _drawn(label: str, result: dict[str, Any]) -> Emotion:
    emotion, point = result["emotions"][label], result["points"][label]
    (mv, ma), (sv, sa) = ([emotion[part][scale] for scale in result["scales"][:2]] for part in ("mean", "sd"))
    centre = None if point["valence"] is None else (point["valence"], point["arousal"])
    return Emotion(plain(label), (mv, ma), (sv, sa), emotion["covariance_valence_arousal"], centre, point["n"])


def _shares(name: str, result: dict[str, Any]) -> Table:
    scales = result["scales"]
    columns = {"emotion": Column("Emotion", plain), "term": Column("Published term")}
    columns |= {f"mean_{s}": Column(f"Mean {plain(s)}", lambda v: number(v, 2), numeric=True) for s in scales}
    columns |= {f"sd_{s}": Column(f"SD {plain(s)}", lambda v: number(v, 2), numeric=True) for s in scales}
    columns |= {
        "prior": Column("Prior", lambda v: number(v, DIGITS), numeric=True),
        "share": Column("Mean share [interval]", lambda v: interval(v, DIGITS), numeric=True),
    }
    rows = []
    for label in result["labels"]:
        emotion = result["emotions"][label]
        moments = [emotion[part][scale] for part in ("mean", "sd") for scale in scales]
        rows.append([label, emotion["term"], *moments, emotion["prior"], result["mean"][label]])
    return Table(f"{name}-emotions", "The emotions as distributions, and their mean shares", columns, rows)


def _points(name: str, result: dict[str, Any]) -> Table:
    columns = {
        "label": Column("Given label", plain),
        "n": Column("Items", count, numeric=True),
        "valence": Column("Mean valence", lambda v: number(v, 2, "no item"), numeric=True),
        "arousal": Column("Mean arousal", lambda v: number(v, 2, "no item"), numeric=True),
    }
    parts = ("n", "valence", "arousal")
    rows = [[label, *(result["points"][label][part] for part in parts)] for label in result["labels"]]
    return Table(f"{name}-points", "Where the items with each given label lie", columns, rows, folded=True)


def _labels(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    given, labels = result["given"], result["labels"]
    left = given["left_out"]
    others = sum(left["other_labels"].values())
    told = [
        f"In {interval(given['not_most_likely'], 2)} of {plural(given['not_most_likely']['n'], 'item')} the label on "
        f"the scale {plain(result['scale'])} is not the most likely emotion. The label’s own share is "
        f"{interval(given['share_of_given'], 2)} on average. If labels were drawn from the distributions, label and "
        f"most likely emotion would agree in {interval(given['expected_agreement'], 2)}; they do in "
        f"{interval(given['agreement'], 2)}.",
        f"Left out of this are {plural(left['no_single_label'], 'item')} without a single label and "
        f"{plural(others, 'item')} with a label that has no distribution.",
    ]
    caption = (
        "What items with one label are a mixture of: rows are given labels, columns the mean share of each emotion "
        "(left), and the share of items with each most likely emotion (right)"
    )
    mixed = [row["shares"] for row in given["mean_by_given"]]
    confused = [[n / sum(row) if sum(row) else None for n in row] for row in given["confusion"]["n"]]
    matrices = [Matrix("mean share", mixed), Matrix("most likely", confused)]
    picture = panels(
        f"{name}-labels", caption, [("given label", matrices)], labels, across=1, synthetic=material.synthetic
    )
    columns = {
        "given": Column("Given label", plain),
        "emotion": Column("Emotion", plain),
        "n": Column("Items with the label", count, numeric=True),
        "mean_share": Column("Mean share", lambda v: number(v, DIGITS), numeric=True),
        "most_likely": Column("Items where it is most likely", count, numeric=True),
    }
    rows = [
        [one, other, given["mean_by_given"][i]["n"], mixed[i][j], given["confusion"]["n"][i][j]]
        for i, one in enumerate(labels)
        for j, other in enumerate(labels)
    ]
    table = Table(
        f"{name}-given", "Given labels and distributions, cell by cell", columns, rows, shown=len(labels), folded=True
    )
    return [Prose(told, "The given label"), Figure(f"{name}-labels", caption, picture, table.name), table]


def _mixtures(name: str, result: dict[str, Any]) -> Table:
    mixtures = result["mixtures"]
    columns = {
        "one": Column("Emotion", plain),
        "other": Column("and", plain),
        "n": Column("Items", count, numeric=True),
        "share": Column("Share of items", lambda v: percent(v, 1), numeric=True),
    }
    rows = [[*pair["pair"], pair["n"], pair["share"]] for pair in mixtures["pairs"]]
    caption = (
        "Mixtures: pairs of emotions that both have a share of at least "
        f"{number(mixtures['least_share'], 2)} in an item; {interval(mixtures['mixed'], 2)} of items are a mixture"
    )
    return Table(f"{name}-mixtures", caption, columns, rows, shown=10)

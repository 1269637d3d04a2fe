"""`analyse: {kind: expressions}`: which expressions are characteristic of the items of a class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError
from ...statistics import expressions as statistics
from ...statistics import multiple_tests
from ...studies.analyse.expressions import Expressions
from .counts import groups_that_hold, key_of, tabulate

TESTS = {
    "fisher": (statistics.fisher_exact, "Fisher's exact test, two-sided by the probability of tables"),
    "likelihood_ratio": (statistics.likelihood_ratio, "likelihood-ratio test, G² with one degree of freedom"),
}
CORRECTIONS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], str]] = {
    "holm": (multiple_tests.holm, "Holm (1979): family-wise error rate over all tested expressions"),
    "benjamini_hochberg": (
        multiple_tests.benjamini_hochberg,
        "Benjamini and Hochberg (1995): false discovery rate over all tested expressions, which are positively "
        "dependent where one holds another",
    ),
    "none": (np.array, "none: p as it is"),
}
CONVENTIONS = {
    "counts": "items that hold the expression, once each; tested if enough items of both groups together hold it",
    "shorter": "an expression that occurs only within a longer one is left out, since it is in the same items",
    "words": "runs of letters and digits in lower case (Unicode NFKC, case folded); an apostrophe within stays; an "
    "expression does not cross a mark of punctuation",
    "characters": "sequences of letters and digits within a run of them, in lower case (Unicode NFKC, case folded)",
    "log_odds_ratio": "of holding the expression, class against others; Woolf's interval; undefined with an empty cell",
    "difference": "share in the class minus share in the others; Newcombe's interval, method 10",
    "independence": "items are taken as independent, also those of one speaker; `groups` counts the split's groups "
    "with an item that holds the expression, so that one speaker's habit is seen",
    "intervals": "of each expression by itself, not adjusted for their number",
}


def expressions(
    items: pd.DataFrame, sample: pd.DataFrame, predictions: Mapping[str, pd.DataFrame], *, spec: dict[str, Any]
) -> dict[str, Any]:
    """Test every frequent expression.

    Args:
        items: table `items`, for the texts.
        sample: table `sample`, for the target classes.
        predictions: table `predictions` of the model that decides, by its name; empty if the target does.
        spec: plain data of `studies.analyse.Expressions`.

    Returns:
        the document: numbers of items and tests, and the expressions by their key, words joined by `_`.

    Raises:
        StudyError: when no item is of the class, or none is of another, or a named expression is no expression.
    """
    asked = Expressions.load(spec)
    inside = _inside(sample, predictions, asked)
    texts = items.set_index("item_id")["transcript"].reindex(inside.index)
    silent = texts.isna()
    inside, texts = inside[~silent], texts[~silent]
    _check(inside, asked)
    names, tables = tabulate(texts.tolist(), inside.to_numpy(), asked.tokens, asked.longest, asked.at_least)
    p = TESTS[asked.test][0](tables)
    adjusted = CORRECTIONS[asked.correction][0](p)
    order = np.lexsort((np.array(names), -np.abs(statistics.difference_of_shares(tables, asked.level)["estimate"]), p))
    listed = _listed(names, order, asked)
    groups = sample.set_index("item_id")["group"].reindex(inside.index)
    spread = groups_that_hold(
        {names[at] for at in listed}, texts.tolist(), groups.tolist(), asked.tokens, asked.longest
    )
    return {
        "kind": "expressions",
        "label": asked.label,
        "by": asked.model or "target",
        "items_inside": tables.size_inside,
        "items_outside": tables.size_outside,
        "items_without_text": int(silent.sum()),
        "tokens": asked.tokens,
        "longest": asked.longest,
        "at_least": asked.at_least,
        "tested": len(names),
        "alpha": asked.alpha,
        "characteristic": int((adjusted <= asked.alpha).sum()),
        "of_the_class": int(((adjusted <= asked.alpha) & _more(tables)).sum()),
        "listed": len(listed),
        "not_tested": sorted({*map(key_of, asked.named)} - {*map(key_of, names)}),
        "expressions": {
            key_of(names[at]): {"rank": rank}
            | _entry(names[at], tables.at(at), p[at], adjusted[at], spread[names[at]], asked)
            for rank, at in enumerate(listed, 1)
        },
        "conventions": _conventions(asked),
    }


def _inside(sample: pd.DataFrame, predictions: Mapping[str, pd.DataFrame], asked: Expressions) -> pd.Series:
    if asked.model is None:
        return sample.dropna(subset=["label"]).set_index("item_id")["label"].eq(asked.label)
    decided = predictions[asked.model]
    share = decided["predicted"].eq(asked.label).groupby(decided["item_id"]).mean()
    return share.gt(0.5)


def _check(inside: pd.Series, asked: Expressions) -> None:
    problems = []
    if not inside.any() or inside.all():
        found = f"{int(inside.sum())} of {len(inside)} items with a text of class '{asked.label}'"
        problems.append(Problem("study", "analyse.expressions.label", found, "items of the class, and others"))
    if problems:
        raise StudyError(problems)


def _listed(names: list[str], order: np.ndarray, asked: Expressions) -> list[int]:
    wanted = {key_of(name) for name in asked.named}
    first = order[: asked.listed].tolist()
    return first + [at for at in order[asked.listed :].tolist() if key_of(names[at]) in wanted]


def _more(tables: statistics.Tables) -> np.ndarray:
    return tables.inside / tables.size_inside > tables.outside / tables.size_outside


def _entry(
    name: str, one: statistics.Tables, p: float, adjusted: float, groups: int, asked: Expressions
) -> dict[str, Any]:
    ratio = {k: float(v[0]) for k, v in statistics.log_odds_ratio(one, asked.level).items()} | {"level": asked.level}
    share = {k: float(v[0]) for k, v in statistics.difference_of_shares(one, asked.level).items()}
    return {
        "expression": name,
        "inside": int(one.inside[0]),
        "outside": int(one.outside[0]),
        "groups": groups,
        "p": float(p),
        "adjusted_p": float(adjusted),
        "characteristic": bool(adjusted <= asked.alpha),
        "difference": share | {"level": asked.level},
        "log_odds_ratio": ratio | ({"reason": statistics.ZERO_CELL} if np.isnan(ratio["estimate"]) else {}),
    }


def _conventions(asked: Expressions) -> dict[str, str]:
    other = {"words": "characters", "characters": "words"}[asked.tokens]
    kept = {name: words for name, words in CONVENTIONS.items() if name != other}
    return kept | {"test": TESTS[asked.test][1], "correction": CORRECTIONS[asked.correction][1]}

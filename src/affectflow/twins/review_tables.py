"""A review: a screening log with codings, a taxonomy with scores of models, or the arms of trials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..studies.twins.reviews import CodingPlan, EffectsPlan, RankingPlan, ReviewTablesTwin, ScreeningPlan, SeveralPlan
from .seeds import stream
from .table_files import write_table


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the tables of a review.

    Args:
        root: folder to write to.
        twin: plain data of `ReviewTablesTwin`.
        workers: not needed.

    Returns:
        what was planted: `screening` counts, `codings` with the probability of each label and the
        rise per year, `no_association`, the effects' `mean` and `tau2`, and the variances of `several` of a study.
    """
    plan = ReviewTablesTwin.load(twin)
    planted: dict[str, Any] = {"kind": plan.kind, "seed": plan.seed}
    if plan.screening:
        planted |= _screening(root, plan.screening, plan.codings, plan.seed)
    if plan.ranking:
        _taxonomy(root, plan.ranking)
        _scores(root, plan.ranking, stream(plan.seed, "scores"))
        planted |= {"no_association": 0.0, "turned": plan.ranking.turned}
    if plan.effects:
        _arms(root, plan.effects, plan.seed)
        planted |= {"mean": plan.effects.mean, "tau2": plan.effects.tau2}
    if plan.effects and (several := plan.effects.several):
        _several(root, several, plan.effects.studies, stream(plan.seed, "effects", "several"))
        planted["several"] = {"mean": several.mean, "between": several.between, "within": several.within}
    return planted


def _screening(root: Path, plan: ScreeningPlan, codings: dict[str, CodingPlan], seed: int) -> dict[str, Any]:
    rng = stream(seed, "screening")
    sources = [name for name, n in plan.identified.items() for _ in range(n)]
    ends: list[tuple[str, str | None]] = [("duplicate removed", "duplicate")] * plan.duplicates
    ends += [("title and abstract", "off topic")] * plan.excluded
    ends += [("full text sought", "no full text")] * plan.not_retrieved
    ends += [("full text read", reason) for reason, n in plan.reasons.items() for _ in range(n)]
    ends += [("in the review", None)] * (len(sources) - len(ends))
    order, (first, last) = rng.permutation(len(ends)), plan.years
    years = rng.integers(first, last + 1, len(sources))
    rows = [[f"r{i + 1:03}", source, int(years[i]), *ends[order[i]]] for i, source in enumerate(sources)]
    write_table(root / "screening.csv", ["id", "database", "year", "stage", "why"], rows)
    included = [(row[0], row[2]) for row in rows if row[3] == "in the review"]
    middle = (first + last) / 2
    drawn = {name: _labels(each, included, middle, stream(seed, "codings", name)) for name, each in codings.items()}
    cells = [[record, *(labels[i] for labels in drawn.values())] for i, (record, _) in enumerate(included)]
    write_table(root / "codings.csv", ["id", *drawn], cells)
    truth = {name: {"shares": dict(each.shares), "rise": each.by} for name, each in codings.items()}
    return {"codings": truth, "no_trend": 0.0, "screening": {"identified": len(rows), "included": len(included)}}


def _labels(plan: CodingPlan, included: list, middle: float, rng: np.random.Generator) -> list[str]:
    names, shares = list(plan.shares), np.array(list(plan.shares.values()))
    if plan.several:
        drawn = rng.random((len(included), len(names))) < shares
        return ["; ".join(name for name, there in zip(names, row, strict=True) if there) for row in drawn]
    told = []
    for _, year in included:
        now = shares.copy()
        if plan.rising:
            at = names.index(plan.rising)
            rising = float(np.clip(shares[at] + plan.by * (year - middle), 0.0, 1.0))
            now *= (1 - rising) / (1 - shares[at])
            now[at] = rising
        told.append(names[rng.choice(len(names), p=now / now.sum())])
    return told


def _parts(plan: RankingPlan) -> list[tuple[str, str]]:
    return [(name, f"{name} {i + 1}") for name, n in plan.categories.items() for i in range(n)]


def _measured(plan: RankingPlan) -> list[str]:
    """Measured sub-categories, spread evenly over the taxonomy."""
    parts = _parts(plan)
    return [parts[int(i)][1] for i in np.linspace(0, len(parts) - 1, plan.measured)]


def _taxonomy(root: Path, plan: RankingPlan) -> None:
    measured = set(_measured(plan))
    rows = [[f"t{i + 1:02}", *part, "yes" if part[1] in measured else "no"] for i, part in enumerate(_parts(plan))]
    write_table(root / "taxonomy.csv", ["id", "category", "sub-category", "measured"], rows)


def _scores(root: Path, plan: RankingPlan, rng: np.random.Generator) -> None:
    rows: list[list[Any]] = []
    for j, part in enumerate(_measured(plan)):
        sign = -1 if j < plan.turned else 1
        for i, model in enumerate(plan.models):
            score = 50 + sign * plan.step * (i - (len(plan.models) - 1) / 2) + plan.noise * rng.standard_normal()
            rows.append([f"s{len(rows) + 1:03}", model, part, round(float(score), 2)])
    write_table(root / "scores.csv", ["id", "model", "sub-category", "score"], rows)


def _arms(root: Path, plan: EffectsPlan, seed: int) -> None:
    rng, rows = stream(seed, "effects"), list[list[Any]]()
    years = stream(seed, "years").integers(plan.years[0], plan.years[1] + 1, plan.studies)
    for i in range(plan.studies):
        n1, n2 = (int(n) for n in rng.integers(plan.per_arm[0], plan.per_arm[1] + 1, 2))
        effect = rng.normal(plan.mean, plan.tau2**0.5)
        one, two = rng.normal(effect, 1, n1), rng.normal(0, 1, n2)
        numbers = [round(float(f), 4) for f in (one.mean(), one.std(ddof=1), two.mean(), two.std(ddof=1))]
        rows.append([f"study {i + 1:02}", n1, *numbers[:2], n2, *numbers[2:], int(rng.integers(4, 13)), int(years[i])])
    columns = ["study", "n_t", "mean_t", "sd_t", "n_c", "mean_c", "sd_c", "weeks", "year"]
    write_table(root / "arms.csv", columns, rows)


def _several(root: Path, plan: SeveralPlan, studies: int, rng: np.random.Generator) -> None:
    rows: list[list[Any]] = []
    for i in range(studies):
        k = 1 + i % plan.most
        errors = rng.uniform(*plan.errors, k)
        noise = plan.correlation**0.5 * rng.standard_normal() + (1 - plan.correlation) ** 0.5 * rng.standard_normal(k)
        own = plan.mean + plan.between**0.5 * rng.standard_normal() + plan.within**0.5 * rng.standard_normal(k)
        for j, (estimate, error) in enumerate(zip(own + errors * noise, errors, strict=True)):
            name = f"study {i + 1:02}"
            rows.append([f"{name}, scale {j + 1}", name, round(float(estimate), 4), round(float(error), 4)])
    write_table(root / "several.csv", ["effect", "study", "g", "se"], rows)

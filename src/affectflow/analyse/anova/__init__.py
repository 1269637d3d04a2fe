"""`analyse: {kind: anova}`: factors between persons and occasions within, in an analysis of variance."""

from __future__ import annotations

from typing import Any

from ...statistics.effects.cells import in_cells
from ...statistics.effects.factorial import factorial
from ...studies.analyse.anova import Anova
from ...tables.people import People
from .. import cohort
from .conventions import conventions
from .design import Design, design, why_undefined
from .means import cell_means, contrasts, marginal_means
from .terms import terms, tests, told_sphericity


def anova(people: People, *, spec: dict) -> dict:
    """F of all terms, means of cells and of levels, and planned contrasts, for each measure.

    Args:
        people: the tables of participants.
        spec: plain data of `studies.analyse.anova.Anova`.

    Returns:
        the document; a test that cannot be made is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have, or a factor that has no labels.
    """
    asked = Anova.load(spec)
    found = cohort.cohort(people, asked, place="analyse.anova")
    made = design(found, asked, people.covariates)
    return {
        "kind": "anova",
        "analysis_set": asked.analysis_set,
        "between": {name: list(levels) for name, levels in asked.between.items()},
        "factors": list(asked.factors),
        "occasions": list(asked.occasions),
        "terms": terms(asked),
        "squares": asked.squares,
        "sphericity": asked.sphericity if len(asked.occasions) > 2 else "none",
        "level": asked.level,
        "effect_size_level": asked.effect_size_level,
        "planned": asked.plain()["contrasts"],
        "multiplicity": asked.multiplicity if asked.contrasts else "none",
        "measures": {measure: _one(made, asked, measure) for measure in asked.measures},
        "warnings": [*found.warnings, *made.warnings, *(w for m in asked.measures for w in made.lone(m))],
        "conventions": conventions(asked),
    }


def _one(made: Design, asked: Anova, measure: str) -> dict[str, Any]:
    complete, cell = made.complete(measure)
    values = complete.to_numpy(dtype=float)
    cells = in_cells(values, cell, len(made.cells))
    reason = why_undefined(made, cells, values)
    fit = None if reason else factorial(cells, [len(levels) for levels in asked.factors.values()], asked.squares)
    told = {
        "n": len(complete),
        "incomplete": len(made.cell) - len(complete),
        "means": cell_means(complete, cell, made, asked),
        "marginal_means": marginal_means(cells, values, made, asked),
        "tests": tests(fit, asked, values, reason),
        "contrasts": contrasts(cells, values, made, asked),
    }
    return told | ({"sphericity": told_sphericity(fit, asked, reason)} if len(asked.occasions) > 1 else {})

"""Writes the report of a run, and the index over all reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jinja2

from ..studies import TWIN, Dataset, FeatureSet, Study
from ..studies.preregistration import Preregistration
from ..tables import write_json, write_text
from .blocks import Figure, Section, Table
from .material import Material
from .results import Results
from .sections import (
    aggregation,
    agreement,
    anova,
    baseline,
    claims,
    data,
    differences,
    episodes,
    events,
    exposure,
    expressions,
    frequencies,
    imputation,
    judges,
    longitudinal,
    meta_analysis,
    methods,
    models,
    ordinal,
    power,
    preregistration,
    prisma,
    provenance,
    rated_conditions,
    recovery,
    regression,
    relabelling,
    reliable_change,
    responses,
    sets,
    traces,
    trial,
)
from .summary import summary
from .svg import STYLE, alone
from .withholding import without_what_stays

SIGN = re.compile(" ([=<>≤≥]) ")
"""Signs that no line may end or begin with."""
PAIR = re.compile(r"\(([\d.,]*\d), (?=\d)")
"""The first of two degrees of freedom, which is on the line of the second."""

SECTIONS = {
    "claims": claims,
    "preregistration": preregistration,
    "recovery": recovery,
    "data": data,
    "responses": responses,
    "agreement": agreement,
    "aggregation": aggregation,
    "traces": traces,
    "episodes": episodes,
    "judges": judges,
    "sets": sets,
    "relabelling": relabelling,
    "models": models,
    "expressions": expressions,
    "prisma": prisma,
    "frequencies": frequencies,
    "meta_analysis": meta_analysis,
    "baseline": baseline,
    "trial": trial,
    "longitudinal": longitudinal,
    "anova": anova,
    "differences": differences,
    "events": events,
    "ordinal": ordinal,
    "reliable_change": reliable_change,
    "imputation": imputation,
    "exposure": exposure,
    "regression": regression,
    "rated_conditions": rated_conditions,
    "power": power,
    "methods": methods,
    "provenance": provenance,
}


ONCE = {"claims", "preregistration", "recovery", "data", "responses", "models", "methods", "provenance"}
APART = frozenset(SECTIONS) - ONCE
"""Sections that show analyses only; those of analyses that were not planned are kept apart."""


def write_report(
    folder: Path,
    *,
    run: str,
    study: dict[str, Any],
    dataset: dict[str, Any],
    features: dict[str, dict[str, Any]],
    results: Results,
    provenance: dict[str, Any],
    preregistered: dict[str, Any] | None = None,
) -> None:
    """Write `index.html`, `summary.json`, `provenance.json`, `figures/*.svg` and `tables/*.{csv,tex}` below a folder.

    Each file appears whole or not at all, the page last; figures and tables of an earlier
    report that the new one does not have are removed.

    Args:
        folder: where the report goes.
        run: `<study>` or `<study>_twin`; a twin's report is marked SYNTHETIC throughout.
        study: plain data of `studies.Study`.
        dataset: plain data of `studies.Dataset`.
        features: plain data of `studies.FeatureSet`, by id.
        results: what was found; what licence and consent keep here is not shown.
        provenance: where it comes from; dicts are shown as tables.
        preregistered: plain data of `studies.preregistration.Preregistration`, if the study is frozen.

    Raises:
        StudyError: when a claim names no result, or a number in the study's text is unbound or stale.
    """
    known = {name: FeatureSet.load(plain) for name, plain in features.items()}
    corpus = Dataset.load(dataset)
    shown = without_what_stays(results, corpus, synthetic=run.endswith(TWIN)).in_order(study["analyse"])
    frozen = Preregistration.load(preregistered) if preregistered else None
    material = Material(run, Study.load(study), corpus, known, shown, provenance, frozen)
    parts = sections(material)
    entry = summary(material)
    page = _render("report.html.j2", material=material, sections=parts, summary=entry, numbers=_numbered(parts))
    blocks = [block for part in parts for block in part.blocks]
    data: Literal["real", "synthetic"] = "synthetic" if material.synthetic else "real"
    _fill(folder / "figures", {f"{b.name}.svg": alone(b.svg) for b in blocks if isinstance(b, Figure)})
    tables = [block for block in blocks if isinstance(block, Table)]
    texts = {f"{table.name}.csv": table.csv(data) for table in tables}
    _fill(folder / "tables", texts | {f"{table.name}.tex": table.tex(data) for table in tables})
    write_json(entry, folder / "summary.json")
    write_json(provenance, folder / "provenance.json")
    write_text(page, folder / "index.html")


def write_index(path: Path, entries: Iterable[dict[str, Any]] | Mapping[str, dict[str, Any]]) -> None:
    """Write the page over all reports, real runs before twins, each by its title.

    Args:
        path: the page; the entries' links are relative to its folder.
        entries: the reports' `summary.json`, also as a mapping by any key.
    """
    listed = list(entries.values()) if isinstance(entries, Mapping) else list(entries)
    listed.sort(key=lambda entry: (entry["synthetic"], entry["title"], entry["run"]))
    write_text(_render("index.html.j2", entries=listed), path)


def sections(material: Material) -> list[Section]:
    """The report's sections in the study's order; those without results are left out.

    Analyses that were not planned as they are come after all planned ones, in sections of their own.
    """
    planned, rest = material.parts()
    built: list[Section | None] = []
    for name in material.study.report.sections:
        if name == "methods" and rest:
            built += [_exploratory(other, rest) for other in material.study.report.sections if other in APART]
        built.append(SECTIONS[name].build(planned if name in APART else material))
    return [section for section in built if section is not None]


def _exploratory(name: str, rest: Material) -> Section | None:
    section = SECTIONS[name].build(rest)
    return section and replace(section, name=f"exploratory-{section.name}", title=f"Exploratory: {section.title}")


def _numbered(parts: list[Section]) -> dict[str, int]:
    """Numbers of tables and figures in the order of the page, by kind and name."""
    numbers: dict[str, int] = {}
    counts = {"table": 0, "figure": 0}
    for block in (block for part in parts for block in part.blocks):
        if isinstance(block, Table | Figure):
            counts[block.kind] += 1
            numbers[f"{block.kind}-{block.name}"] = counts[block.kind]
    return numbers


def tie(words: str) -> str:
    """A text in which no line ends or begins with a sign, or parts two degrees of freedom."""
    return PAIR.sub("(\\1,\u00a0", SIGN.sub("\u00a0\\1\u00a0", words))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("affectflow.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["tie"] = tie
    return environment


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(figure_style=STYLE, **values)


def _fill(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_text(text, folder / name)
    for path in folder.iterdir():
        if path.is_file() and path.name not in files:
            path.unlink()

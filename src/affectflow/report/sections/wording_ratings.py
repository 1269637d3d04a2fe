"""The sentences of the methods section on judges, sets of labels and distributions of emotions."""

from __future__ import annotations

from ...studies.analyse import Judges, Relabelling, Sets
from ..material import Material
from ..numbers import exact, listing, plural
from ..words import plain
from .wording import bootstrap
from .wording_analyses import conventions


def judges(material: Material, name: str, spec: Judges) -> list[str]:
    """Who is held against whom, and by what."""
    who = (
        f"{listing(list(spec.judges))} were held against {listing(list(spec.people))}"
        if spec.judges
        else (f"the ratings of {listing(list(spec.people))} were described")
    )
    scales = sum(len(scales) for scales in spec.groups.values())
    grades = [
        f"{grade.name} ({listing([words for words in (_least(grade.least), _width(grade.width)) if words])})"
        for grade in (spec.verdict.grades if spec.verdict else ())
    ]
    verdict = (
        f" By thresholds that this study declares for the {spec.verdict.form}, a judge is {listing(grades, 'or')}, "
        f"otherwise {spec.verdict.otherwise}."
        if spec.verdict
        else ""
    )
    own = f" Judges do not judge their own work ({listing(list(spec.own))})." if spec.own else ""
    return [
        f"On {plural(scales, 'scale')} in {plural(len(spec.groups), 'group')}, {who}.{own}{verdict} "
        f"{bootstrap(spec.bootstrap, 'clusters of items')}",
        *conventions(material, name),
    ]


def _least(least: float | None) -> str:
    return f"lower end at least {exact(least)}" if least is not None else ""


def _width(width: float | None) -> str:
    return f"interval at most {exact(width)} wide" if width is not None else ""


def sets(material: Material, name: str, spec: Sets) -> list[str]:
    """Which sets are compared, and what is taken for the same."""
    joined = f"{plural(len(spec.synonyms), 'group')} of synonyms {'was' if len(spec.synonyms) == 1 else 'were'} joined"
    return [
        f"Sets of {plain(spec.scale)} by {listing(list(spec.predictions))} were compared with those of "
        f"{spec.reference}, after {joined if spec.synonyms else 'words were set in lower case'}. "
        f"{bootstrap(spec.bootstrap, 'items')}",
        *conventions(material, name),
    ]


def relabelling(material: Material, name: str, spec: Relabelling) -> list[str]:
    """Where the emotions' distributions come from, and what is made of them."""
    target = material.study.ingest.target
    vad = spec.vad or (target.vad if target else None)
    assert vad
    terms = sorted({told for told in vad.emotions.values() if isinstance(told, str)})
    own = [plain(label) for label, told in vad.emotions.items() if not isinstance(told, str)]
    published = (
        f" Means and standard deviations of {listing(terms)} are those of Russell and Mehrabian (1977), as the authors "
        "of AffectNet’s relabelling use them, with independent dimensions."
        if terms
        else ""
    )
    declared = f" The distribution of {listing(own)} is the study’s own." if own else ""
    prior = "equal priors" if vad.prior is None else "the priors in the table"
    return [
        f"Distributions over {plural(len(vad.emotions), 'emotion')} follow from ratings of "
        f"{listing([plain(scale) for scale in vad.scales])} by Bayes’ rule, with {prior} and temperature "
        f"{exact(vad.temperature)}.{published}{declared} {bootstrap(spec.bootstrap, 'speakers')}",
        *conventions(material, name),
    ]

"""What a study says in its own words, and everything that is wrong with its numbers before any work is done."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from .analyse import Recovery
from .catalogue import Dataset, FeatureSet
from .documents import documents, lost
from .prose import Fault, bindings, parse
from .study import Study


def texts(study: Study) -> Iterator[tuple[str, str]]:
    """Place and text of everything that a study says in its own words."""
    yield "report.title", study.report.title
    yield "report.question", study.report.question
    yield from ((f"report.summary.{i}", paragraph) for i, paragraph in enumerate(study.report.summary))
    yield from ((f"claims.{name}.text", claim.text) for name, claim in study.claims.items())
    for name, analysis in study.analyse.items():
        if isinstance(analysis, Recovery):
            yield from ((f"analyse.{name}.checks.{key}.text", check.text) for key, check in analysis.checks.items())


def unfounded(file: str, study: Study, *, real: bool) -> Iterator[Problem]:
    """Numbers in a study's text that no result is behind, and references of text and claims that name nothing.

    Args:
        file: where the study is declared.
        study: the study.
        real: whether it can run on a real corpus.
    """
    made = documents(study, real=real)
    for place, text in texts(study):
        wrong = [*parse(text)[1], *(lost(bound.file, bound.path, made) for bound in bindings(text))]
        yield from (_problem(file, place, fault) for fault in wrong if fault)
    anywhere = documents(study, real=False)
    for name, claim in study.claims.items():
        named, _, path = claim.observed.partition("#/")
        if fault := lost(named, path, anywhere):
            yield _problem(file, f"claims.{name}.observed", fault)


def numbers_in_title(file: str, entry: Dataset | FeatureSet) -> Iterator[Problem]:
    """Numbers and braces in the title of a catalogue entry: it belongs to no run whose results could be behind them."""
    faults = parse(entry.title)[1]
    braces = ["braces"] if "{" in entry.title and not faults else []
    for found in [*(fault.found for fault in faults), *braces]:
        yield Problem(file, "title", found, "names and words", "What was counted belongs into a study's summary.")


def _problem(file: str, place: str, fault: Fault) -> Problem:
    return Problem(file, place, fault.found, fault.allowed, fault.hint)

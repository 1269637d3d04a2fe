"""A whole verification: recompute, compare, find where it first diverges, and give a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ..studies import TWIN
from ..studies.verify import EXACT, Stage, Verify
from . import environment, held
from .comparing import Comparison, compare
from .evidence import Evidence, alone
from .files import results
from .graph import Graph
from .recomputing import Plan, Recomputation, of_runs, recompute
from .records import Record, jobs, read_records, span
from .scratch import Scratch, take_given, take_sources
from .verdict import Durations, Given, Verdict

SAME = frozenset(["identical", "same values", "withheld"])


def verify(plan: Plan, scratch: Scratch, tell: Callable[[int, int, float], None]) -> list[Verdict]:
    """Compute runs again in a scratch folder and hold them against the results of the checkout.

    Args:
        plan: which runs, from what, and how.
        scratch: the folder.
        tell: is told how far the recomputation has come.

    Returns:
        one verdict for each run, also where the recomputation failed: then over what there is.

    Raises:
        VerificationError: when features that are taken as given are not there.
    """
    pulled = read_records(plan.home)
    take_sources(scratch.place, plan.home, plan.catalogue, plan.runs)
    given: dict[str, list[str]] = {run: [] for run in plan.runs}
    if plan.start == "features":
        given = {run: take_given(scratch.place, plan.home, plan.catalogue, run) for run in plan.runs}
    went = recompute(plan, scratch.place, pulled, tell)
    reports = {f"reports/{run}/index.html": _read_files(plan.home, run) for run in plan.runs}
    evidence = Evidence.gather(plan.home, pulled, reports)
    return [judge(plan, run, scratch, went, evidence, given[run]) for run in plan.runs]


def judge(plan: Plan, run: str, scratch: Scratch, went: Recomputation, evidence: Evidence, given: list[str]) -> Verdict:
    """Hold one run's results against the recomputed ones."""
    study = plan.catalogue.study(run)
    files = results(plan.catalogue, run, plan.home, scratch.place, start=plan.start)
    if went.failure:
        files = {path: stage for path, stage in files.items() if (scratch.place / path).is_file()}
    graph = Graph(files, read_records(scratch.place))
    sides = [environment.read_provenance(place, run) for place in (plan.home, scratch.place)]
    compared = _compared(files, plan.home, scratch.place, study.verify)
    suspected = _suspected(compared, graph, evidence, environment.same_arithmetic(*sides))
    final = {path: _final(c, suspected.get(path, ()), plan.home, scratch.place) for path, c in compared.items()}
    same = {path for path, c in final.items() if c.outcome in SAME}
    altered = tuple(path for path, told in suspected.items() if told)
    other = {path for path, c in final.items() if not c.outcome.startswith("only")} - same - set(altered)
    return Verdict(
        run=run,
        synthetic=run.endswith(TWIN),
        title=study.report.title,
        start=plan.start,
        failure=went.failure,
        continued=scratch.continued,
        files=tuple(final.values()),
        rules={path: graph.rule(path) for path in final},
        tolerance=study.verify,
        altered=altered,
        divergences=tuple(graph.divergences(same, other)),
        headlines=tuple(held.headlines(plan.home, scratch.place, run, study)),
        claims=tuple(held.claims(plan.home, scratch.place, run, study, files)),
        environment=tuple(environment.differences(*sides)),
        given=_given(given, evidence),
        durations=_durations(replace(plan, runs=(run,)), evidence.records, read_records(scratch.place), went),
    )


def _compared(files: Mapping[str, Stage], pulled: Path, recomputed: Path, granted: Verify) -> dict[str, Comparison]:
    return {path: compare(path, stage, pulled, recomputed, granted.of(stage)) for path, stage in files.items()}


def _suspected(
    compared: Mapping[str, Comparison], graph: Graph, evidence: Evidence, same_arithmetic: bool
) -> dict[str, tuple[str, ...]]:
    """What speaks for each file that is not the same having been altered."""
    same = {path for path, c in compared.items() if c.outcome in SAME}
    found = {}
    for path, comparison in compared.items():
        if path not in same and not comparison.outcome.startswith("only"):
            told = [evidence.unlike_record(path), evidence.unlike_use(path)]
            told += [alone(path, same, graph)] if same_arithmetic else []
            found[path] = tuple(filter(None, told))
    return found


def _final(comparison: Comparison, told: tuple[str, ...], pulled: Path, recomputed: Path) -> Comparison:
    """A file that was altered is granted no tolerance."""
    if told and comparison.outcome == "within tolerance":
        comparison = compare(comparison.path, comparison.stage, pulled, recomputed, EXACT)
    notes = comparison.notes
    if comparison.outcome == "only pulled":
        notes = ("no step of the workflow made it again",)
    return replace(comparison, notes=(*told, *notes))


def _read_files(home: Path, run: str) -> dict[str, str]:
    return environment.read_provenance(home, run).get("files", {})


def _given(paths: list[str], evidence: Evidence) -> Given:
    if not paths:
        return Given()
    unlike = tuple(path for path in paths if evidence.unlike_record(path))
    held_against = "dvc.lock" if evidence.version else ""
    return Given(tuple(paths), held_against, evidence.no_version, unlike)


def _durations(plan: Plan, pulled: Mapping[str, Record], here: Mapping[str, Record], went: Recomputation) -> Durations:
    original, again = (of_runs(plan, records).values() for records in (pulled, here))
    return Durations(
        went.seconds, sum(jobs(again).values()), sum(jobs(original).values()), span(original) if original else 0.0
    )

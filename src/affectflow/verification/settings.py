"""What a recomputation takes over from the checkout's own way to run: corpora, config, and the number of shards."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from ..errors import CorpusError, Problem, did_you_mean
from ..studies import TWIN, Catalogue, place_of, variable
from .errors import VerificationError
from .records import Record

SHARDS = re.compile(r"-\d+-of-(\d+)\.parquet$")


def known_runs(catalogue: Catalogue, named: Iterable[str], home: Path) -> tuple[str, ...]:
    """The runs that were asked for, each once.

    Raises:
        VerificationError: for a name that is no run, and for a run without results here.
    """
    runs = tuple(dict.fromkeys(named))
    problems = []
    for run in runs:
        if run not in catalogue.runs():
            allowed = catalogue.runs()
            hint = f"Did you mean '{run}{TWIN}'?" if run + TWIN in allowed else did_you_mean(run, allowed)
            problems.append(Problem("verify", "", f"no run '{run}'", ", ".join(allowed), hint))
        elif not (home / f"reports/{run}").is_dir() and not (home / f"results/studies/{run}").is_dir():
            place = f"results/studies/{run}"
            problems.append(Problem(place, "", "no results to verify", "pulled ones", "Run: dvc pull"))
    if problems:
        raise VerificationError(problems)
    return runs


def places(
    catalogue: Catalogue, runs: Iterable[str], config: Mapping[str, str], environ: Mapping[str, str]
) -> dict[str, str]:
    """Environment variables that say where the corpora of real runs lie, as whole paths.

    Raises:
        CorpusError: when one is absent; names what can be done without it.
    """
    found = {}
    for run in runs:
        if run.endswith(TWIN):
            continue
        data = catalogue.data(run)
        try:
            found[variable(data)] = str(place_of(data, catalogue.dataset(data), config, environ).resolve())
        except CorpusError as error:
            without = f"Without it: affectflow verify {run} --from features."
            raise CorpusError(
                dataclasses.replace(problem, hint=f"{problem.hint} {without}") for problem in error.problems
            ) from None
    return found


def config_arguments(home: Path, profile: str, config: Mapping[str, str]) -> list[str]:
    """`--config` for Snakemake, which would otherwise forget the profiles' config."""
    if not config:
        return []
    merged: dict[str, str] = {}
    for name in ("default", profile):
        merged |= _config(home / "profiles" / name / "config.yaml") if name else {}
    return ["--config", *(f"{key}={value}" for key, value in (merged | dict(config)).items())]


def shards(pulled: Mapping[str, Record], runs: Iterable[str]) -> str | None:
    """In how many shards the pulled features lie, where all runs have the same; it changes no number."""
    inputs = (path for run in runs for path in _inputs(pulled, run))
    found = {match[1] for path in inputs if (match := SHARDS.search(path))}
    return found.pop() if len(found) == 1 else None


def _inputs(pulled: Mapping[str, Record], run: str) -> tuple[str, ...]:
    record = pulled.get(f"reports/{run}/index.html")
    return record.inputs if record else ()


def _config(file: Path) -> dict[str, str]:
    try:
        told = (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("config") or {}
    except OSError:
        return {}
    return dict(item.split("=", 1) for item in told) if isinstance(told, list) else dict(told)

"""From what a user asked for to what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import Problem
from ..studies import key_place, load_studies
from .errors import VerificationError
from .files import Start
from .recomputing import Plan
from .records import read_records
from .settings import known_runs, places, shards

KEY = "AFFECTFLOW_PSEUDONYM_KEY"


def plan_of(
    home: Path,
    runs: Iterable[str],
    start: Start,
    *,
    profile: str,
    cores: int | None,
    config: Mapping[str, str],
    environ: Mapping[str, str],
) -> Plan:
    """Check what was asked for, and settle where corpora are.

    Args:
        home: root of the checkout; relative places of corpora are below it.
        runs: names of runs.
        start: from raw data or from features.
        profile: name of a Snakemake profile, or nothing.
        cores: of this machine, or None.
        config: the workflow's config.
        environ: the user's environment.

    Raises:
        AffectflowError: when a study is wrong, a run is not known or has no results, or a corpus is absent.
    """
    if not (home / "Snakefile").is_file():
        raise VerificationError(Problem("Snakefile", "", "no such file", "the root of a checkout as working directory"))
    catalogue = load_studies(home / "params")
    known = known_runs(catalogue, runs, home)
    corpora = places(catalogue, known, config, environ) if start == "raw" else {}
    settled = {key: value for key, value in config.items() if key not in catalogue.datasets}
    cut = shards(read_records(home), known)
    if cut and "shards" not in settled:
        settled["shards"] = cut
    key = {KEY: str((home / key_place(environ)).resolve())}
    return Plan(home, catalogue, known, start, profile, cores, settled, dict(environ) | corpora | key)

"""Which jobs led to a result, as Snakemake recorded them.

Snakemake keeps one record for each file that a job made, in `.snakemake/metadata`, under the
file's path in base64. Records with the same rule and log belong to one job.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..record_names import RECORDS, recorded_output

SCRIPT = re.compile(r"scripts/([\w{}.]+\.py)")


@dataclass(frozen=True)
class Job:
    """One execution of a rule.

    Attributes:
        rule: the rule's name.
        script: name of its script below `workflow/scripts`; `{params.kind}.py` where the
            rule chooses its script by a param.
        inputs: paths that it read, sorted, relative to the root of the repository.
        outputs: paths that it made, sorted; a folder stands for all in it.
        start, end: when it ran, in UTC.
    """

    rule: str
    script: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    start: datetime
    end: datetime


def jobs_behind(home: Path, targets: Iterable[str]) -> list[Job]:
    """All jobs whose results, directly or through others, went into some files.

    Args:
        home: root of the repository.
        targets: the files, relative to it; one without a record was made by no job.

    Returns:
        the jobs in the order in which they started.
    """
    records = _records(home / RECORDS)
    makers = {path: _key(path, record) for path, record in records.items()}
    waiting, found = list(targets), set[tuple[str, ...]]()
    while waiting:
        maker = makers.get(waiting.pop())
        if maker and maker not in found:
            found.add(maker)
            waiting += [source for path in makers if makers[path] == maker for source in records[path]["input"]]
    jobs = [_job({path: records[path] for path in makers if makers[path] == maker}) for maker in sorted(found)]
    return sorted(jobs, key=lambda job: (job.start, job.rule, job.outputs))


def _records(folder: Path) -> dict[str, dict[str, Any]]:
    """Snakemake's records by the path that each is about; names that are too long are split into folders."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        try:
            about = recorded_output(path.relative_to(folder))
        except ValueError:
            continue
        if path.is_file():
            found[about] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _key(path: str, record: dict[str, Any]) -> tuple[str, ...]:
    """What tells a job from all others: its rule and its log; its output where it has no log."""
    return (record["rule"], *(record["log"] or [path]))


def _job(records: dict[str, dict[str, Any]]) -> Job:
    first = next(iter(records.values()))
    script = SCRIPT.search(first["code"] or "")
    return Job(
        rule=first["rule"],
        script=script[1] if script else "",
        inputs=tuple(sorted({source for record in records.values() for source in record["input"]})),
        outputs=tuple(sorted(records)),
        start=_time(min(record["starttime"] for record in records.values())),
        end=_time(max(record["endtime"] for record in records.values())),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

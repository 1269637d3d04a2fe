"""What the terminal is told of a verdict: a few lines for each run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..report.numbers import listing, plural
from ..studies.verify import Tolerance
from .comparing import BYTES_MATTER, Comparison
from .estimate import Estimate, spoken
from .recomputing import Plan
from .scratch import Scratch
from .tally import Difference
from .verdict import Verdict

SHOWN = 5
"""Files of which the terminal is told when something differs, and one when all holds; the page has all."""

PLACES = 2
"""Places in a file of which the terminal is told."""

HEADLINES = {
    "identical": "everything is identical",
    "within tolerance": "everything holds within the stated tolerance",
    "differs": "something differs",
    "not recomputed": "the recomputation failed",
}


def begun(plan: Plan, scratch: Scratch, guess: Estimate) -> str:
    """What is said before it begins: what, where, and how long it may take."""
    begin = "Going on to compute" if scratch.continued else "Computing"
    long = f": {len(guess.expected)} steps, about {spoken(guess.left((), (), 0.0))}" if guess.expected else ""
    return f"{begin} {listing(list(plan.runs))} again from {plan.start} in {scratch.place}{long}"


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict on a run, line by line."""
    mark = " (SYNTHETIC)" if verdict.synthetic else ""
    yield f"{verdict.run}{mark}: {headline(verdict)}"
    yield f"  {counted(verdict)}"
    if verdict.failure:
        yield from (f"  {line}" for line in verdict.failure.splitlines())
    for rule in dict.fromkeys(step.rule for step in verdict.divergences):
        outputs = [path for step in verdict.divergences if step.rule == rule for path in step.outputs]
        more = f" and {len(outputs) - 1} more" if len(outputs) > 1 else ""
        yield f"  first divergence: rule {rule}, {outputs[0]}{more}"
    shown = [file for file in verdict.different if file.outcome not in ("same values", "withheld")]
    most = SHOWN if verdict.exit_code else 1
    for file in shown[:most]:
        yield from (f"  {line}" for line in about(file))
    if len(shown) > most:
        yield f"  and {plural(len(shown) - most, 'more file')}, all on the page"
    if verdict.given.paths:
        yield f"  {given(verdict)}"
    if verdict.different and verdict.environment:
        names = [one["what"] for one in verdict.environment]
        yield f"  not the same here: {listing(names)}"
    yield f"  {timed(verdict)}"


def headline(verdict: Verdict) -> str:
    """The verdict in some words."""
    if verdict.headline == "identical" and verdict.counts()["withheld"]:
        return "everything that was handed over is identical"
    if verdict.headline == "identical" and verdict.different:
        return "every value is identical, some in other bytes"
    return HEADLINES[verdict.headline]


def counted(verdict: Verdict) -> str:
    """How many files and numbers had which outcome, such as `82 files: 80 identical, 2 differ`."""
    counts = verdict.counts()
    said = {
        "identical": "identical", "same values": "with the same values in other bytes",
        "withheld": "withheld by their author, the same in what was handed over",
        "within tolerance": "within tolerance", "differs": "that differ", "only pulled": "not made again",
        "only recomputed": "missing among the pulled ones",
    }  # fmt: skip
    files = [f"{counts[outcome]:,} {words}" for outcome, words in said.items() if counts[outcome]]
    numbers = [
        f"{counts[key]:,} {words}"
        for key, words in (
            ("numbers identical", "identical"), ("numbers within tolerance", "within tolerance"),
            ("numbers that differ", "that differ"),
        )
        if counts[key]
    ]  # fmt: skip
    return f"{plural(counts['files'], 'file')}: {listing(files)}; numbers: {listing(numbers) or 'none'}"


def about(file: Comparison) -> Iterator[str]:
    """What is wrong with a file: its outcome, the worst place, and what else is to be said."""
    missing = {"only pulled": "is not made again", "only recomputed": "is missing among the pulled files"}
    yield f"{file.path}: {missing.get(file.outcome, file.outcome)}"
    numbers_first = sorted(file.worst, key=lambda difference: not math.isfinite(difference.amount))
    yield from (f"    {told(difference)}" for difference in numbers_first[:PLACES])
    yield from (f"    {note}" for note in noted(file))


def noted(file: Comparison) -> list[str]:
    """What else is to be said of a file; of a byte only where it is not a value that differs, or of a checkpoint."""
    bytewise = file.offset is not None and (not file.worst or Path(file.path).suffix in BYTES_MATTER)
    return [*file.notes, *([f"the first different byte is at offset {file.offset:,}"] if bytewise else [])]


def told(difference: Difference) -> str:
    """One difference: where, both values, and by how much."""
    both = f"pulled {value(difference.pulled)}, recomputed {value(difference.recomputed)}"
    return f"{difference.place}: {both}{by(difference.amount, difference.pulled)}"


def by(amount: float, pulled: Any) -> str:
    """By how much two numbers differ, also in per cent of the pulled one."""
    if not math.isfinite(amount):
        return ""
    share = f", {100 * amount / abs(pulled):.3g}%" if isinstance(pulled, int | float) and pulled else ""
    return f" (by {amount:.3g}{share})"


def value(found: Any) -> str:
    """A value with all its digits; a long text is cut."""
    text = found if isinstance(found, str) else repr(found)
    return text if len(text) <= 80 else f"{text[:77]}..."


def granted(tolerance: Tolerance) -> str:
    """A tolerance in words, such as `0.001 + 1% of the pulled number`."""
    parts = [f"{tolerance.absolute:g}"] if tolerance.absolute else []
    parts += [f"{100 * tolerance.relative:g}% of the pulled number"] if tolerance.relative else []
    return " + ".join(parts) or "none"


def given(verdict: Verdict) -> str:
    """What was taken as given, and whether it is what was recorded."""
    count = plural(len(verdict.given.paths), "file")
    begun = f"taken as given: {count} of tables and features"
    if verdict.given.unlike:
        return f"{begun}, of which these are not as recorded: {listing(list(verdict.given.unlike))}"
    if verdict.given.held_against:
        return f"{begun}, all as {verdict.given.held_against} records them"
    return f"{begun}, and held against no record ({verdict.given.why_not.rstrip('.')})"


def timed(verdict: Verdict) -> str:
    """How long it took here, and how long the original run took by its own record."""
    took = verdict.durations
    here = f"computed in {spoken(took.here)}"
    if verdict.continued:
        here += f", after a former verification (the steps of this run took {spoken(took.jobs_here)} together)"
    if not took.original:
        return f"{here}; the original run left no record of its time"
    return f"{here}; the original run took {spoken(took.original)}"

"""A second run of the workflow against Snakemake's own floor: a no-op of an empty workflow.

Run after `make demo`: `.venv/bin/python benchmarks/no_op.py`. Prints both medians in CPU
seconds and in seconds of wall time, and their ratio; the two are timed in turn.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
RUNS = 7


def timed(folder: Path) -> tuple[float, float]:
    """CPU and wall seconds of one run of the workflow in a folder."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "snakemake", "--cores", "2"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert "Nothing to be done" in done.stderr + done.stdout, done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


def main() -> None:
    """Time both in turn and print the ratio."""
    with tempfile.TemporaryDirectory() as empty:
        Path(empty, "Snakefile").write_text("rule all:\n    input: 'made'\n")
        Path(empty, "made").touch()
        timed(Path(empty)), timed(HOME)
        floor, ours = zip(*((timed(Path(empty)), timed(HOME)) for _ in range(RUNS)), strict=True)
    for place, name in enumerate(("CPU", "wall")):
        a, b = (statistics.median(run[place] for run in runs) for runs in (ours, floor))
        print(f"no-op of the demo {a:.2f} s, of an empty workflow {b:.2f} s {name}: ratio {a / b:.2f}")


if __name__ == "__main__":
    main()

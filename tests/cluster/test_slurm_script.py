"""The script that starts and stops a Slurm: twice is once, and nothing stays."""

import subprocess
import sys

import pytest

from .daemons import living, until, with_variable
from .slurm import Slurm

pytestmark = pytest.mark.cluster


def script(home, *arguments) -> str:
    command = [sys.executable, "-m", "tests.cluster.slurm", *map(str, arguments)]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, check=True).stdout


def daemons(slurm: Slurm) -> list[int | None]:
    nodes = [(f"run/{node}.pid", "slurmd") for node in slurm.nodes()]
    known = [("munge/pid", "munged"), ("run/slurmctld.pid", "slurmctld"), *nodes]
    return [living(slurm.place / file, name) for file, name in known]


def test_starting_twice_starts_once_and_stopping_leaves_nothing(home, tmp_path):
    slurm = Slurm(tmp_path / "slurm")
    said = script(home, "start", slurm.place, 2)
    try:
        assert said == f"export SLURM_CONF={slurm.conf}\n"
        first = daemons(slurm)
        assert len(first) == 4
        assert all(first)
        assert script(home, "start", slurm.place) == said
        assert daemons(slurm) == first
        slurm.call("sbatch", "--output=/dev/null", "--wrap", "srun sleep 60")
        assert until(lambda: "RUNNING" in slurm.call("squeue", "-h", "-o", "%T"), 20)
    finally:
        script(home, "stop", slurm.place)
    assert not slurm.place.exists()
    assert with_variable(f"SLURM_CONF={slurm.conf}") == []
    script(home, "stop", slurm.place)


def test_a_pid_file_that_names_another_process_names_no_daemon(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run/slurmd.pid").write_text("1")
    assert living(tmp_path / "run/slurmd.pid", "slurmd") is None
    (tmp_path / "run/slurmd.pid").write_text("not a number")
    assert living(tmp_path / "run/slurmd.pid", "slurmd") is None

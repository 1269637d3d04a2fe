"""What goes wrong on a cluster, one thing in each test, and that a run on the profile survives it."""

import os
import re
import signal
import time

import pytest

from .daemons import living, until

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

OUTAGE = 25
"""Seconds without a controller, after which Snakemake alone waits for ever."""

COUNTED = """
rule all:
    input: "second.txt"

rule first:
    output: "first.txt"
    shell: "echo first >> begun.txt; sleep {seconds}; date +%N > {{output}}"

rule second:
    input: "first.txt"
    output: "second.txt"
    shell: "echo second >> begun.txt; cat {{input}} > {{output}}"
"""
"""Two jobs, one after the other, that tell how often they began."""


def begun(folder) -> list[str]:
    return (folder.place / "begun.txt").read_text().split()


def test_a_cluster_without_accounting_that_is_not_where_slurm_looks_for_it(small, slurm):
    assert slurm.call("sacct", check=False) == ""
    folder = small(COUNTED.format(seconds=0))
    folder.run()
    assert begun(folder) == ["first", "second"]


def test_the_controller_is_away_while_a_job_ends(small, slurm):
    folder = small(COUNTED.format(seconds=8))
    process = folder.begin()
    folder.await_file("begun.txt")
    slurm.stop_controller()
    time.sleep(OUTAGE)
    slurm.start_controller()
    folder.finish(process)
    assert begun(folder) == ["first", "second"]


def submission(folder):
    order = (
        "--parsable",
        "--job-name",
        folder.place.name,
        "--output",
        "/dev/null",
        "--comment",
        "rule_x",
        "--wrap",
        "true",
    )
    return folder.stand_in("sbatch", *order)


def test_a_submission_waits_for_the_controller(small, slurm):
    folder = small("")
    slurm.stop_controller()
    process = submission(folder)
    time.sleep(12)
    slurm.start_controller()
    job, problem = process.communicate()
    assert process.returncode == 0, problem
    assert "controller does not answer. Waiting" in problem
    assert list(folder.jobs()) == [job.strip()]


def test_a_submission_whose_answer_is_lost_is_not_made_twice(small, slurm):
    folder = small("")
    controller = living(slurm.place / "run/slurmctld.pid", "slurmctld")
    os.kill(controller, signal.SIGSTOP)
    process = submission(folder)
    time.sleep(14)
    os.kill(controller, signal.SIGCONT)
    job, problem = process.communicate()
    assert process.returncode == 0, problem
    assert list(folder.jobs()) == [job.strip()]


def test_a_job_that_the_controller_has_forgotten_counts_as_failed(small):
    folder = small("")
    known = submission(folder).communicate()[0].strip()
    with (folder.place / ".snakemake/slurm" / folder.place.name).open("a") as submitted:
        submitted.write("987654\n")
    status = folder.stand_in("squeue", "--format=%i|%T", "--states=all", "--noheader", "--name", folder.place.name)
    states = dict(line.split("|") for line in status.communicate()[0].split())
    assert set(states) == {known, "987654"}
    assert states["987654"] == "FAILED"


def test_jobs_that_a_killed_run_left_are_cancelled_by_the_next(small, slurm):
    folder = small(COUNTED.format(seconds=20))
    process = folder.begin()
    folder.await_file("begun.txt")
    (orphan,) = folder.jobs()
    folder.kill(process)
    assert folder.jobs() == {orphan: "RUNNING"}

    process = folder.begin()
    assert until(lambda: begun(folder) == ["first", "first"], 60), folder.said.read_text()
    assert f"left jobs with Slurm, now cancelled:\n  job {orphan}, RUNNING: rule_first" in folder.said.read_text()
    assert slurm.call("squeue", "-h", "-j", orphan, "--states=all", "-o", "%T").strip() == "CANCELLED"
    folder.finish(process)
    assert begun(folder) == ["first", "first", "second"]


def test_a_job_whose_node_dies_is_run_again(small, slurm):
    folder = small(COUNTED.format(seconds=8))
    process = folder.begin()
    folder.await_file("begun.txt")
    node = slurm.call("squeue", "-h", "-j", *folder.jobs(), "-o", "%N").strip()
    slurm.kill_node(node)
    slurm.call("scontrol", "update", f"nodename={node}", "state=down", "reason=killed")
    folder.finish(process)
    assert begun(folder) == ["first", "first", "second"]
    assert "NODE_FAIL" in folder.said.read_text()


GROUPED = """
rule all:
    input: expand("{i}.txt", i=range(4))

rule part:
    output: "{i}.txt"
    group: "parts"
    shell: "sleep 1; scontrol show job $SLURM_JOB_ID > {output}"
"""
TOGETHER = ("--groups", "part=parts", "--group-components", "parts=4")


def test_a_group_is_never_larger_than_what_the_profile_says_a_node_has(small, slurm):
    folder = small(GROUPED)
    folder.run("--cores", "2", "--resources", "mem_mb=4500", "mlflow=1", *TOGETHER)
    said = "".join((folder.place / f"{i}.txt").read_text() for i in range(4))
    assert len(set(re.findall(r"JobId=(\d+)", said))) == 1
    assert set(re.findall(r"NumCPUs=(\d+)", said)) == {"2"}


def test_what_slurm_refuses_ends_the_run_with_its_reason(small, slurm):
    folder = small(GROUPED)
    process = folder.begin("--cores", "8", "--default-resources", "slurm_account=nobody", "mem_mb=2000", *TOGETHER)
    assert process.wait() == 1
    assert "Requested node configuration is not available" in folder.said.read_text()


def test_a_job_with_a_gpu_goes_where_one_is(small, slurm):
    folder = small('rule all:\n    output: "gpu.txt"\n    resources: gpu=1\n    shell: "env > {output}"\n')
    (folder.place / "profiles/slurm/partitions.yaml").write_text("partitions: {main: {}, gpu: {max_gpu: 1}}")
    folder.run("--slurm-partition-config", "profiles/slurm/partitions.yaml")
    said = (folder.place / "gpu.txt").read_text()
    assert "SLURMD_NODENAME=n3\n" in said
    assert "SLURM_STEP_GPUS=0\n" in said

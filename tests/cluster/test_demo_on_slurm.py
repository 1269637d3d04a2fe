"""The demo study on a cluster that loses a node, its controller and its Snakemake gives what a local run gives."""

import re
import time
from pathlib import Path

import pytest
from workflow.conftest import Copy

from .conftest import Folder
from .daemons import until

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.demo]

RUN = "emodb_twin"
TARGETS = tuple(f"{folder}/{RUN}" for folder in ("results/datasets", "results/features", "results/studies", "reports"))
OF_ITS_OWN = {"tracked.json", "provenance.json"}
"""Files that tell of the run that made them."""
REVISION = re.compile(rb"<dt>Revision</dt><dd>[^<]*</dd>")
"""What a page says of the run that made it."""


@pytest.fixture
def folder(home, tmp_path, slurm):
    """A copy of the repository in which nothing is made yet, with a tracking database of its own."""
    place = Copy.of(home, tmp_path).place
    store = f"sqlite:///{place / 'mlflow.db'}"
    folder = Folder(place, slurm, PYTHONPATH=str(place / "src"), MLFLOW_TRACKING_URI=store)
    yield folder
    for process in folder.begun:
        process.kill()


def test_the_demo_survives_a_node_the_controller_and_snakemake(home, folder, slurm):
    limits = ("--cores", "2", "--resources", "mem_mb=4500", "mlflow=1")
    process = folder.begin(RUN, *limits)

    folder.await_file(f"results/datasets/{RUN}/items.parquet")
    node = running(folder, "features")
    slurm.kill_node(node)
    assert until(lambda: "NODE_FAIL" in folder.said.read_text(), 120), folder.said.read_text()
    slurm.start_node(node)

    running(folder, "features")
    slurm.stop_controller()
    time.sleep(25)
    slurm.start_controller()

    running(folder, "model")
    folder.kill(process)
    said = folder.finish(folder.begin(RUN, *limits))
    assert "left jobs with Slurm, now cancelled" in said

    assert differing(home, folder.place) == []
    assert "Nothing to be done" in folder.run(RUN, *limits)


def running(folder: Folder, rule: str) -> str:
    """Wait until a job of this rule runs; its node."""
    runs = [path.name for path in (folder.place / ".snakemake/slurm").glob("*")]

    def node() -> str:
        said = folder.slurm.call("squeue", "-h", "-t", "RUNNING", "--name", ",".join(runs), "-o", "%N %k")
        return next(iter(re.findall(rf"^(\w+) rule_{rule}", said, re.M)), "")

    assert until(node, 180), folder.said.read_text()
    return node()


def differing(home: Path, place: Path) -> list[str]:
    """Files of the demo study that one side lacks or that are not the same to the byte."""
    found = {
        str(p.relative_to(side))
        for side in (home, place)
        for t in TARGETS
        for p in (side / t).rglob("*")
        if p.is_file()
    }
    assert found
    kept = sorted(file for file in found if Path(file).name not in OF_ITS_OWN)
    return [file for file in kept if not same(home / file, place / file)]


def same(one: Path, other: Path) -> bool:
    if not (one.is_file() and other.is_file()):
        return False
    if one.name == "index.html":
        return REVISION.sub(b"", one.read_bytes()) == REVISION.sub(b"", other.read_bytes())
    return one.read_bytes() == other.read_bytes()

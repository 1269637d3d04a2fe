"""Where tests find the repository, and when they cannot run."""

import os
import shutil
from pathlib import Path

import pytest
from cluster.slurm import absent as why_no_slurm
from hypothesis import settings

from affectflow.studies import variable

# A busy machine is slow: no test here asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# The store that a test opens itself tells nobody either.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def home() -> Path:
    """Root of the repository."""
    return HOME


def pytest_collection_modifyitems(items):
    """Skip, and say why, where a test's corpus, browser or demo is not there; the longest tests begin first."""
    absent = {
        "browser": (shutil.which("chromium") is None, "no chromium on this machine"),
        "cluster": (bool(why_no_slurm()), why_no_slurm()),
        "demo": (not (HOME / "reports/index.html").is_file(), "no results of the demo: run `make demo`"),
    }
    for item in items:
        for marker, (is_absent, why) in absent.items():
            if is_absent and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))
        for marker in item.iter_markers("corpus"):
            if not os.environ.get(variable(marker.args[0])):
                why = f"{variable(marker.args[0])} names no folder with the corpus"
                item.add_marker(pytest.mark.skip(reason=why))
    items.sort(key=lambda item: (item.get_closest_marker("cluster") is None, item.get_closest_marker("slow") is None))


def pytest_xdist_auto_num_workers(config):
    """One worker more than cores, since the longest tests wait: for a cluster, a server, a killed process."""
    return len(os.sched_getaffinity(0)) + 1

"""The scratch folder: what it gets, whose it is, and what of a killed verification is still at work in it."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from affectflow.studies import load_studies
from affectflow.verification import processes
from affectflow.verification.errors import VerificationError
from affectflow.verification.scratch import SOURCES, opened, take_given, take_sources


@pytest.fixture
def checkout(home, tmp_path):
    place = tmp_path / "checkout"
    place.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (home / name).is_dir() else shutil.copy2
        copy(home / name, place / name)
    return place


def test_a_folder_is_made_and_marked(tmp_path):
    with opened(tmp_path / "new", "raw") as scratch:
        assert (scratch.kept, scratch.continued) == (True, False)
    with opened(tmp_path / "new", "raw") as scratch:
        assert scratch.continued


def test_a_default_folder_is_the_verifications_own():
    with opened(None, "raw") as scratch:
        assert not scratch.kept
    scratch.remove()
    assert not scratch.place.exists()


def test_a_default_folder_goes_when_nothing_could_be_done():
    with pytest.raises(VerificationError), opened(None, "raw") as scratch:
        raise VerificationError([])
    assert not scratch.place.exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("...")
    with pytest.raises(VerificationError, match="other files"), opened(tmp_path, "raw"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_folder_that_began_from_elsewhere_is_refused(tmp_path):
    with opened(tmp_path / "s", "features"):
        pass
    with pytest.raises(VerificationError, match="from features"), opened(tmp_path / "s", "raw"):
        pass


def test_two_verifications_do_not_share_a_folder(tmp_path):
    with (
        opened(tmp_path / "s", "raw"),
        pytest.raises(VerificationError, match="at work in it"),
        opened(tmp_path / "s", "raw"),
    ):
        pass


def test_sources_follow_the_checkout_and_what_is_the_same_keeps_its_time(checkout, tmp_path):
    catalogue = load_studies(checkout / "params")
    scratch = tmp_path / "s"
    take_sources(scratch, checkout, catalogue, ["parlor_twin"])
    times = {path: path.stat().st_mtime_ns for path in scratch.rglob("*.smk")}
    (checkout / "params/studies/emodb.yaml").unlink()
    (checkout / "Snakefile").write_text("# another")
    take_sources(scratch, checkout, catalogue, ["parlor_twin"])
    assert not (scratch / "params/studies/emodb.yaml").exists()
    assert (scratch / "Snakefile").read_text() == "# another"
    tools = [path for path in (checkout / "profiles").rglob("*") if os.access(path, os.X_OK) and path.is_file()]
    assert all(os.access(scratch / path.relative_to(checkout), os.X_OK) for path in tools)
    assert {path: path.stat().st_mtime_ns for path in scratch.rglob("*.smk")} == times
    assert not (scratch / "results").exists()


def test_given_features_are_copied_without_raw_files_and_never_replaced(checkout, tmp_path):
    catalogue = load_studies(checkout / "params")
    for name in ("datasets/emodb_twin/items.parquet", "datasets/emodb_twin/raw/wav/a.wav",
                 "features/emodb_twin/egemaps/shard-0-of-1.parquet"):  # fmt: skip
        (checkout / "results" / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / "results" / name).write_text("x")
    given = take_given(tmp_path / "s", checkout, catalogue, "emodb_twin")
    assert given == [
        "results/datasets/emodb_twin/items.parquet", "results/features/emodb_twin/egemaps/shard-0-of-1.parquet",
    ]  # fmt: skip
    assert not (tmp_path / "s/results/datasets/emodb_twin/raw").exists()
    (checkout / given[1]).write_text("y")
    with pytest.raises(VerificationError, match="another --scratch"):
        take_given(tmp_path / "s", checkout, catalogue, "emodb_twin")


def test_without_features_there_is_nothing_to_take(checkout, tmp_path):
    with pytest.raises(VerificationError, match="dvc pull"):
        take_given(tmp_path / "s", checkout, load_studies(checkout / "params"), "emodb_twin")


CHILD = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(100)']); time.sleep(100)"  # noqa: E501


def members(group):
    found = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True).stdout
    return [line for line in found.splitlines() if "Z" not in line]


def begin(place):
    child = processes.start([sys.executable, "-c", CHILD], place, os.environ, place / "log")
    while len(members(child.pid)) < 2:
        time.sleep(0.05)
    return child


def test_orphans_of_a_killed_verification_are_ended_with_their_children(tmp_path):
    child = begin(tmp_path)
    assert processes.end_orphans(tmp_path)
    assert members(child.pid) == []
    child.wait()
    assert not processes.end_orphans(tmp_path)


def test_a_process_elsewhere_that_has_the_same_number_is_left_alone(tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    child = begin(tmp_path / "there")
    (tmp_path / "here" / processes.GROUP).write_text(str(child.pid))
    assert not processes.end_orphans(tmp_path / "here")
    assert child.poll() is None
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def test_a_child_ends_with_what_it_started(tmp_path):
    child = begin(tmp_path)
    processes.end(child, tmp_path)
    assert members(child.pid) == []

"""The recorded version, read from DVC's own files."""

import hashlib
import subprocess
import sys

import pytest

from affectflow.versions import VersionError, load_version, recorded
from affectflow.versions.shelves import cache, default_remote, remotes

STAGE = """
stages:
  made:
    cmd: mkdir -p results/b && echo one > results/a.txt && echo two > results/b/c.txt && echo three > alone.txt
    outs: [results, alone.txt]
"""


@pytest.fixture(scope="module")
def recorded_once(tmp_path_factory):
    """A repository whose one stage has run."""
    home = tmp_path_factory.mktemp("repository")
    (home / "dvc.yaml").write_text(STAGE)
    for command in (["git", "init", "-q"], ["dvc", "init", "-q"], ["dvc", "repro", "-q"]):
        tool = [sys.executable, "-m", "dvc"] if command[0] == "dvc" else ["git"]
        subprocess.run([*tool, *command[1:]], cwd=home, check=True, capture_output=True)
    return home


@pytest.fixture
def home(recorded_once, tmp_path):
    """A copy of it for one test."""
    subprocess.run(["cp", "-a", f"{recorded_once}/.", tmp_path], check=True)
    return tmp_path


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


EXPECTED = {"results/a.txt": md5("one\n"), "results/b/c.txt": md5("two\n"), "alone.txt": md5("three\n")}


def test_every_file_of_the_version_with_its_hash(home):
    assert recorded(home) == EXPECTED


def test_a_file_added_by_dvc_add_belongs_to_it(home):
    (home / "data/corpus").mkdir(parents=True)
    (home / "data/corpus/a.wav").write_text("sound")
    subprocess.run([sys.executable, "-m", "dvc", "add", "-q", "data/corpus"], cwd=home, check=True)
    assert recorded(home) == EXPECTED | {"data/corpus/a.wav": md5("sound")}


def test_a_lost_list_is_made_again_from_a_whole_folder_only(home):
    (listed,) = (home / ".dvc/cache").rglob("*.dir")
    listed.unlink()
    assert recorded(home) == EXPECTED
    (home / "results/a.txt").write_text("another")
    with pytest.raises(VersionError, match="results: found no list of its files"):
        recorded(home)
    version = load_version(home, [cache(home)])
    assert set(version.unlisted) == {"results"}
    assert set(version.files) == {"alone.txt"}


def test_a_corrupt_list_is_not_believed(home):
    (listed,) = (home / ".dvc/cache").rglob("*.dir")
    listed.chmod(0o644)
    listed.write_text(listed.read_text().replace("a.txt", "z.txt"))
    (home / "results/a.txt").unlink()
    with pytest.raises(VersionError, match="no list of its files"):
        recorded(home)


def test_no_record_and_a_torn_record_are_said(home):
    (home / "dvc.lock").write_text("stages: {made: [")
    with pytest.raises(VersionError, match=r"dvc\.lock: found damaged YAML"):
        recorded(home)
    (home / "dvc.lock").unlink()
    with pytest.raises(VersionError, match=r"dvc\.lock: found no such file"):
        recorded(home)


def test_an_unknown_remote_and_no_remote_are_said(home):
    with pytest.raises(VersionError, match="no default remote"):
        default_remote(home)
    subprocess.run([sys.executable, "-m", "dvc", "remote", "add", "-q", "origin", "/nowhere"], cwd=home, check=True)
    with pytest.raises(VersionError, match="Did you mean 'origin'"):
        remotes(home, "orign")


def test_a_folder_outside_dvc_is_said(tmp_path):
    with pytest.raises(VersionError, match="no DVC repository"):
        cache(tmp_path)

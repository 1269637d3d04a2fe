"""The damage table: what is wrong on a remote or in a cache, who names it, and what mends it.

DVC itself pulls a corrupt object in silence and takes a missing one for sent.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from .repositories import Bucket, ReadOnly, Repository, Shelf

pytestmark = pytest.mark.slow
SCORES = "results/studies/tiny/logistic/scores.json"
TABLE = "results/studies/tiny/logistic/predictions.parquet"


class Between:
    """A remote between an author, who can write to it, and reviewers."""

    def __init__(self, author, store, reviewer_url):
        self.author, self.store, self._reviewer_url = author, store, reviewer_url
        author.run("dvc", "remote", "add", "--default", "shelf", store.url)
        for key, value in store.settings():
            author.run("dvc", "config", key, value)
        author.commit()

    def reviewer(self) -> Repository:
        """A fresh clone beside the author's repository."""
        return self.author.clone(self.author.place.parent / "reviewer", ("remote.shelf.url", self._reviewer_url))


EVERYWHERE, FAR, NEAR = ["folder", "s3", "http"], ["s3"], ["folder"]


@pytest.fixture
def remote(request, author, s3, tmp_path):
    """A folder, an S3 server, or a folder that reviewers read through a web server."""
    if request.param == "s3":
        store = Bucket(s3, f"b{abs(hash(tmp_path)):x}")
        yield Between(author, store, store.url)
        return
    (tmp_path / "shelf").mkdir()
    store = Shelf(tmp_path / "shelf")
    if request.param == "folder":
        yield Between(author, store, store.url)
        return
    server = ReadOnly(tmp_path / "shelf")
    yield Between(author, store, server.url)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("remote", EVERYWHERE, indirect=True)
def test_published_pulled_adopted(remote):
    assert "found each as recorded" in remote.author.run("affectflow", "publish")
    reviewer = remote.reviewer()
    assert "Run: dvc pull" in reviewer.run("affectflow", "adopt", code=1)
    reviewer.run("dvc", "pull")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")
    assert reviewer.bytes(TABLE) == remote.author.bytes(TABLE)


@pytest.mark.parametrize("remote", FAR, indirect=True)
def test_a_corrupt_object_is_named_and_sent_again(remote):
    remote.author.run("affectflow", "publish")
    remote.store.damage(remote.author.objects()[SCORES])
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull", code=None)
    said = reviewer.run("affectflow", "adopt", code=1)
    assert f"{SCORES}: object" in said
    assert "corrupt on remote 'shelf'" in said
    assert "1 objects put back" in remote.author.run("affectflow", "heal", "--remote", "shelf")
    reviewer.run("affectflow", "heal")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")
    assert reviewer.bytes(SCORES) == remote.author.bytes(SCORES)


@pytest.mark.parametrize("remote", NEAR, indirect=True)
def test_a_missing_object_is_named_and_made_again(remote):
    remote.author.run("affectflow", "publish")
    remote.store.remove(remote.author.objects()[SCORES])
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull", code=None)
    said = reviewer.run("affectflow", "adopt", code=1)
    assert f"{SCORES}: object" in said
    assert "missing on remote 'shelf'" in said
    assert f"{SCORES}: no good copy is known" in reviewer.run("affectflow", "heal", code=1)
    assert reviewer.would_run("results/studies/tiny/logistic/scores.json") == {"model": 1}
    reviewer.run("snakemake", "tiny")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")
    assert reviewer.bytes(SCORES) == remote.author.bytes(SCORES)


@pytest.mark.parametrize("remote", FAR, indirect=True)
def test_a_missing_object_that_dvc_takes_for_sent_is_sent_by_publish(remote):
    remote.author.run("affectflow", "publish")
    remote.store.remove(remote.author.objects()[SCORES])
    assert "Everything is up to date" in remote.author.run("dvc", "push")
    assert "1 damaged or missing objects were put back" in remote.author.run("affectflow", "publish")
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")


@pytest.mark.parametrize("remote", FAR, indirect=True)
def test_a_missing_list_of_a_folder_is_named_and_sent_again(remote):
    remote.author.run("affectflow", "publish")
    remote.store.remove(remote.author.objects()["results"])
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull", code=None)
    said = reviewer.run("affectflow", "adopt", code=1)
    assert "results: the list of its files: found missing on the local cache; missing on remote 'shelf'" in said
    assert "affectflow heal --remote shelf" in said
    assert "1 objects put back" in remote.author.run("affectflow", "heal", "--remote", "shelf")
    reviewer.run("dvc", "pull")
    assert "Nothing to be done." in reviewer.run("affectflow", "adopt")


@pytest.mark.parametrize("remote", NEAR, indirect=True)
def test_an_interrupted_push_loses_nothing(remote):
    environ = os.environ | {"PYTHONPATH": str(remote.author.place / "src"), "DVC_NO_ANALYTICS": "1"}
    push = subprocess.Popen(
        [sys.executable, "-m", "dvc", "push", "--jobs", "1"], cwd=remote.author.place, env=environ,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while remote.store.count() == 0 and push.poll() is None:
        time.sleep(0.001)
    push.send_signal(signal.SIGKILL)
    assert push.wait() == -signal.SIGKILL
    assert 0 < remote.store.count() < len(set(remote.author.objects().values()))
    assert "found each as recorded" in remote.author.run("affectflow", "publish")


@pytest.mark.parametrize("remote", NEAR, indirect=True)
def test_a_corrupt_local_cache_is_named_and_never_sent(remote):
    cached = Shelf(remote.author.place / ".dvc/cache")
    md5 = remote.author.objects()[SCORES]
    cached.damage(md5)
    said = remote.author.run("affectflow", "adopt", code=1)
    assert f"the local cache: {SCORES}: found object {md5} damaged" in said
    assert "damaged or missing objects were put back" in remote.author.run("affectflow", "publish")
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull")
    assert reviewer.bytes(SCORES) == remote.author.bytes(SCORES)


def test_a_read_only_remote_is_not_written_to(author, tmp_path):
    server = ReadOnly(tmp_path)
    author.run("dvc", "remote", "add", "--default", "site", server.url)
    assert "remote 'site': found a remote that can only be read" in author.run(
        "affectflow", "heal", "--remote", "site", code=1
    )
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("remote", NEAR, indirect=True)
def test_a_remote_out_of_reach_stops_no_healing(remote, tmp_path):
    remote.author.run("affectflow", "publish")
    reviewer = remote.reviewer()
    reviewer.run("dvc", "pull")
    reviewer.run("dvc", "remote", "add", "--local", "gone", "http://127.0.0.1:9/nowhere")
    (reviewer.place / SCORES).write_text("{}")
    shutil.rmtree(reviewer.place / ".dvc/cache")
    assert f"{SCORES}: put back as recorded." in reviewer.run("affectflow", "heal")
    assert reviewer.bytes(SCORES) == remote.author.bytes(SCORES)

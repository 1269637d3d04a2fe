"""A full or read-only disk under each folder that a run writes to: one sentence, and nothing is lost."""

import base64
import os
from contextlib import ExitStack, contextmanager

import numpy as np
import pandas as pd
import pytest

from affectflow import tables, train
from affectflow.files import UnwritableError
from affectflow.twins.avi import write_avi
from affectflow.twins.parlor.csv_rows import write_csv
from affectflow.twins.speech import write_wav

from .faults.disks import BALLAST, small_disk
from .faults.runs import PAGE, Started

FULL = "found no space left on its disk"
AGAIN = "Free some and run the same command again: nothing computed is lost."
MODEL = "results/studies/tiny/logistic"
FOLDERS = ("results", "reports", "logs", ".snakemake")
NOISE = np.random.default_rng(1)
SOUND = NOISE.uniform(-1, 1, 200_000)
WRITERS = {
    "a.parquet": lambda path: tables.write(pd.DataFrame(TRACE), "traces", path),
    "a.json": lambda path: tables.write_json(list(SOUND[:50_000]), path),
    "a.html": lambda path: tables.write_text("page" * 100_000, path),
    "raw.sha256": lambda path: tables.write_text("0" * 100_000, path),
    "a.safetensors": lambda path: train.save_weights({"w": SOUND}, path),
    "a.wav": lambda path: write_wav(path, SOUND),
    "a.avi": lambda path: write_avi(path, [NOISE.bytes(100_000)], 8, 8, 10),
    "scales.csv": lambda path: write_csv(path.parent, path.name, [{"scale": "x" * 99, "label": "y"}] * 9_000),
}
TRACE = {
    "item_id": "i", "rater_id": "r", "scale": "d", "time": np.arange(50_000.0), "value": NOISE.normal(size=50_000)
}  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
def test_a_full_disk_leaves_the_old_file_or_none(tmp_path, kind):
    with small_disk(tmp_path / "disk", 4) as disk:
        path = disk.folder / kind
        disk.fill()
        with pytest.raises(UnwritableError, match=FULL) as caught:
            WRITERS[kind](path)
        assert str(caught.value).startswith(str(path))
        assert os.listdir(disk.folder) == [BALLAST]
        disk.free()
        WRITERS[kind](path)
        whole = path.read_bytes()
        disk.fill()
        with pytest.raises(UnwritableError):
            WRITERS[kind](path)
        assert path.read_bytes() == whole


def records(place):
    """Snakemake's records of files below the folders that `held` removes."""
    for path in (place / ".snakemake/metadata").iterdir():
        if b"/tiny/logistic" in base64.urlsafe_b64decode(path.name + "=="):
            yield path.relative_to(place)


@contextmanager
def held(small, folder):
    """A run that is held in the middle of fitting a model, with a folder on a small disk."""
    small.forget(MODEL, "reports/tiny")
    # A record or log that is written over an older one would find that one's room.
    small.forget(*(f"{path}" for path in records(small.place)), "logs/tiny")
    with small_disk(small.place / folder) as disk:
        run = Started(small.place)
        yield run, run.stop_at("model"), disk


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_disk_that_fills_up_while_a_job_runs(small, folder):
    with held(small, folder) as (run, job, disk):
        disk.fill()
        job.resume()
        assert run.end() != 0
        assert FULL in run.said
        assert AGAIN in run.said
        assert "Traceback" not in run.said
        disk.free()
        small.finish()


@pytest.mark.slow
def test_a_start_on_full_and_on_read_only_disks_is_one_sentence_for_each(small):
    small.forget(MODEL, "reports/tiny")
    with ExitStack() as mounted:
        disks = {folder: mounted.enter_context(small_disk(small.place / folder)) for folder in FOLDERS}
        for disk in disks.values():
            disk.fill()
        assert_told(small.snakemake(PAGE), [".snakemake"], FULL)
        disks[".snakemake"].free()
        assert_told(small.snakemake(PAGE), ["results", "reports", "logs"], FULL)
        for folder, disk in disks.items():
            if folder != ".snakemake":
                disk.free()
            disk.read_only(True)
        assert_told(small.snakemake(PAGE), [".snakemake"], "found a disk that can only be read")
        for disk in disks.values():
            disk.read_only(False)
        small.finish()


def assert_told(done, folders, found):
    """The run ends before any work, with a sentence for each folder and no traceback."""
    assert done.returncode != 0
    for folder in folders:
        assert f"{folder}: {found}" in done.stderr, done.stderr
    assert done.stderr.count("and run the same command again: nothing computed is lost.") == len(folders)
    assert "Traceback" not in done.stderr
    assert "Execute" not in done.stderr

"""MLflow down, hanging, locked, full or killed: no work fails, and at the end each run is there once."""

import pytest

from .faults.disks import small_disk
from .faults.trackers import FITS, Mirror, Server, complete, each_once, hanging_server, kept_locked, wait_for

QUICK = {"MLFLOW_HTTP_REQUEST_TIMEOUT": "2", "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0"}
MANY = 80
"""Fits whose sending takes long enough to be caught in the middle."""
ALL = {"records": FITS, "waiting": 0}


def assert_waits(mirror, reason, waiting=FITS):
    returned, told = mirror.end()
    assert returned == {"records": FITS, "waiting": waiting, "reason": reason}
    assert f"MLflow did not take {waiting} of the {FITS} records of study: {reason}. Nothing is lost" in told
    assert "Traceback" not in told


def assert_sent(home, **environment):
    assert Mirror(home, **environment).end()[0] == ALL
    assert each_once(home / "mlflow.db")


def test_a_server_that_is_down_and_one_that_hangs(tmp_path):
    down = Mirror(tmp_path, MLFLOW_TRACKING_URI="http://127.0.0.1:9", **QUICK)
    with hanging_server() as address:
        assert_waits(Mirror(tmp_path, MLFLOW_TRACKING_URI=address, **QUICK), "it takes calls and does not answer")
    assert_waits(down, "nothing answers at its address")
    assert_sent(tmp_path)


@pytest.mark.slow
def test_a_server_that_dies_in_the_middle(tmp_path):
    database = tmp_path / "mlflow.db"
    with Server(database) as server:
        mirror = Mirror(tmp_path, fits=MANY, MLFLOW_TRACKING_URI=server.address, **QUICK)
        wait_for(lambda: complete(database) >= 3, mirror.process)
        server.kill()
    returned, told = mirror.end()
    there = complete(database)
    # The server may have taken one more than it could still say.
    assert returned["waiting"] in (MANY - there, MANY - there + 1)
    assert returned["waiting"] > 1
    assert f"MLflow did not take {returned['waiting']} of the {MANY} records" in told
    assert "Traceback" not in told
    with Server(database) as server:
        assert Mirror(tmp_path, fits=MANY, MLFLOW_TRACKING_URI=server.address).end()[0]["waiting"] == 0
    assert each_once(database, MANY)


@pytest.mark.slow
def test_a_database_that_another_process_keeps_locked(tmp_path):
    assert_sent(tmp_path)
    with kept_locked(tmp_path / "mlflow.db"):
        assert_waits(Mirror(tmp_path), "another process keeps its database locked")
    assert_sent(tmp_path)


@pytest.mark.slow
def test_several_writers_of_a_fresh_database(tmp_path):
    mirrors = [Mirror(tmp_path) for _ in range(4)]
    assert [mirror.end()[0] for mirror in mirrors] == [ALL] * 4
    assert each_once(tmp_path / "mlflow.db")


def test_killed_while_it_makes_the_database(tmp_path):
    Mirror(tmp_path).killed_when(lambda: any(path.stat().st_size for path in tmp_path.glob(".mlflow.db.*")))
    assert not (tmp_path / "mlflow.db").exists()
    assert_sent(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*mlflow.db*")) == ["mlflow.db", "mlflow.db.lock"]


def test_killed_while_it_sends(tmp_path):
    database = tmp_path / "mlflow.db"
    Mirror(tmp_path, fits=MANY).killed_when(lambda: complete(database) >= 3)
    assert 0 < complete(database) < MANY
    assert Mirror(tmp_path, fits=MANY).end()[0] == {"records": MANY, "waiting": 0}
    assert each_once(database, MANY)


def test_a_full_disk_under_the_database(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        disk.fill()
        assert_waits(Mirror(disk.folder), "no space left on its disk")
        disk.free()
        assert_sent(disk.folder)
        disk.fill()
        returned, told = Mirror(disk.folder, fits=2 * FITS).end()
        assert returned["reason"] == "no space left on its disk", told
        assert each_once(disk.folder / "mlflow.db")
        disk.free()
        assert Mirror(disk.folder, fits=2 * FITS).end()[0]["waiting"] == 0

"""Files appear whole or not at all, also after a kill."""

import errno
import os
import signal
import subprocess
import sys

import pytest

from affectflow.files import UnwritableError, whole

DIES = """
import os, signal, sys
from pathlib import Path
from affectflow.files import whole
with whole(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_the_old_file_and_the_next_writer_clears_up(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", DIES, str(path)])
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
    assert len(os.listdir(tmp_path)) == 2
    with whole(path) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_failed_block_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), whole(tmp_path / "a" / "b.csv") as temporary:
        temporary.write_text(str(1 / 0))
    assert os.listdir(tmp_path / "a") == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_a_disk_refuses_is_told_with_the_file_and_what_to_do(tmp_path, number):
    told = pytest.raises(UnwritableError, match=r"b\.csv: found .*; allowed: .*nothing computed is lost")
    with told as caught, whole(tmp_path / "b.csv"):
        raise OSError(number, os.strerror(number))
    assert "Errno" not in str(caught.value)


def test_another_error_of_the_system_stays_what_it_is(tmp_path):
    with pytest.raises(FileNotFoundError), whole(tmp_path / "b.csv"):
        (tmp_path / "absent").read_text()

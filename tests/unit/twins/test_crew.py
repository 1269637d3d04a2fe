"""Work in several processes."""

import operator
import subprocess
import sys

import psutil
import pytest

from affectflow.errors import CorpusError
from affectflow.twins.crew import share_out
from affectflow.twins.extras import need

WORKS_LONG = """
import time
from affectflow.twins.crew import share_out
share_out(time.sleep, [0.1] * 6000, 2)
"""


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_are_in_the_order_of_the_jobs(workers):
    assert share_out(operator.neg, [1, 2, 3], workers) == [-1, -2, -3]


def test_no_jobs_need_no_workers():
    assert share_out(operator.neg, [], 2) == []


def test_what_a_task_prints_does_not_get_between_the_results():
    assert share_out(print, ["hello"], 1) == [None]


def test_a_task_that_fails_is_an_error(capfd):
    with pytest.raises(RuntimeError, match="1 of 2 processes"):
        share_out(operator.neg, [1, "word"], 2)
    assert "bad operand type" in capfd.readouterr().err


def test_a_mistake_that_is_written_for_the_user_comes_back_as_it_is():
    with pytest.raises(CorpusError, match="no_such_package"):
        share_out(need, ["no_such_package"], 1)


def test_nobody_works_on_for_a_killed_parent():
    parent = psutil.Popen([sys.executable, "-c", WORKS_LONG], stderr=subprocess.DEVNULL)
    while len(crew := parent.children()) < 2:
        assert parent.poll() is None
    parent.kill()
    parent.wait()
    assert psutil.wait_procs(crew, timeout=60)[1] == []

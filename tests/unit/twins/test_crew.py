"""Work in several processes."""

import operator

import pytest

from affectflow.twins.crew import share_out


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

"""How long it will take, and how that is said."""

import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.verification.estimate import Estimate, spoken
from affectflow.verification.progress import Progress

GUESS = Estimate({"a": 60.0, "b": 60.0, "c": 120.0}, pace=2.0)


def test_before_anything_is_done_the_original_pace_counts():
    assert GUESS.left((), (), 0) == pytest.approx(120)


def test_a_slower_machine_is_noticed():
    assert GUESS.left({"a", "b"}, (), 600) > GUESS.left({"a", "b"}, (), 60) > 0


def test_what_a_former_verification_did_is_neither_left_nor_a_sign_of_speed():
    assert GUESS.left({"a", "b"}, {"a", "b"}, 0) == pytest.approx(60)


def test_without_a_record_nothing_is_known():
    assert math.isnan(Estimate({}, 1.0).left((), (), 10))


@given(st.sets(st.sampled_from("abc")), st.floats(0, 1e6))
def test_the_end_is_the_end(done, elapsed):
    assert GUESS.left(done, (), elapsed) >= 0
    assert GUESS.left(set("abc"), (), elapsed) == 0


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_durations_are_said_as_people_say_them(seconds, words):
    assert spoken(seconds) == words


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_one_line_that_changes():
    stream = Terminal()
    progress = Progress(stream)
    for done in (1, 1, 2):
        progress(done, 3, 40.0)
    progress.end()
    assert stream.getvalue().count("\r") == 2
    assert stream.getvalue().endswith("2 of 3 steps, about 40 s left\n")


def test_a_log_gets_few_lines_and_no_promise_without_a_record():
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(50):
        progress(done, 0, math.nan)
    assert stream.getvalue() == "0 steps\n"

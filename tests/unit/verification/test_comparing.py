"""One file against another: which outcome it has, and what is said of files that cannot be read."""

import json

import numpy as np
import pytest

from affectflow.studies.verify import Tolerance
from affectflow.train.checkpoint import save_weights
from affectflow.verification.comparing import BLOCK, compare, first_difference


@pytest.fixture
def sides(tmp_path):
    for name in ("pulled", "again"):
        (tmp_path / name).mkdir()
    return tmp_path / "pulled", tmp_path / "again"


def outcome(sides, name, tolerance=None):
    return compare(name, "train", *sides, tolerance or Tolerance())


def write(sides, name, *texts):
    for side, text in zip(sides, texts, strict=True):
        (side / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_same_bytes_are_identical_and_their_numbers_counted(sides):
    write(sides, "a.json", '{"x": [1, 2], "y": "z"}', '{"x": [1, 2], "y": "z"}')
    found = outcome(sides, "a.json")
    assert (found.outcome, found.numbers, found.words) == ("identical", (2, 0, 0), (1, 0))


def test_other_bytes_with_the_same_values_are_told_and_no_failure(sides):
    write(sides, "a.json", '{"x": 1.0}', '{ "x": 1 }')
    found = outcome(sides, "a.json")
    assert found.outcome == "same values"
    assert not found.fails
    assert found.offset == 1


def test_within_tolerance_or_not(sides):
    write(sides, "a.json", json.dumps({"x": 1.0}), json.dumps({"x": 1.01}))
    assert outcome(sides, "a.json").fails
    near = outcome(sides, "a.json", Tolerance(absolute=0.02))
    assert (near.outcome, near.fails) == ("within tolerance", False)
    assert near.largest == pytest.approx(0.01)


def test_a_file_that_one_side_lacks_is_named(sides):
    (sides[0] / "a.json").write_text("{}")
    (sides[1] / "b.json").write_text("{}")
    assert outcome(sides, "a.json").outcome == "only pulled"
    assert outcome(sides, "b.json").outcome == "only recomputed"
    assert outcome(sides, "a.json").fails


def test_a_checkpoint_differs_by_any_byte_of_its_header(sides):
    for side in sides:
        save_weights({"w": np.zeros(3)}, side / "c.safetensors")
    path = sides[0] / "c.safetensors"
    content = path.read_bytes()
    # A blank in the header's padding: JSON and all tensors stay the same.
    length = int.from_bytes(content[:8], "little")
    path.write_bytes((length + 8).to_bytes(8, "little") + content[8 : 8 + length] + b" " * 8 + content[8 + length :])
    found = outcome(sides, "c.safetensors", Tolerance(absolute=1))
    assert found.outcome == "differs"
    assert found.offset == 0


@pytest.mark.parametrize("name", ["t.parquet", "c.safetensors", "d.json", "p.html"])
def test_a_damaged_file_differs_and_says_that_it_cannot_be_read(sides, name):
    write(sides, name, b"\xff\xfe not what it should be", b"\xff\xfe also damaged")
    found = outcome(sides, name)
    assert found.outcome == "differs"
    assert "cannot be read" in found.notes[0]
    assert found.offset == 3


def test_any_other_file_is_compared_by_its_bytes(sides):
    write(sides, "raw.wav", b"RIFF1", b"RIFF2")
    found = outcome(sides, "raw.wav", Tolerance(absolute=100))
    assert (found.outcome, found.offset) == ("differs", 4)


@pytest.mark.parametrize("place", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 5])
def test_the_first_different_byte_of_a_large_file(sides, place):
    content = bytearray(2 * BLOCK + 6)
    (sides[0] / "x").write_bytes(content)
    content[place] = 1
    (sides[1] / "x").write_bytes(content)
    assert first_difference(sides[0] / "x", sides[1] / "x") == place


def test_a_file_that_goes_on_differs_where_the_other_ends(sides):
    write(sides, "x", b"abc", b"abcd")
    assert first_difference(sides[0] / "x", sides[1] / "x") == 3

"""What tells a file that was altered after it was made from one that another machine made otherwise."""

import hashlib

import pytest

from affectflow.verification.evidence import Evidence, alone
from affectflow.verification.graph import Graph
from affectflow.verification.records import Record
from affectflow.versions import Ledger


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


@pytest.fixture
def home(tmp_path):
    (tmp_path / "a.json").write_text("here")
    return tmp_path


def used(consumer, checksum):
    return {consumer: Record(consumer, "r", f"r: {consumer}", ("a.json",), {"a.json": checksum}, 0, 1)}


def test_what_was_made_from_these_bytes_says_nothing(home):
    assert Evidence(home, used("b", sha("here")), {"page": {"a.json": sha("here")}}).unlike_use("a.json") == ""


def test_what_was_made_from_other_bytes_tells(home):
    found = Evidence(home, used("b", sha("before")), {"page": {"a.json": sha("before")}}).unlike_use("a.json")
    assert found == "b and 1 more were made from other bytes of it, so it was altered after it was made"


def test_a_file_that_nothing_was_made_from_is_not_suspected(home):
    assert Evidence(home, {}, {}).unlike_use("a.json") == ""


@pytest.mark.parametrize(
    ("version", "written", "altered", "told"),
    [
        ({"a.json": md5("here")}, {}, (), False),
        ({"a.json": md5("before")}, {}, (), True),
        ({"a.json": md5("before")}, {"a.json": md5("here")}, (), False),
        ({}, {"a.json": md5("before")}, ("a.json",), True),
        ({}, {}, (), False),
    ],
)
def test_bytes_are_held_against_the_version_and_what_was_written_here(home, version, written, altered, told):
    evidence = Evidence(home, {}, {}, version, "", written, frozenset(altered))
    assert bool(evidence.unlike_record("a.json")) == told


def test_evidence_of_a_checkout_without_a_version(home):
    (home / "results").mkdir()
    (home / "results/a.json").write_text("before")
    Ledger(home).note()
    (home / "results/a.json").write_text("altered")
    evidence = Evidence.gather(home, {}, {})
    assert evidence.no_version == "there is no dvc.lock"
    assert evidence.unlike_record("results/a.json") == "no step of the workflow wrote these bytes"


def graph():
    made = [("items", "i", ()), ("model", "m", ("items",)), ("weights", "m", ("items",)), ("page", "p", ("model",))]
    records = {path: Record(path, "r", job, inputs, {}, 0, 1) for path, job, inputs in made}
    return Graph(records, records)


@pytest.mark.parametrize(
    ("path", "same", "told"),
    [
        ("model", {"items", "weights", "page"}, "what was made from it agrees"),
        ("model", {"items", "weights"}, ""),
        ("model", {"weights", "page"}, ""),
        ("weights", {"items", "model", "page"}, "the other files of its step are the same"),
        ("weights", {"items", "page"}, ""),
        ("page", {"items", "model", "weights"}, ""),
        ("a stranger", {"items"}, ""),
    ],
)
def test_a_file_that_differs_alone(path, same, told):
    found = alone(path, same, graph())
    assert told in found
    assert bool(found) == bool(told)

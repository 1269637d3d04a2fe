"""Documents: undefined numbers have reasons, paths that lead nowhere are named."""

import pytest

from affectflow import tables
from affectflow.errors import TableError


def test_nan_needs_a_reason(tmp_path):
    with pytest.raises(ValueError, match="a/alpha is NaN"):
        tables.write_json({"a": {"alpha": float("nan")}}, tmp_path / "x.json")
    tables.write_json({"a": {"alpha": float("nan"), "reason": "one rater"}}, tmp_path / "x.json")
    assert tables.read_json(tmp_path / "x.json") == {"a": {"alpha": None, "reason": "one rater"}}


def test_infinity_is_refused(tmp_path):
    with pytest.raises(ValueError, match="Out of range"):
        tables.write_json({"x": float("inf"), "reason": "none"}, tmp_path / "x.json")
    assert list(tmp_path.iterdir()) == []


def test_look_up_names_what_is_there():
    document = {"ancova": {"post": {"effect": [1, 2]}}}
    assert tables.look_up(document, "ancova/post/effect/1") == 2
    with pytest.raises(TableError, match=r"no 'pots'; allowed: post\. Did you mean 'post'"):
        tables.look_up(document, "ancova/pots/effect")


def test_broken_json_is_told_with_its_place(tmp_path):
    (tmp_path / "x.json").write_text('{"a": 1,\n oops}')
    with pytest.raises(TableError, match="line 2"):
        tables.read_json(tmp_path / "x.json")

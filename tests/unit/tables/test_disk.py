"""Tables: checked when written and read, whole or absent, the same bytes."""

import os

import numpy as np
import pandas as pd
import pyarrow.parquet as parquet
import pytest

from affectflow import tables
from affectflow.errors import TableError
from affectflow.files import UnwritableError


def ratings(**changes):
    columns = {
        "item_id": ["b", "a"], "rater_id": ["r1", "r1"], "scale": ["emotion"] * 2,
        "label": ["anger", "neutral"], "value": [np.nan, np.nan],
    }  # fmt: skip
    return pd.DataFrame(columns | changes)


def test_what_is_written_is_read_sorted_by_its_key(tmp_path):
    tables.write(ratings(), "ratings", tmp_path / "r.parquet")
    assert list(tables.read("ratings", tmp_path / "r.parquet")["item_id"]) == ["a", "b"]


def test_order_of_rows_and_columns_does_not_change_bytes(tmp_path):
    frame = ratings()
    tables.write(frame, "ratings", tmp_path / "1.parquet")
    tables.write(frame.iloc[::-1][sorted(frame.columns, reverse=True)], "ratings", tmp_path / "2.parquet")
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()


@pytest.mark.parametrize("name", sorted(tables.SCHEMAS))
def test_every_table_has_words_for_every_column_and_an_empty_form(name, tmp_path):
    schema = tables.SCHEMAS[name]
    assert schema.description
    for column, spec in schema.columns.items():
        assert spec.description, column
        if str(spec.dtype) == "float64":
            assert spec.metadata["unit"], column
    tables.write(tables.empty(name), name, tmp_path / "empty.parquet")
    assert len(tables.read(name, tmp_path / "empty.parquet")) == 0


def test_units_stand_in_the_file(tmp_path):
    tables.write(tables.empty("items"), "items", tmp_path / "items.parquet")
    field = parquet.read_schema(tmp_path / "items.parquet").field("duration")
    assert field.metadata[b"unit"] == b"s"


def test_a_missing_column_is_named_with_the_file(tmp_path):
    parquet.write_table(_arrow(ratings().drop(columns="rater_id")), tmp_path / "r.parquet")
    with pytest.raises(
        TableError, match=r"r\.parquet: table 'ratings': found no column 'rater_id'; allowed: item_id, "
    ):
        tables.read("ratings", tmp_path / "r.parquet")


def test_a_misspelt_column_is_named_with_the_near_one():
    with pytest.raises(TableError, match="Did you mean 'rater_id'"):
        tables.check(ratings().rename(columns={"rater_id": "ratr_id"}), "ratings")


def test_a_repeated_key_and_an_infinite_number_are_told_at_once():
    twice = ratings(item_id=["a", "a"], value=[np.inf, 1.0])
    with pytest.raises(TableError) as caught:
        tables.check(twice, "ratings")
    said = str(caught.value)
    assert "inf" in said
    assert "2 problems" in said or len(caught.value.problems) >= 2


def test_an_absent_and_a_broken_file_are_told(tmp_path):
    with pytest.raises(TableError, match="found no such file"):
        tables.read("ratings", tmp_path / "absent.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(TableError, match="unreadable"):
        tables.read("ratings", tmp_path / "broken.parquet")


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "r.parquet"
    tables.write(ratings(), "ratings", path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UnwritableError, match=r"r\.parquet: found no space left on its disk"):
        tables.write(ratings(label=["fear", "fear"]), "ratings", path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["r.parquet"]


def _arrow(frame):
    import pyarrow

    return pyarrow.Table.from_pandas(frame, preserve_index=False)

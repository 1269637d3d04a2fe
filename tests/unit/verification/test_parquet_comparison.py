"""Tables against tables: a changed cell is named by its row's key and its column."""

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow import tables
from affectflow.studies.verify import Tolerance
from affectflow.verification import parquet_tables
from affectflow.verification.comparing import compare
from affectflow.verification.tally import NOTHING, Tally


@pytest.fixture
def outcomes(tmp_path):
    frame = pd.DataFrame(
        {"participant_id": ["p1", "p2", "p3"], "measure": "distress", "occasion": "post", "week": 8.0,
         "value": [10.0, None, 30.0], "missing_reason": [None, "lost", None]}
    )  # fmt: skip
    tables.write(frame, "outcomes", tmp_path / "pulled.parquet")
    return frame


def compared(frame, folder, tolerance=None):
    tables.write(frame, "outcomes", folder / "again.parquet")
    tally = Tally(tolerance or Tolerance())
    parquet_tables.compare(folder / "pulled.parquet", folder / "again.parquet", tally)
    return tally


def test_the_same_table_has_no_differences(outcomes, tmp_path):
    tally = compared(outcomes, tmp_path)
    assert (tally.identical, tally.differs, tally.words_differ) == (5, 0, 0)
    assert tally.identical + tally.words_same == sum(parquet_tables.count(tmp_path / "again.parquet"))


def test_a_changed_number_is_named_by_row_and_column(outcomes, tmp_path):
    outcomes.loc[2, "value"] *= 1.01
    tally = compared(outcomes, tmp_path)
    assert tally.differs == 1
    (worst,) = tally.worst
    assert worst.place == "row participant_id p3, measure distress, occasion post, column value"
    assert (worst.pulled, worst.recomputed) == (30.0, 30.3)
    assert worst.amount == pytest.approx(0.3)


def test_a_tolerance_lets_it_pass_and_still_tells_it(outcomes, tmp_path):
    outcomes.loc[2, "value"] *= 1.01
    tally = compared(outcomes, tmp_path, Tolerance(relative=0.011))
    assert (tally.within, tally.differs) == (1, 0)
    assert tally.worst[0].within


def test_a_number_that_came_to_be_missing_differs_whatever_is_granted(outcomes, tmp_path):
    outcomes.loc[0, ["value", "missing_reason"]] = [None, "lost"]
    tally = compared(outcomes, tmp_path, Tolerance(absolute=100))
    assert tally.words_differ == 2
    assert {(one.pulled, one.recomputed) for one in tally.worst} == {(10.0, NOTHING), (NOTHING, "lost")}


def test_rows_are_matched_by_their_key(outcomes, tmp_path):
    fewer = outcomes.drop(index=0)
    tally = compared(pd.concat([fewer, outcomes.iloc[[2]].assign(participant_id="p4")]), tmp_path)
    told = {(one.place, one.pulled, one.recomputed) for one in tally.worst}
    assert told == {
        ("row participant_id p1, measure distress, occasion post", "a row", NOTHING),
        ("row participant_id p4, measure distress, occasion post", NOTHING, "a row"),
    }
    assert tally.differs == 0


def test_a_table_without_a_key_is_compared_row_by_row(tmp_path):
    left, right = (pd.DataFrame({"a": [1, 2, 3][:n], "b": list("xyz")[:n]}) for n in (3, 2))
    right.loc[1, "b"] = "q"
    for name, frame in (("pulled", left), ("again", right)):
        parquet.write_table(arrow.Table.from_pandas(frame), tmp_path / f"{name}.parquet")
    tally = Tally()
    parquet_tables.compare(tmp_path / "pulled.parquet", tmp_path / "again.parquet", tally)
    places = [one.place for one in tally.worst]
    assert "number of rows" in places
    assert "row 2, column b" in places


def test_types_units_and_columns_count(tmp_path):
    parts = {"t": arrow.array([1, 2]), "gone": arrow.array([1, 2]), "u": arrow.array([1.0, 2.0])}
    left = arrow.table(parts, schema=arrow.schema([("t", "int64"), ("gone", "int64"), arrow.field("u", "double", metadata={"unit": "s"})]))  # fmt: skip # noqa: E501
    right = arrow.table([arrow.array([1.0, 2.0]), parts["u"]], schema=arrow.schema([("t", "double"), arrow.field("u", "double", metadata={"unit": "ms"})]))  # fmt: skip # noqa: E501
    for name, table in (("pulled", left), ("again", right)):
        parquet.write_table(table, tmp_path / f"{name}.parquet")
    tally = Tally()
    parquet_tables.compare(tmp_path / "pulled.parquet", tmp_path / "again.parquet", tally)
    told = {one.place: (one.pulled, one.recomputed) for one in tally.worst}
    assert told["type of column t"] == ("int64", "double")
    assert told["column gone"] == ("int64", NOTHING)
    assert told["description of column u"] == ("unit: s", "unit: ms")
    assert tally.identical == 4


@given(st.data())
def test_every_changed_cell_is_found_and_no_other(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("tables")
    values = np.array(data.draw(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)))
    ids = [f"i{i}" for i in range(len(values))]
    changed = data.draw(st.sets(st.sampled_from(ids)))
    other = np.array([v + 1 if name in changed else v for name, v in zip(ids, values, strict=True)])
    for name, column in (("pulled", values), ("again", other)):
        tables.write(pd.DataFrame({"item_id": ids, "f": column}), "features", folder / f"{name}.parquet")
    tally = Tally()
    parquet_tables.compare(folder / "pulled.parquet", folder / "again.parquet", tally)
    assert tally.differs == len(changed)
    assert {one.place for one in tally.worst} == {f"row item_id {name}, column f" for name in changed}


def stand_in(folder, kind, columns):
    """What `affectflow withhold` lets travel in the place of the pulled table."""
    path = folder / "pulled.parquet"
    table = parquet.read_table(path)
    for name in columns:
        place, field = table.column_names.index(name), table.schema.field(name)
        table = table.set_column(place, field, arrow.nulls(len(table), field.type))
    told = table.schema.metadata | {parquet_tables.WITHHELD: kind}
    parquet.write_table((table if columns else table.slice(0, 0)).replace_schema_metadata(told), path)


@pytest.mark.parametrize(("kind", "columns", "numbers"), [(b"whole", (), 0), (b"columns", ("value",), 3)])
def test_what_was_withheld_is_no_difference_and_is_told(outcomes, tmp_path, kind, columns, numbers):
    stand_in(tmp_path, kind, columns)
    tables.write(outcomes, "outcomes", tmp_path / "again.parquet")
    (tmp_path / "again").mkdir()
    (tmp_path / "again.parquet").rename(tmp_path / "again/pulled.parquet")
    found = compare("pulled.parquet", "ingest", tmp_path, tmp_path / "again")
    assert (found.outcome, found.fails) == ("withheld", False)
    assert found.numbers == (numbers, 0, 0)


def test_the_rest_of_a_withheld_table_is_still_compared(outcomes, tmp_path):
    stand_in(tmp_path, b"columns", ("value",))
    outcomes.loc[1, "week"] = 9.0
    tally = compared(outcomes, tmp_path)
    assert [one.place for one in tally.worst] == ["row participant_id p2, measure distress, occasion post, column week"]

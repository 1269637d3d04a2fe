"""JSON documents, CSV tables, checkpoints and lists of hashes against others of their kind."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.studies.verify import Tolerance
from affectflow.train.checkpoint import save_weights
from affectflow.verification import csv_tables, hash_lists, json_documents, weights
from affectflow.verification.tally import NOTHING, Tally

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def documents(pulled, recomputed, tolerance=None, texts=False):
    tally = Tally(tolerance or Tolerance(), texts=texts)
    json_documents.compare_values(pulled, recomputed, tally)
    return tally


def places(tally):
    return {one.place: (one.pulled, one.recomputed) for one in tally.worst}


@given(PLAIN)
def test_a_document_equals_itself(document):
    tally = documents(document, json.loads(json.dumps(document)))
    assert (tally.within, tally.differs, tally.words_differ) == (0, 0, 0)


def test_a_number_is_named_by_its_path():
    tally = documents({"a": [{"b": 2.0}]}, {"a": [{"b": 2.02}]})
    assert places(tally) == {"/a/0/b": (2.0, 2.02)}


def test_reasons_types_and_absent_keys_differ():
    tally = documents(
        {"reason": "too few", "x": None, "gone": 1, "flag": True}, {"reason": "none left", "x": 3.0, "flag": 1},
        Tolerance(absolute=100),
    )  # fmt: skip
    assert places(tally) == {
        "/reason": ("too few", "none left"),
        "/x": (None, 3.0),
        "/gone": (1, NOTHING),
        "/flag": (True, 1),
    }


def test_another_length_is_told_and_the_rest_compared():
    assert places(documents([1.0, 2.0, 3.0], [1.0, 2.5])) == {"/ (length)": (3, 2), "/1": (2.0, 2.5)}


def test_whole_numbers_beyond_double_precision_are_exact():
    assert documents({"n": 2**60}, {"n": 2**60 + 1}).words_differ == 1


def test_numbers_in_texts_are_numbers_only_in_a_report():
    pulled, found = {"said": "−5.27 of 1,200"}, {"said": "−5.28 of 1,200"}
    assert documents(pulled, found, Tolerance(absolute=0.02), texts=True).within == 1
    assert documents(pulled, found, Tolerance(absolute=0.02)).words_differ == 1


def test_csv_cells_are_named_by_row_and_column(tmp_path):
    (tmp_path / "a.csv").write_text("data,model,uar,note\nreal,audio,0.5,3 of 4\nreal,face,,x\n")
    (tmp_path / "b.csv").write_text("data,model,uar,note\nreal,audio,0.51,3 of 4\nreal,face,0.2,y\n")
    tally = Tally()
    csv_tables.compare(tmp_path / "a.csv", tmp_path / "b.csv", tally)
    assert places(tally) == {
        "row 1 (real, audio), column uar": (0.5, 0.51),
        "row 2 (real, face), column uar": (NOTHING, "0.2"),
        "row 2 (real, face), column note": ("x", "y"),
    }


def test_csv_columns_and_rows_that_one_side_has(tmp_path):
    (tmp_path / "a.csv").write_text("data,uar\nreal,0.5\nreal,0.6\n")
    (tmp_path / "b.csv").write_text("data,f1\nreal,0.5\n")
    tally = Tally()
    csv_tables.compare(tmp_path / "a.csv", tmp_path / "b.csv", tally)
    assert places(tally) == {
        "column uar": ("a column", NOTHING), "column f1": (NOTHING, "a column"), "number of rows": (2, 1),
    }  # fmt: skip


@pytest.fixture
def checkpoints(tmp_path):
    tensors = {"fold0/weight": np.arange(6.0).reshape(2, 3), "fold0/bias": np.zeros(2, dtype=np.float32)}
    save_weights(tensors, tmp_path / "a.safetensors")
    return tmp_path, tensors


def checkpoint(folder, tensors):
    save_weights(tensors, folder / "b.safetensors")
    tally = Tally()
    weights.compare(folder / "a.safetensors", folder / "b.safetensors", tally)
    return tally


def test_a_weight_is_named_by_tensor_and_index(checkpoints):
    folder, tensors = checkpoints
    tensors["fold0/weight"][1, 2] += 1e-12
    tally = checkpoint(folder, tensors)
    assert list(places(tally)) == ["tensor fold0/weight [1, 2]"]
    assert tally.identical == 7
    assert weights.count(folder / "a.safetensors") == (8, 2)


def test_tensors_of_another_shape_or_name_differ(checkpoints):
    folder, tensors = checkpoints
    tensors = {"fold0/weight": tensors["fold0/weight"].T, "fold0/offset": tensors["fold0/bias"]}
    told = places(checkpoint(folder, tensors))
    assert told["tensor fold0/weight"] == ("float64 [2, 3]", "float64 [3, 2]")
    assert told["tensor fold0/bias"] == ("float32 [2]", NOTHING)
    assert told["tensor fold0/offset"] == (NOTHING, "float32 [2]")


def test_a_raw_file_with_another_hash_is_named(tmp_path):
    (tmp_path / "a").write_text("aa  audio/x.wav\nbb  audio/y z.wav\n")
    (tmp_path / "b").write_text("aa  audio/x.wav\ncc  audio/y z.wav\ndd  more.csv\n")
    tally = Tally()
    hash_lists.compare(tmp_path / "a", tmp_path / "b", tally)
    assert places(tally) == {"raw file audio/y z.wav": ("bb", "cc"), "raw file more.csv": (NOTHING, "dd")}

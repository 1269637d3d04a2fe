"""CSV files: all that is structurally wrong is told at once."""

import pytest

from affectflow.errors import CorpusError
from affectflow.ingest.files.csv_files import read_files


def write(root, text, name="a.csv", encoding="utf-8"):
    (root / name).write_bytes(text.encode(encoding))


def read(root, *columns):
    return read_files(root, {"a.csv": columns})["a.csv"]


def test_cells_are_text_and_blank_cells_missing(tmp_path):
    write(tmp_path, "x,y\n 01 ,NA\n  ,é\n")
    frame = read(tmp_path, "x", "y")
    assert frame["x"].tolist()[0] == "01"
    assert frame["x"].isna().tolist() == [False, True]
    assert frame["y"].tolist() == ["NA", "é"]


def test_rows_are_numbered_as_in_a_spreadsheet_and_blank_ones_left_out(tmp_path):
    write(tmp_path, "x,y\n1,2\n\n,\n3,4\n")
    assert read(tmp_path, "x", "y")["row"].tolist() == [2, 5]


def test_a_byte_order_mark_and_blanks_in_the_header_do_no_harm(tmp_path):
    write(tmp_path, "x , y\n1,2\n", encoding="utf-8-sig")
    assert list(read(tmp_path, "x", "y").columns) == ["row", "x", "y"]


def test_further_columns_are_ignored(tmp_path):
    write(tmp_path, "x,z\n1,2\n")
    assert list(read(tmp_path, "x").columns) == ["row", "x"]


def test_every_absent_file_and_column_is_told_with_the_likely_spelling(tmp_path):
    write(tmp_path, "raterid,colour\n1,2\n")
    with pytest.raises(CorpusError) as caught:
        read_files(tmp_path, {"a.csv": ("rater_id", "label"), "b.csv": ("x",)})
    first, second, third = caught.value.problems
    assert (first.found, first.hint) == ("no column 'rater_id'", "Did you mean 'raterid'?")
    assert second.found == "no column 'label'"
    assert (third.file, third.found) == ("b.csv", "no such file")


@pytest.mark.parametrize("text", ["x,y\n1,2,3\n", "x,y\n1,2\n1,2,3\n", ""])
def test_a_ragged_or_blank_file_is_an_error(tmp_path, text):
    write(tmp_path, text)
    with pytest.raises(CorpusError, match="as many cells"):
        read(tmp_path, "x", "y")


def test_other_encodings_are_an_error(tmp_path):
    write(tmp_path, "x\né\n", encoding="latin-1")
    with pytest.raises(CorpusError, match="UTF-8"):
        read(tmp_path, "x")


def test_the_column_without_a_name_can_be_asked_for(tmp_path):
    write(tmp_path, '"","x"\n"1","a"\n')
    assert read(tmp_path, "", "x").values.tolist() == [[2, "1", "a"]]


def test_a_blank_name_in_the_header_is_told_where_a_column_is_missed(tmp_path):
    write(tmp_path, "x,,z\n1,2,3\n")
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, "x", "label")
    assert str(caught.value) == "a.csv: header: found no column 'label'; allowed: x, label. Column 2 has no name."


def test_a_column_that_stands_twice_is_an_error(tmp_path):
    write(tmp_path, "x,y,x\n1,2,3\n")
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, "x", "y")
    assert str(caught.value) == "a.csv: header: found column 'x' 2 times; allowed: each column once."
    assert read(tmp_path, "y")["y"].tolist() == ["2"]

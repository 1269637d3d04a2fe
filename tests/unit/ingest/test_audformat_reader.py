"""The reader of audformat databases: published layouts, and cells that audformat itself would drop without a word."""

import audformat
import pandas as pd
import pytest
from small_corpora import wav

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus


@pytest.fixture
def root(tmp_path):
    """Three files by two speakers, two named raters, a gold standard, segments, a split."""
    files = [wav(tmp_path / f"wav/{n}.wav", level=ord(n)).relative_to(tmp_path).as_posix() for n in "abc"]
    db = audformat.Database("mine")
    db.schemes["emotion"] = audformat.Scheme("str", labels=["anger", "joy"])
    db.schemes["valence"] = audformat.Scheme("float", minimum=-1, maximum=1)
    db.schemes["speaker"] = audformat.Scheme("int", labels={1: "female", 2: "male"})
    db.schemes["transcription"] = audformat.Scheme("str", labels={"t1": "Hello.", "t2": "Bye."})
    db.raters["anna"], db.raters["bert"] = audformat.Rater(), audformat.Rater()
    db.splits["test"] = audformat.Split("test")
    index = audformat.filewise_index(files)
    db["files"] = audformat.Table(index)
    for column, scheme, values in (
        ("speaker", "speaker", [1, 2, 2]),
        ("transcription", "transcription", ["t1", "t2", "t1"]),
    ):
        db["files"][column] = audformat.Column(scheme_id=scheme)
        db["files"][column].set(values)
    db["votes"] = audformat.Table(index, split_id="test")
    for column, rater, values in (("e1", "anna", ["joy", "joy", None]), ("e2", "bert", ["joy", "anger", "anger"])):
        db["votes"][column] = audformat.Column(scheme_id="emotion", rater_id=rater)
        db["votes"][column].set(values)
    db["parts"] = audformat.Table(audformat.segmented_index([files[0], files[0]], ["0s", "0.05s"], ["0.05s", "0.1s"]))
    db["parts"]["valence"] = audformat.Column(scheme_id="valence")
    db["parts"]["valence"].set([0.5, -0.5])
    db.save(str(tmp_path), storage_format="csv")
    return tmp_path


def reader(**parts):
    rated = {"scale": "emotion", "table": "votes", "columns": ["e1", "e2"]}
    cells = {"speaker": {"table": "files", "column": "speaker"}}
    return {"kind": "audformat", "ratings": [rated], "splits": ["votes"]} | cells | parts


def test_filewise_tables_with_raters_of_the_header(root):
    corpus = read_corpus(reader(transcript={"table": "files", "column": "transcription"}), root)
    assert corpus.items["item_id"].tolist() == ["wav/a.wav", "wav/b.wav", "wav/c.wav"]
    assert corpus.items["speaker_id"].tolist() == ["1", "2", "2"]
    assert corpus.items["transcript"].tolist() == ["Hello.", "Bye.", "Hello."]
    assert corpus.items["condition"].tolist() == ["test"] * 3
    assert corpus.items["duration"].tolist() == [0.1] * 3
    assert corpus.ratings[["rater_id", "label"]].to_numpy().tolist() == [
        ["anna", "joy"], ["bert", "joy"], ["anna", "joy"], ["bert", "anger"], ["bert", "anger"],
    ]  # fmt: skip
    assert corpus.quarantine[["reason", "found"]].to_numpy().tolist() == [["missing_cell", "1 empty cells"]]


def test_segments_are_items_without_audio(root):
    rated = {"scale": "valence", "table": "parts", "columns": ["valence"]}
    corpus = read_corpus(reader(ratings=[rated], splits=[]), root)
    assert corpus.items["item_id"].tolist() == ["wav/a.wav#0-0.05", "wav/a.wav#0.05-0.1"]
    assert corpus.items["speaker_id"].tolist() == ["1", "1"]
    assert corpus.items["audio"].isna().all()
    assert corpus.items["duration"].tolist() == pytest.approx([0.05, 0.05])
    assert corpus.ratings["rater_id"].tolist() == ["unnamed:1", "unnamed:1"]


@pytest.mark.parametrize(
    ("table", "old", "new", "reason", "place"),
    [
        ("votes", "a.wav,joy,", "a.wav,jo,", "unknown_label", "row 2, column 'e1'"),
        ("parts", "0.5\n", "1.5\n", "out_of_range", "row 2, column 'valence'"),
        ("parts", "0.5\n", "much\n", "not_a_number", "row 2, column 'valence'"),
    ],
)
def test_cells_outside_of_their_scheme_are_set_aside(root, table, old, new, reason, place):
    path = root / f"db.{table}.csv"
    path.write_text(path.read_text().replace(old, new, 1))
    rated = [*reader()["ratings"], {"scale": "valence", "table": "parts", "columns": ["valence"]}]
    aside = read_corpus(reader(ratings=rated), root).quarantine.set_index("reason")
    assert aside.loc[reason, ["file", "place"]].tolist() == [f"db.{table}.csv", place]


def test_names_that_the_header_lacks_are_told_all_at_once(root):
    rated = [{"scale": "e", "table": "vote", "columns": ["e1"]}, {"scale": "e", "table": "votes", "columns": ["e3"]}]
    with pytest.raises(CorpusError) as error:
        read_corpus(reader(ratings=rated, speaker={"table": "files", "column": "speakers"}), root)
    text = str(error.value)
    assert "Did you mean 'votes'?" in text
    assert "no column 'e3' in the table 'votes'" in text
    assert "Did you mean 'speaker'?" in text


def test_a_header_under_another_name_is_told(root):
    with pytest.raises(CorpusError, match=r"bd\.yaml: found no such file; allowed: db\.yaml"):
        read_corpus(reader(name="bd"), root)


def test_pickled_tables_are_not_run(root):
    (root / "db.votes.csv").rename(root / "db.votes.pkl")
    with pytest.raises(CorpusError, match="a pickle runs code"):
        read_corpus(reader(), root)


def test_parquet_tables_read_alike(root):
    before = read_corpus(reader(), root)
    db = audformat.Database.load(str(root), load_data=True)
    for path in root.glob("db.*.csv"):
        path.unlink()
    db.save(str(root), storage_format="parquet")
    after = read_corpus(reader(), root)
    pd.testing.assert_frame_equal(before.items, after.items)
    pd.testing.assert_frame_equal(before.ratings, after.ratings)


def test_raters_can_be_hidden(root):
    corpus = read_corpus(reader(), root, pseudonyms=Pseudonyms("mine", ("rater_id", "speaker_id"), b"k" * 32))
    assert corpus.ratings["rater_id"].str.startswith("R-").all()
    assert corpus.items["speaker_id"].str.startswith("S-").all()

"""The parlor reader, on small corpora and on what happens to them."""

import hashlib
import shutil

import pytest
from small_corpora import append, cut, edit, parlor, wav

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus


@pytest.fixture
def root(tmp_path):
    return parlor(tmp_path)


def test_a_sound_corpus_is_read_whole(root):
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.items["item_id"].tolist() == ["t0", "t1", "t2"]
    assert corpus.items["duration"].tolist() == [0.1] * 3
    assert len(corpus.ratings) == 6
    assert corpus.outcomes["value"].dropna().tolist() == [30.5]
    assert corpus.quarantine.empty


def test_the_hash_is_over_audio_then_video(root):
    both = (root / "audio/t1.wav").read_bytes() + (root / "video/t1.avi").read_bytes()
    items = read_corpus({"kind": "parlor"}, root).items.set_index("item_id")
    assert items.loc["t1", "sha256"] == hashlib.sha256(both).hexdigest()


@pytest.mark.parametrize(
    ("file", "damage", "reason"),
    [
        ("audio/t1.wav", lambda path: path.unlink(), "absent"),
        ("audio/t1.wav", lambda path: cut(path, 10), "truncated"),
        ("audio/t1.wav", lambda path: wav(path, frames=0), "empty"),
        ("video/t1.avi", lambda path: path.unlink(), "absent"),
        ("video/t1.avi", lambda path: cut(path, 10), "truncated"),
        ("video/t1.avi", lambda path: path.write_bytes(b"nothing"), "not_avi"),
    ],
)
def test_an_item_with_a_broken_recording_is_left_out_with_its_ratings(root, file, damage, reason):
    damage(root / file)
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.items["item_id"].tolist() == ["t0", "t2"]
    assert "t1" not in corpus.ratings["item_id"].tolist()
    told = corpus.quarantine.set_index("reason")
    assert told.loc[reason, ["stage", "item_id", "file"]].tolist() == ["ingest", "t1", file]
    assert told.loc["item_left_out", "found"] == "2 ratings of 't1'"


def test_one_recording_under_two_names_leaves_both_out(root):
    shutil.copy(root / "audio/t0.wav", root / "audio/t2.wav")
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.items["item_id"].tolist() == ["t1"]
    told = corpus.quarantine[corpus.quarantine["reason"] == "identical_audio"]
    assert told["item_id"].tolist() == ["t0", "t2"]


def test_an_empty_transcript_is_missing_and_the_item_stays(root):
    edit(root / "turns.csv", "Hello 1.", "")
    items = read_corpus({"kind": "parlor"}, root).items.set_index("item_id")
    assert items["transcript"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("t1,s1,", "t1,,", "missing_cell"),
        ("t1,s1,", "t0,s1,", "duplicate_item"),
        ("s1a,all,anger", "s1a,all,rage", "unknown_label"),
        ("audio/t1.wav", "../t1.wav", "outside_corpus"),
        ("audio/t1.wav", "/etc/hostname", "outside_corpus"),
        ("audio/t1.wav,video/t1.avi", ",", "missing_cell"),
    ],
)
def test_a_faulty_turn_is_set_aside(root, old, new, reason):
    edit(root / "turns.csv", old, new)
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.items["item_id"].tolist() == ["t0", "t2"]
    assert reason in corpus.quarantine["reason"].tolist()


def test_an_item_may_lack_film_or_sound(root):
    edit(root / "turns.csv", "audio/t1.wav", "")
    edit(root / "turns.csv", "video/t2.avi", "")
    items = read_corpus({"kind": "parlor"}, root).items.set_index("item_id")
    assert items["duration"].isna().tolist() == [False, True, False]
    assert items.loc["t2", "sha256"] == hashlib.sha256((root / "audio/t2.wav").read_bytes()).hexdigest()


def test_a_second_rating_is_told_with_its_row(root):
    append(root / "ratings.csv", "t0,r1,emotion,neutral\n")
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.quarantine[["reason", "place"]].values.tolist() == [["duplicate_rating", "row 8, column 'label'"]]
    assert set(corpus.ratings["label"]) == {"anger"}


def test_what_is_structurally_wrong_in_all_files_is_told_at_once(root):
    edit(root / "ratings.csv", "rater_id", "rater")
    edit(root / "turns.csv", "transcript", "words")
    (root / "outcomes.csv").unlink()
    with pytest.raises(CorpusError) as caught:
        read_corpus({"kind": "parlor"}, root)
    assert [problem.file for problem in caught.value.problems] == ["turns.csv", "ratings.csv", "outcomes.csv"]
    assert "Did you mean 'rater'?" in str(caught.value)


def test_an_absent_folder_is_told(tmp_path):
    with pytest.raises(CorpusError, match="no such folder"):
        read_corpus({"kind": "parlor"}, tmp_path / "nowhere")

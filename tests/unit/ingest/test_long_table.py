"""The reader of tables whose columns a user names: long and wide form, every trap with its message."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from small_corpora import wav

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus
from affectflow.studies.readers.open_tables import LongTable

EMOTION = {"labels": ["anger", "joy", "sadness"], "words": {"A": "anger"}}
LONG = {"files": ["votes.csv"], "item": "clip", "rater": "who", "answer": "vote", "scale": "emotion"}


def reader(**parts):
    return {"kind": "long_table", "scales": {"emotion": EMOTION}, "ratings": [LONG]} | parts


def written(root, name, *lines, encoding="utf-8"):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return root


def told(corpus):
    return [tuple(row) for row in corpus.quarantine[["reason", "place", "found"]].itertuples(index=False)]


def test_long_form_with_words_of_the_files(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote,spare", "c1,r1,A,x", "c1,r2,joy,", "c2,r1,sadness,x")
    corpus = read_corpus(reader(), tmp_path)
    assert corpus.quarantine.empty
    assert corpus.ratings[["item_id", "rater_id", "scale", "label"]].to_numpy().tolist() == [
        ["c1", "r1", "emotion", "anger"],
        ["c1", "r2", "emotion", "joy"],
        ["c2", "r1", "emotion", "sadness"],
    ]
    assert corpus.items[["item_id", "speaker_id", "condition"]].to_numpy().tolist() == [
        ["c1", "c1", "all"],
        ["c2", "c2", "all"],
    ]


@pytest.mark.parametrize(
    ("row", "reason", "place", "found", "allowed"),
    [
        ("c1,r9,jo", "unknown_label", "row 3, column 'vote'", "jo", "Did you mean 'joy'?"),
        ("c1,r9,", "missing_cell", "row 3, column 'vote'", "nothing", "a value"),
        ("c1,,joy", "missing_cell", "row 3, column 'who'", "nothing", "a value"),
        (",r9,joy", "missing_cell", "row 3, column 'clip'", "nothing", "a value"),
        ("c1,r1,anger", "duplicate_rating", "row 3, column 'scale'", "emotion", "the first is kept"),
        ("c1,JÃ¼rgen,joy", "mojibake", "row 3, column 'who'", "JÃ¼rgen", "encoding"),
        ("c1,J\ufffdrgen,joy", "mojibake", "row 3, column 'who'", "J\ufffdrgen", "encoding"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason_and_place(tmp_path, row, reason, place, found, allowed):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,r1,joy", row, "c2,r1,joy")
    corpus = read_corpus(reader(), tmp_path)
    assert len(corpus.ratings) == 2
    (aside,) = corpus.quarantine.to_dict("records")
    assert (aside["file"], aside["reason"], aside["place"]) == ("votes.csv", reason, place)
    assert aside["found"].startswith(found)
    assert allowed in aside["allowed"]


def test_right_umlauts_are_no_mojibake(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,Jürgen Ærøskøbing,joy", "c1,Ângela São,joy")
    assert len(read_corpus(reader(), tmp_path).ratings) == 2


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("9,5", "out_of_range"), ("3.5", "not_a_number"), ("high", "not_a_number"), ("inf", "not_a_number")],
)
def test_numbers_out_of_range_and_words_are_set_aside(tmp_path, cell, reason):
    written(tmp_path, "votes.csv", "clip;who;dim;score", "c1;r1;Valence;2,5", f"c1;r2;Valence;{cell}", "c1;r1;Mood;2")
    long = {
        "files": ["votes.csv"],
        "writing": {"delimiter": ";", "decimal": ","},
        "item": "clip",
        "rater": "who",
        "answer": "score",
        "scale_column": "dim",
    }
    scales = {"valence": {"low": 1, "high": 9, "called": "Valence"}}
    corpus = read_corpus(reader(scales=scales, ratings=[long]), tmp_path)
    assert corpus.ratings[["rater_id", "scale", "value"]].to_numpy().tolist() == [["r1", "valence", 2.5]]
    aside = corpus.quarantine.set_index("reason")["allowed"]
    assert set(aside.index) == {"unknown_scale", reason}
    assert aside[reason] == "a number from 1 to 9"


def test_wide_form_counts_empty_cells_and_numbers_unnamed_raters(tmp_path):
    written(tmp_path, "wide.tsv", "text\tV\tA", "t1\t3\t4", "t1\t2\t", "t2\tNA\t1")
    wide = {"files": ["*.tsv"], "item": "text", "columns": {"v": "V", "a": "A"}, "writing": {"missing": ["NA"]}}
    scales = {"v": {"low": 1, "high": 5}, "a": {"low": 1, "high": 5}}
    corpus = read_corpus(reader(scales=scales, ratings=[wide]), tmp_path)
    assert corpus.ratings[["item_id", "rater_id", "scale", "value"]].to_numpy().tolist() == [
        ["t1", "unnamed:1", "a", 4.0],
        ["t1", "unnamed:1", "v", 3.0],
        ["t1", "unnamed:2", "v", 2.0],
        ["t2", "unnamed:1", "a", 1.0],
    ]
    assert sorted(told(corpus)) == [
        ("missing_cell", "column 'A'", "1 empty cells"),
        ("missing_cell", "column 'V'", "1 empty cells"),
    ]


def test_sets_are_sorted_and_joined(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,r1,sadness; A", "c1,r2,joy;rage")
    scales = {"emotion": EMOTION | {"separator": ";"}}
    corpus = read_corpus(reader(scales=scales), tmp_path)
    assert corpus.ratings["label"].tolist() == ["anger|sadness"]
    assert told(corpus)[0][0] == "unknown_label"


def test_a_column_that_is_not_there_is_told_with_the_near_one_all_at_once(tmp_path):
    written(tmp_path, "votes.csv", "clips,who,votes", "c1,r1,joy")
    items = {"files": ["items.csv"], "item": "clip"}
    with pytest.raises(CorpusError) as error:
        read_corpus(reader(items=items), tmp_path)
    text = str(error.value)
    assert "no column 'clip'" in text
    assert "Did you mean 'clips'?" in text
    assert "Did you mean 'votes'?" in text
    assert "items.csv: found no such file" in text


def test_a_file_in_another_encoding_is_told(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,Jürgen,joy", encoding="latin-1")
    with pytest.raises(CorpusError, match=r"text that is not utf-8.*writing.encoding"):
        read_corpus(reader(), tmp_path)
    latin = LONG | {"writing": {"encoding": "latin-1"}}
    assert read_corpus(reader(ratings=[latin]), tmp_path).ratings["rater_id"].tolist() == ["Jürgen"]


def test_blank_and_repeated_column_names_are_told(tmp_path):
    written(tmp_path, "votes.csv", ",clip,who,vote,note,note", "0,c1,r1,joy,a,b")
    corpus = read_corpus(reader(), tmp_path)
    assert len(corpus.ratings) == 1
    assert [(r, p) for r, p, _ in told(corpus)] == [
        ("blank_column_name", "header, column 1"),
        ("duplicate_column_name", "header, column 6"),
    ]


@pytest.fixture
def clips(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,r1,joy", "c2,r1,anger", "c2,r2,anger", "c3,r1,joy", "c9,r1,joy")
    written(tmp_path, "clips.csv", "clip,speaker,text", "c1,s1,so", "c2,s1,ach", "c3,s2,na", "c3,s1,na")
    for number in (1, 2, 3):
        wav(tmp_path / f"wav/c{number}.wav", level=number)
    return tmp_path


DESCRIBED = {
    "files": ["clips.csv"], "item": "clip", "speaker": "speaker", "transcript": "text", "audio": "wav/{clip}.wav",
    "rate": 16000, "channels": 1,
}  # fmt: skip


def test_items_of_a_file_of_their_own(clips):
    corpus = read_corpus(reader(items=DESCRIBED), clips)
    assert corpus.items["item_id"].tolist() == ["c1", "c2", "c3"]
    assert corpus.items["audio"].tolist() == ["wav/c1.wav", "wav/c2.wav", "wav/c3.wav"]
    assert corpus.items["session_id"].tolist() == ["s1", "s1", "s2"]
    assert corpus.items["duration"].notna().all()
    assert [r for r, _, _ in told(corpus)] == ["duplicate_item", "unknown_item"]
    assert corpus.quarantine["item_id"].isna().all()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda path: path.unlink(), "absent"),
        (lambda path: path.write_bytes(path.read_bytes()[:-10]), "truncated"),
        (lambda path: wav(path, channels=2), "not_mono"),
        (lambda path: wav(path, rate=8000), "resampled"),
        (lambda path: path.write_bytes((path.parent / "c1.wav").read_bytes()), "identical_audio"),
    ],
)
def test_an_item_whose_recording_is_not_as_described_is_left_out_with_its_ratings(clips, damage, reason):
    damage(clips / "wav/c2.wav")
    corpus = read_corpus(reader(items=DESCRIBED), clips)
    assert "c2" not in corpus.items["item_id"].tolist()
    assert "c2" not in corpus.ratings["item_id"].tolist()
    aside = corpus.quarantine.set_index("reason")
    assert "c2" in aside.loc[[reason], "item_id"].tolist()
    assert "2 ratings of 'c2'" in aside.loc[["item_left_out"], "found"].tolist()


def test_a_path_out_of_the_corpus_is_not_followed(clips):
    corpus = read_corpus(reader(items=DESCRIBED | {"audio": "../{clip}.wav"}), clips)
    assert set(corpus.quarantine["reason"]) >= {"outside_corpus"}
    assert corpus.items.empty


def test_traces_from_the_names_of_files(tmp_path):
    written(tmp_path, "t/film_ann.csv", "ms,valence", "0,0.1", "500,0.2", "500,0.3", "1000,7", "1500,")
    traces = {
        "files": ["t/{film}_{rater}.csv"], "item": "film", "rater": "rater", "time": "ms", "unit": "ms",
        "columns": {"valence": "valence"},
    }  # fmt: skip
    corpus = read_corpus(
        {"kind": "long_table", "scales": {"valence": {"low": -1, "high": 1}}, "traces": [traces]}, tmp_path
    )
    assert corpus.traces[["item_id", "rater_id", "time", "value"]].to_numpy().tolist() == [
        ["film", "ann", 0.0, 0.1],
        ["film", "ann", 0.5, 0.2],
    ]
    assert sorted(r for r, _, _ in told(corpus)) == ["duplicate_moment", "missing_cell", "out_of_range"]


def test_timed_labels(tmp_path):
    written(tmp_path, "e.csv", "film,who,from,to,is,whom", "f,o1,1,2.5,joy,jenny", "f,o1,3,2,joy,", "f,o2,1,x,joy,")
    episodes = {
        "files": ["e.csv"], "item": "film", "rater": "who", "scale": "emotion", "label": "is", "onset": "from",
        "offset": "to", "subject": "whom",
    }  # fmt: skip
    corpus = read_corpus({"kind": "long_table", "scales": {"emotion": EMOTION}, "episodes": [episodes]}, tmp_path)
    assert corpus.episodes[["onset", "offset", "subject"]].to_numpy().tolist() == [[1.0, 2.5, "jenny"]]
    assert sorted(r for r, _, _ in told(corpus)) == ["ends_before_it_begins", "not_a_number"]


def test_identifiers_are_hidden_also_in_the_quarantine(tmp_path):
    written(tmp_path, "votes.csv", "clip,who,vote", "c1,Anna,joy", "c1,Bert,rage")
    hidden = Pseudonyms("mine", ("rater_id",), b"k" * 32)
    corpus = read_corpus(reader(), tmp_path, pseudonyms=hidden)
    assert corpus.ratings["rater_id"].str.startswith("R-").all()
    assert not corpus.quarantine["found"].str.contains("Bert").any()


def test_identifiers_in_names_of_files_cannot_be_hidden():
    traces = {
        "files": ["{film}_{rater}.csv"], "item": "film", "rater": "rater", "time": "t", "columns": {"v": "v"},
    }  # fmt: skip
    spec = LongTable.load({"kind": "long_table", "scales": {"v": {"low": 0, "high": 1}}, "traces": [traces]})
    assert spec.hides == {"session_id", "speaker_id"}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"scales": {"emotion": {}}}, "either labels, or open: true, or both low and high"),
        ({"scales": {"emotion": {"low": 1}}}, "either labels"),
        ({"scales": {"emotion": {"low": 2, "high": 1}}}, "low below high"),
        ({"ratings": [LONG | {"scale": "emotio"}]}, "emotio is not"),
        ({"ratings": [LONG | {"scale_column": "x"}]}, "either answer with one of"),
        ({"ratings": []}, "at least one of items"),
    ],
)
def test_what_a_reader_may_not_declare(parts, message):
    with pytest.raises(ValidationError, match=message):
        LongTable.load(reader(**parts))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["joy", "anger", "", "x"])), max_size=12)
)
def test_every_row_is_a_rating_or_told(tmp_path_factory, votes):
    root = tmp_path_factory.mktemp("long")
    written(root, "votes.csv", "clip,who,vote", *(f"c{i},r{r},{v}" for i, r, v in votes))
    corpus = read_corpus(reader(), root)
    assert len(corpus.ratings) + len(corpus.quarantine) == len(votes)
    assert np.isnan(corpus.ratings["value"]).all()


@pytest.mark.corpus("emobank")
def test_emobank_needs_no_code_and_gives_its_known_agreement():
    root = Path(os.environ["AFFECTFLOW_EMOBANK"])
    votes = {"files": ["corpus/individual_reader_ratings.csv"], "item": "id", "columns": {"valence": "V"}}
    declared = {
        "kind": "long_table",
        "scales": {"valence": {"low": 1, "high": 5}},
        "items": {"files": ["corpus/raw.csv"], "item": "id", "transcript": "text"},
        "ratings": [votes],
    }
    corpus = read_corpus(declared, root)
    assert (len(corpus.items), len(corpus.ratings)) == (10548, 53055)
    groups = corpus.ratings.groupby("item_id")["value"]
    paired = corpus.ratings[groups.transform("size") > 1]["value"]
    within = groups.agg(lambda v: v.var(ddof=1) * len(v) if len(v) > 1 else 0.0).sum() / len(paired)
    assert 1 - within / paired.var(ddof=1) == pytest.approx(0.344, abs=5e-4)

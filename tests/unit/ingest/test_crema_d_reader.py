"""The CREMA-D reader, on small corpora and on the published vote tables."""

import os
from pathlib import Path

import pytest
from small_corpora import append, edit, wav
from speech_corpora import CREMA_D, crema_d, crema_d_answers, text

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus
from affectflow.tables import named

COUNTS = "processedResults/tabulatedVotes.csv"
ANSWERS = "finishedResponses.csv"


def read(root):
    return read_corpus({"kind": "crema_d"}, root)


def test_a_clip_tells_actor_sentence_emotion_and_level(tmp_path):
    items = read(crema_d(tmp_path)).items.set_index("item_id")
    assert items.loc["1001_IEO_HAP_LO", ["speaker_id", "condition", "intended", "transcript"]].tolist() == [
        "1001", "low", "happiness", "It's eleven o'clock.",
    ]  # fmt: skip
    assert items.loc["1001_IEO_HAP_LO", "audio"] == "AudioWAV/1001_IEO_HAP_LO.wav"
    assert items.loc["1001_IEO_HAP_LO", "duration"] == 0.1


def test_the_one_clip_whose_file_is_named_otherwise_has_its_sound(tmp_path):
    items = read(crema_d(tmp_path)).items.set_index("item_id")
    assert items.loc["1040_ITH_SAD_XX", "audio"] == "AudioWAV/1040_ITH_SAD_X.wav"


def test_counts_become_votes_of_unnamed_raters_by_presentation(tmp_path):
    corpus = read(crema_d(tmp_path))
    assert corpus.quarantine.empty
    assert not named(corpus.ratings).any()
    votes = corpus.ratings.groupby(["scale", "item_id", "label"]).size()
    assert votes["emotion_voice", "1001_IEO_HAP_LO"].to_dict() == {"happiness": 2, "neutral": 10}
    assert corpus.ratings.groupby("scale").size().to_dict() == dict.fromkeys(
        ["emotion_audiovisual", "emotion_face", "emotion_voice"], 36
    )


def test_answers_are_preferred_and_late_ones_set_aside_as_in_the_counts(tmp_path):
    corpus = read(crema_d_answers(tmp_path))
    assert corpus.ratings[["item_id", "rater_id", "scale", "label"]].values.tolist() == [
        ["1001_IEO_HAP_LO", "p7", "emotion_audiovisual", "happiness"],
        ["1001_IEO_HAP_LO", "p8", "emotion_audiovisual", "happiness"],
        ["1001_IEO_NEU_XX", "p7", "emotion_voice", "happiness"],
    ]
    assert corpus.quarantine[["file", "place", "reason", "allowed"]].values.tolist() == [
        [ANSWERS, "row 4, column 'questNum'", "slow_answer", "a first click within 10 s"]
    ]


def test_participants_can_be_hidden_also_where_their_answers_are_set_aside(tmp_path):
    hidden = Pseudonyms("crema_d", ("rater_id",), b"k" * 64)
    corpus = read_corpus({"kind": "crema_d"}, crema_d_answers(tmp_path), pseudonyms=hidden)
    assert corpus.ratings["rater_id"].str.match(r"R-\w{10}").all()
    assert not corpus.quarantine["found"].str.contains("p8").any()


def test_without_first_clicks_no_answer_is_known_to_be_late(tmp_path):
    (crema_d_answers(tmp_path) / "finishedEmoResponses.csv").unlink()
    assert len(read(tmp_path).ratings) == 4


def test_an_answer_given_twice_counts_once_and_names_the_files_column(tmp_path):
    append(crema_d_answers(tmp_path) / ANSWERS, f"9,p7,2,A_10,900,1,0,1,2,4,{CREMA_D[0]},7,A,10,N,NA,X\n")
    told = read(tmp_path).quarantine
    again = told[told["reason"] == "duplicate_rating"]
    assert again["place"].tolist() == ["row 6, column 'respEmo'"]


def test_clips_without_recordings_are_usable(tmp_path):
    crema_d(tmp_path)
    for path in (tmp_path / "AudioWAV").iterdir():
        path.unlink()
    corpus = read(tmp_path)
    assert corpus.items["audio"].isna().all()
    assert corpus.items["sha256"].isna().all()
    assert (len(corpus.items), len(corpus.ratings), len(corpus.quarantine)) == (3, 108, 0)


@pytest.mark.parametrize(
    ("old", "new", "reason", "found", "allowed"),
    [
        ('"100001",0', '"100002",0', "other_number", "100002", "the clip's number in SentenceFilenames.csv"),
        ('"100001",0', '"400001",0', "unknown_scale", "400001", "100000, 200000 or 300000 and the clip's number"),
        ('"100001",0', '"100001",-1', "not_a_count", "-1", "a whole number of votes"),
        ('"100001",0', '"100001",1', "votes_do_not_add_up", "11", "the sum of the six counts"),
        ('"1001_IEO_NEU_XX",11', '"1001_IEO_NEU_X",11', "unknown_item", "1001_IEO_NEU_X",
         "a clip of SentenceFilenames.csv"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_told(tmp_path, old, new, reason, found, allowed):
    path = crema_d(tmp_path) / COUNTS
    path.write_text(path.read_text().replace(old, new, 1))
    told = read(tmp_path).quarantine
    assert told["reason"].tolist() == [reason]
    assert told["found"].iloc[0].split(",")[0] == found
    assert told["allowed"].iloc[0] == allowed
    assert told["item_id"].isna().all()


def test_a_table_whose_first_column_got_a_name_is_an_error_that_says_what_was_expected(tmp_path):
    edit(crema_d(tmp_path) / COUNTS, '"","A"', '"X","A"')
    with pytest.raises(CorpusError) as caught:
        read(tmp_path)
    assert str(caught.value).startswith(f"{COUNTS}: header: found no column ''; allowed: (no name), fileName")


def test_a_renamed_clip_is_set_aside_with_its_recording(tmp_path):
    edit(crema_d(tmp_path) / "SentenceFilenames.csv", "1001_IEO_HAP_LO", "1001_IEO_JOY_LO")
    told = read(tmp_path).quarantine.set_index("reason")
    assert told.loc["not_crema_d_name", "item_id"] == "1001_IEO_JOY_LO"
    strays = told.loc[["unknown_item"]]
    assert strays["file"].tolist() == ["AudioWAV/1001_IEO_HAP_LO.wav", *[COUNTS] * 3]


def test_neither_answers_nor_counts_is_an_error(tmp_path):
    (crema_d(tmp_path) / COUNTS).unlink()
    with pytest.raises(CorpusError, match="no such file"):
        read(tmp_path)


def test_flash_videos_are_looked_into(tmp_path):
    crema_d(tmp_path)
    header = b"FLV\x01\x05\0\0\0\x09\0\0\0\0"
    for name, content in ((CREMA_D[0], header + b"\x08tag"), (CREMA_D[1], header)):
        (tmp_path / "VideoFlash").mkdir(exist_ok=True)
        (tmp_path / f"VideoFlash/{name}.flv").write_bytes(content)
    corpus = read(tmp_path)
    assert corpus.items["video"].dropna().tolist() == [f"VideoFlash/{CREMA_D[0]}.flv"]
    assert corpus.quarantine[["file", "reason", "found"]].values.tolist() == [
        [f"VideoFlash/{CREMA_D[1]}.flv", "empty", "0 tags"]
    ]


def test_files_that_git_lfs_did_not_fetch_are_said_to_be_that(tmp_path):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 70000\n"
    text(crema_d(tmp_path) / "AudioWAV/1001_IEO_NEU_XX.wav", pointer)
    told = read(tmp_path).quarantine
    assert told[["reason", "found", "allowed"]].values.tolist() == [
        ["not_fetched", "a pointer of Git LFS", "the recording itself; `git lfs pull` fetches it"]
    ]


def test_one_sound_under_two_names_is_no_ones(tmp_path):
    wav(crema_d(tmp_path) / "AudioWAV/1001_IEO_NEU_XX.wav", level=2)
    corpus = read(tmp_path)
    assert corpus.items["audio"].dropna().tolist() == ["AudioWAV/1040_ITH_SAD_X.wav"]
    assert corpus.quarantine["found"].unique().tolist() == ["the same bytes as 1001_IEO_HAP_LO, 1001_IEO_NEU_XX"]
    assert len(corpus.ratings) == 108


@pytest.mark.corpus("crema_d")
def test_the_published_counts_are_read_whole():
    corpus = read(Path(os.environ["AFFECTFLOW_CREMA_D"]))
    assert (len(corpus.items), corpus.items["speaker_id"].nunique(), len(corpus.quarantine)) == (7442, 91, 0)
    if not named(corpus.ratings).any():
        assert corpus.ratings.groupby("scale").size().to_dict() == {
            "emotion_audiovisual": 71778, "emotion_face": 71654, "emotion_voice": 68568,
        }  # fmt: skip

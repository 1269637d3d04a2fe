"""The Emo-DB reader, on small corpora and on the recordings."""

import os
from pathlib import Path

import pytest
from small_corpora import cut, wav

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus

HEADER = "Nr.\tSatz\terkannt\tnatuerlich"
PAD = "\xa0" * 6


def test_a_code_tells_speaker_sentence_and_emotion(tmp_path):
    wav(tmp_path / "wav/03a01Wa.wav")
    item = read_corpus({"kind": "emodb"}, tmp_path).items.iloc[0]
    assert item[["item_id", "speaker_id", "session_id", "condition", "intended", "audio"]].tolist() == [
        "03a01Wa", "03", "03", "all", "anger", "wav/03a01Wa.wav",
    ]  # fmt: skip
    assert item["transcript"] == "Der Lappen liegt auf dem Eisschrank."
    assert item["duration"] == 0.1


def test_every_letter_has_its_class(tmp_path):
    for level, letter in enumerate("WLEAFTN"):
        wav(tmp_path / f"wav/03a01{letter}a.wav", level=level)
    items = read_corpus({"kind": "emodb"}, tmp_path).items.set_index("item_id")["intended"]
    assert {code[5]: label for code, label in items.items()} == {
        "W": "anger", "L": "boredom", "E": "disgust", "A": "fear", "F": "happiness", "T": "sadness", "N": "neutral",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "options", "reason"),
    [
        ("wav/interview.wav", {}, "not_emodb_code"),
        ("wav/99a01Wa.wav", {}, "not_emodb_code"),
        ("wav/03c01Wa.wav", {}, "not_emodb_code"),
        ("Happy/03a01Wa.wav", {}, "class_folder_disagrees"),
        ("wav/03a01Wa.wav", {"rate": 22050}, "resampled"),
        ("wav/03a01Wa.wav", {"channels": 2}, "not_mono"),
        ("wav/03a01Wa.wav", {"frames": 0}, "empty"),
    ],
)
def test_a_faulty_recording_is_set_aside(tmp_path, path, options, reason):
    wav(tmp_path / "wav/08a01Wa.wav", level=7)
    wav(tmp_path / path, **options)
    corpus = read_corpus({"kind": "emodb"}, tmp_path)
    assert corpus.items["item_id"].tolist() == ["08a01Wa"]
    assert corpus.quarantine[["file", "reason"]].values.tolist() == [[path, reason]]
    assert corpus.quarantine["item_id"].isna().tolist() == [reason == "not_emodb_code"]


def test_a_truncated_recording_is_set_aside(tmp_path):
    cut(wav(tmp_path / "wav/03a01Wa.wav"), 4)
    corpus = read_corpus({"kind": "emodb"}, tmp_path)
    assert corpus.items.empty
    assert corpus.quarantine["reason"].tolist() == ["truncated"]


def test_of_two_files_of_one_code_the_first_is_kept(tmp_path):
    wav(tmp_path / "Angry/03a01Wa.wav")
    wav(tmp_path / "wav/03a01Wa.wav")
    corpus = read_corpus({"kind": "emodb"}, tmp_path)
    assert corpus.items["audio"].tolist() == ["Angry/03a01Wa.wav"]
    assert corpus.quarantine["found"].tolist() == ["the same bytes as Angry/03a01Wa.wav"]
    assert corpus.quarantine["item_id"].isna().all()


def test_one_recording_under_two_codes_leaves_both_out(tmp_path):
    for code in ("03a01Wa", "03a01Fa", "08a01Na"):
        wav(tmp_path / f"wav/{code}.wav", level=int(code[:2]))
    corpus = read_corpus({"kind": "emodb"}, tmp_path)
    assert corpus.items["item_id"].tolist() == ["08a01Na"]
    assert corpus.quarantine["item_id"].tolist() == ["03a01Fa", "03a01Wa"]


def test_the_listening_test_becomes_percentages_of_items_that_are_there(tmp_path):
    wav(tmp_path / "wav/03a01Wa.wav")
    lines = [HEADER, f"1\xa0\xa0\t03a01Ab.wav\t65,00{PAD}\t35,00{PAD}", f"2\t03a01Wa.wav\t97,50{PAD}\t100,00{PAD}"]
    (tmp_path / "erkennung.txt").write_bytes("\n".join(lines).encode("latin-1"))
    corpus = read_corpus({"kind": "emodb"}, tmp_path)
    assert corpus.ratings[["item_id", "rater_id", "scale", "value"]].values.tolist() == [
        ["03a01Wa", "listening_test", "natural", 100.0],
        ["03a01Wa", "listening_test", "recognised", 97.5],
    ]
    assert corpus.quarantine.empty


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2\t03a01Wa.wav\thigh\t35,00", "not_a_number"),
        ("2\t03a01Wa.wav\t165,00\t35,00", "out_of_range"),
        ("2\tsomething.wav\t65,00\t35,00", "not_emodb_code"),
        ("2\t08a01Wa.wav\t65,00\t35,00", "duplicate_rating"),
        ("2\t03a01Wa.wav\t65,00\t35,00\t1", "surplus_cells"),
    ],
)
def test_a_faulty_line_of_the_listening_test_is_set_aside(tmp_path, line, reason):
    wav(tmp_path / "wav/03a01Wa.wav")
    wav(tmp_path / "wav/08a01Wa.wav", level=7)
    text = "\n".join([HEADER, "1\t08a01Wa.wav\t90,00\t80,00", "", line])
    (tmp_path / "erkennung.txt").write_bytes(text.encode("latin-1"))
    told = read_corpus({"kind": "emodb"}, tmp_path).quarantine
    assert told["reason"].tolist() == [reason]
    assert told["place"].str.startswith("row 4").all()


def test_an_absent_column_of_the_listening_test_is_an_error(tmp_path):
    wav(tmp_path / "wav/03a01Wa.wav")
    (tmp_path / "erkennung.txt").write_text("Nr.\tSatz\terkant\tnatuerlich\n")
    with pytest.raises(CorpusError, match="Did you mean 'erkant'"):
        read_corpus({"kind": "emodb"}, tmp_path)


def test_a_folder_without_recordings_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="no wav file"):
        read_corpus({"kind": "emodb"}, tmp_path)


@pytest.mark.corpus("emodb")
def test_the_recordings_of_four_emotions_are_all_read():
    corpus = read_corpus({"kind": "emodb"}, Path(os.environ["AFFECTFLOW_EMODB"]))
    counts = corpus.items["intended"].value_counts().to_dict()
    assert counts == {"anger": 127, "neutral": 79, "happiness": 71, "sadness": 62}
    assert corpus.items["speaker_id"].nunique() == 10
    assert corpus.quarantine.empty


@pytest.mark.corpus("emodb")
def test_released_recordings_were_recognised_by_four_in_five_as_documented():
    ratings = read_corpus({"kind": "emodb"}, Path(os.environ["AFFECTFLOW_EMODB"])).ratings
    lowest = ratings.groupby("scale")["value"].min()
    assert len(ratings) == 2 * 339
    assert lowest["recognised"] >= 80

"""The readers of RAVDESS, IEMOCAP and MSP-Podcast: what a sound copy becomes, and what is told of a damaged one."""

import shutil

import pytest
from small_corpora import append, edit, wav
from speech_corpora import iemocap, msp_podcast, ravdess, text

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus


def told(corpus):
    return corpus.quarantine[["file", "reason", "found"]].values.tolist()


class TestRavdess:
    def test_a_take_joins_sound_and_film(self, tmp_path):
        items = read_corpus({"kind": "ravdess"}, ravdess(tmp_path)).items.set_index("item_id")
        assert items.loc["01-06-01-02-01-12", ["speaker_id", "condition", "intended"]].tolist() == [
            "12", "speech_normal", "fear",
        ]  # fmt: skip
        assert items.loc["01-06-01-02-01-12", "video"] == "Actor_12/01-01-06-01-02-01-12.mp4"
        assert items.loc["01-06-01-02-01-12", "transcript"] == "Dogs are sitting by the door."
        assert items["duration"].notna().all()

    def test_the_second_copy_of_an_archive_is_told_of(self, tmp_path):
        ravdess(tmp_path)
        shutil.copytree(tmp_path / "Actor_12", tmp_path / "copy/Actor_12")
        corpus = read_corpus({"kind": "ravdess"}, tmp_path)
        assert len(corpus.items) == 2
        assert told(corpus)[0][1:] == [
            "duplicate_item", "the same bytes as Actor_12/01-01-06-01-02-01-12.mp4",
        ]  # fmt: skip
        assert corpus.quarantine["item_id"].isna().all()

    @pytest.mark.parametrize(
        ("path", "options", "reason"),
        [
            ("Actor_12/03-01-09-01-01-01-12.wav", {}, "not_ravdess_code"),
            ("Actor_12/01-01-05-01-01-01-12.wav", {}, "not_ravdess_code"),
            ("Actor_11/03-01-05-01-01-01-12.wav", {}, "folder_disagrees"),
            ("Actor_12/03-01-05-01-01-01-12.wav", {"rate": 16000}, "resampled"),
            ("Actor_12/03-01-05-01-01-01-12.wav", {"channels": 2}, "not_mono"),
        ],
    )
    def test_a_file_that_cannot_be_is_set_aside(self, tmp_path, path, options, reason):
        wav(ravdess(tmp_path) / path, **({"rate": 48000, "level": 9} | options))
        corpus = read_corpus({"kind": "ravdess"}, tmp_path)
        assert corpus.quarantine["reason"].tolist() == [reason]
        assert len(corpus.items) == 2

    def test_a_folder_without_recordings_is_an_error(self, tmp_path):
        with pytest.raises(CorpusError, match="no recording"):
            read_corpus({"kind": "ravdess"}, tmp_path)


class TestIemocap:
    FILE = "Session1/dialog/EmoEvaluation/Ses01F_impro01.txt"

    def read(self, root):
        return read_corpus({"kind": "iemocap"}, root)

    def test_evaluators_and_actors_are_told_apart(self, tmp_path):
        corpus = self.read(iemocap(tmp_path))
        assert corpus.quarantine.empty
        rows = corpus.ratings[corpus.ratings["item_id"] == "Ses01F_impro01_F000"]
        labels = rows.dropna(subset=["label"])
        assert labels[["rater_id", "scale", "label"]].values.tolist() == [
            ["E2", "emotion", "neutral"], ["E3", "emotion", "anger|neutral"], ["F1", "emotion_self", "neutral"],
        ]  # fmt: skip
        values = rows.dropna(subset=["value"]).set_index(["rater_id", "scale"])["value"]
        assert values["E4"].to_dict() == {"activation": 3, "dominance": 3, "valence": 2}
        assert values["F1"].to_dict() == {"activation_self": 2, "dominance_self": 1, "valence_self": 3}

    def test_a_turn_has_speaker_session_words_and_sound(self, tmp_path):
        items = self.read(iemocap(tmp_path)).items.set_index("item_id")
        assert items.loc["Ses01F_impro01_M000", ["speaker_id", "session_id", "condition", "transcript"]].tolist() == [
            "Ses01M", "Ses01", "improvised", "Yes.",
        ]  # fmt: skip
        assert items["duration"].tolist() == [0.1, 0.1]

    @pytest.mark.parametrize(
        ("old", "new", "reason", "found"),
        [
            ("val 3; act 2; dom  2;", "val 6; act 2; dom  2;", "out_of_range", "6"),
            ("val 3; act 2; dom  2;", "val ; act 2; dom  2;", "missing_cell", "nothing"),
            ("val 3; act 2; dom  2;", "val three; act 2; dom  2;", "not_a_number", "three"),
            ("C-E2:\tNeutral;", "C-E2:\tBoredom;", "unknown_label", "Boredom"),
            ("C-E2:\tNeutral;", "CE2 Neutral", "unreadable_line", "CE2 Neutral\t()"),
            ("C-E3:\tNeutral; Anger;", "C-E2:\tAnger;", "duplicate_rating", "emotion"),
            ("Ses01F_impro01_M000\tfru", "Ses09F_impro01_M000\tfru", "not_iemocap_turn", "Ses09F_impro01_M000"),
        ],
    )
    def test_an_answer_that_cannot_be_is_set_aside(self, tmp_path, old, new, reason, found):
        edit(iemocap(tmp_path) / self.FILE, old, new)
        rows = [row for row in told(self.read(tmp_path)) if row[1] == reason]
        assert [row[0] for row in rows] == [self.FILE]
        assert rows[0][2].split(", item_id")[0] == found

    def test_a_recording_of_another_length_than_the_evaluations_say_is_set_aside(self, tmp_path):
        iemocap(tmp_path)
        file = "Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav"
        wav(tmp_path / file, frames=16000, level=9)
        corpus = self.read(tmp_path)
        assert corpus.quarantine[["file", "reason", "found", "allowed"]].values.tolist() == [
            [file, "other_length", "1.00 s", f"0.10 s, as {self.FILE} says"]
        ]
        assert len(corpus.items) == 2

    def test_words_in_the_wrong_encoding_are_told_and_left_out(self, tmp_path):
        edit(iemocap(tmp_path) / "Session1/dialog/transcriptions/Ses01F_impro01.txt", "Yes.", "CafÃ©.")
        corpus = self.read(tmp_path)
        assert [row[1:] for row in told(corpus)] == [["mojibake", "CafÃ©."]]
        assert corpus.items["transcript"].notna().sum() == 1

    def test_no_evaluations_are_an_error(self, tmp_path):
        with pytest.raises(CorpusError, match="no file of evaluations"):
            self.read(tmp_path)


class TestMspPodcast:
    DETAILED = "Labels/labels_detailed.json"

    def read(self, root):
        return read_corpus({"kind": "msp_podcast"}, root)

    def test_workers_choose_a_primary_and_secondary_emotions(self, tmp_path):
        corpus = self.read(msp_podcast(tmp_path))
        assert corpus.quarantine.empty
        labels = corpus.ratings.dropna(subset=["label"]).set_index(["item_id", "rater_id", "scale"])["label"]
        first = labels["MSP-PODCAST_0001_0008"]
        assert first["WORKER00000001"].to_dict() == {"emotion": "neutral", "emotion_secondary": "concerned|neutral"}
        assert first["WORKER00000002"].to_dict() == {"emotion": "other", "emotion_secondary": "other|sadness"}
        assert labels["MSP-PODCAST_0002_0001"].to_dict() == {("WORKER00000001", "emotion"): "happiness"}

    def test_an_unknown_speaker_is_a_person_of_that_podcast(self, tmp_path):
        items = self.read(msp_podcast(tmp_path)).items
        assert items["speaker_id"].tolist() == ["127", "unknown:MSP-PODCAST_0002"]
        assert items["condition"].tolist() == ["Train", "Test1"]
        assert items["transcript"].fillna("").tolist() == ["Well, I think so.", ""]

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ('"EmoAct": "6"', '"EmoAct": "8"', "out_of_range"),
            ('"EmoAct": "6"', '"EmoAct": "six"', "not_a_number"),
            ('"EmoClass_Major": "Happy"', '"EmoClass_Major": "Joyful"', "unknown_label"),
            ('"EmoClass_Major": "Happy"', '"Major": "Happy"', "missing_cell"),
            ('"MSP-PODCAST_0002_0001.wav": {"WORKER', '"MSP-PODCAST_0003_0001.wav": {"WORKER', "unknown_item"),
        ],
    )
    def test_an_answer_that_cannot_be_is_set_aside(self, tmp_path, old, new, reason):
        edit(msp_podcast(tmp_path) / self.DETAILED, old, new)
        corpus = self.read(tmp_path)
        assert set(corpus.quarantine["reason"]) == {reason}
        assert len(corpus.items) == 2

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [("Test1", "Holdout", "unknown_split"), ("MSP-PODCAST_0002_0001.wav", "podcast2.wav", "not_msp_podcast_name")],
    )
    def test_a_segment_without_a_known_split_or_name_is_left_out(self, tmp_path, old, new, reason):
        edit(msp_podcast(tmp_path) / "Labels/labels_consensus.json", old, new)
        corpus = self.read(tmp_path)
        assert reason in set(corpus.quarantine["reason"])
        assert corpus.items["item_id"].tolist() == ["MSP-PODCAST_0001_0008"]

    def test_speakers_and_workers_can_be_hidden(self, tmp_path):
        hidden = Pseudonyms("msp_podcast", ("speaker_id", "rater_id"), b"k" * 64)
        corpus = read_corpus({"kind": "msp_podcast"}, msp_podcast(tmp_path), pseudonyms=hidden)
        assert corpus.items["speaker_id"].str.match(r"S-\w{10}").all()
        assert corpus.ratings["rater_id"].nunique() == 2

    def test_a_file_of_labels_that_is_no_json_is_an_error(self, tmp_path):
        append(msp_podcast(tmp_path) / self.DETAILED, "}")
        with pytest.raises(CorpusError, match="line"):
            self.read(tmp_path)

    def test_a_list_in_place_of_objects_by_name_is_an_error(self, tmp_path):
        text(msp_podcast(tmp_path) / self.DETAILED, "[]")
        with pytest.raises(CorpusError, match="something else than objects by name"):
            self.read(tmp_path)

"""The readers of corpora of texts: what a sound copy becomes, and what a user is told of a damaged one."""

import pytest
from small_corpora import append, edit
from text_corpora import dices, emobank, emorynlp, esconv, goemotions, meld, meld_row, said, wrime

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.tables import named


def told(corpus, reason):
    """Place, found and allowed of the rows of the quarantine with a reason."""
    rows = corpus.quarantine[corpus.quarantine["reason"] == reason]
    return rows[["item_id", "file", "place", "found", "allowed"]].fillna("").values.tolist()


class TestEmobank:
    READER = "corpus/individual_reader_ratings.csv"

    def test_a_row_is_one_unnamed_rater_on_three_scales(self, tmp_path):
        corpus = read_corpus({"kind": "emobank"}, emobank(tmp_path))
        assert corpus.quarantine.empty
        assert corpus.items["transcript"].tolist() == ["I can't believe it.", 'She said "no", and left.', "Fine."]
        assert corpus.items["condition"].tolist() == ["blog", "blog", "letters"]
        assert corpus.items["speaker_id"].tolist() == ["a", "a", "b"]
        assert not named(corpus.ratings).any()
        second = corpus.ratings[corpus.ratings["item_id"].eq("a_1") & corpus.ratings["rater_id"].eq("unnamed:2")]
        values = dict(zip(second["scale"], second["value"], strict=True))
        assert {k: v for k, v in values.items() if k.startswith("reader")} == {
            "reader_valence": 2.0,
            "reader_arousal": 3.0,
            "reader_dominance": 3.0,
        }

    def test_a_cell_that_is_set_aside_moves_no_other_rater(self, tmp_path):
        edit(emobank(tmp_path) / self.READER, "a_1,3,4,3", "a_1,9,4,3")
        corpus = read_corpus({"kind": "emobank"}, tmp_path)
        assert told(corpus, "out_of_scale") == [
            ["", self.READER, "row 2, column 'V'", "9, item_id a_1, rater_id unnamed:1", "a whole number from 1 to 5"]
        ]
        valence = corpus.ratings[corpus.ratings["scale"].eq("reader_valence") & corpus.ratings["item_id"].eq("a_1")]
        assert valence[["rater_id", "value"]].values.tolist() == [["unnamed:2", 2.0]]

    @pytest.mark.parametrize(
        ("row", "reason", "found"),
        [
            ("zz_1,3,3,3\n", "unknown_item", "zz_1, rater_id unnamed:1"),
            ("b_1,3,,3\n", "missing_cell", "nothing, item_id b_1, rater_id unnamed:2"),
            ("b_1,high,3,3\n", "not_a_number", "high, item_id b_1, rater_id unnamed:2"),
            ("b_1,2.5,3,3\n", "out_of_scale", "2.5, item_id b_1, rater_id unnamed:2"),
        ],
    )
    def test_a_rating_that_cannot_be_is_told(self, tmp_path, row, reason, found):
        append(emobank(tmp_path) / self.READER, row)
        assert [one[3] for one in told(read_corpus({"kind": "emobank"}, tmp_path), reason)] == [found]

    @pytest.mark.parametrize(
        ("old", "new", "reason", "found"),
        [
            ('"Fine."', '"Itâ€™s fine."', "mojibake", "Itâ€™s fine."),
            ('"Fine."', '"It\x92s fine."', "mojibake", "It\x92s fine."),
            ('"Fine."', '" "', "empty_text", "nothing"),
            ('"b_1"', '"a_1"', "duplicate_item", "a_1"),
        ],
    )
    def test_a_damaged_text_is_left_out_and_its_ratings_are_counted(self, tmp_path, old, new, reason, found):
        edit(emobank(tmp_path) / "corpus/raw.csv", old, new)
        corpus = read_corpus({"kind": "emobank"}, tmp_path)
        assert [one[3] for one in told(corpus, reason)] == [found]
        assert len(corpus.items) == 2
        lost = {"duplicate_item": "unknown_item"}.get(reason, "item_left_out")
        assert len(told(corpus, lost)) == 2

    def test_a_sentence_without_a_document_is_told(self, tmp_path):
        edit(emobank(tmp_path) / "corpus/meta.tsv", "b_1\tb", "b_9\tb")
        corpus = read_corpus({"kind": "emobank"}, tmp_path)
        assert told(corpus, "no_document") == [
            ["b_1", "corpus/raw.csv", "row 4, column 'document'", "nothing", "one row in corpus/meta.tsv"]
        ]

    def test_all_that_is_absent_is_told_at_once(self, tmp_path):
        edit(emobank(tmp_path) / self.READER, "id,V,A,D", "id,V,A,Dom")
        (tmp_path / "corpus/raw.csv").unlink()
        with pytest.raises(CorpusError, match=r"2 problems[\s\S]*raw.csv: found no such file[\s\S]*no column 'D'"):
            read_corpus({"kind": "emobank"}, tmp_path)


class TestMeld:
    TRAIN = "data/MELD/train_sent_emo.csv"

    def test_times_with_one_digit_for_the_hour_are_read(self, tmp_path):
        rows = [meld_row(1, 0, 0, said="It’s me.", start="0:59:59,500", end="01:00:01,250")]
        corpus = read_corpus({"kind": "meld"}, meld(tmp_path, rows))
        assert corpus.quarantine.empty
        one = corpus.items.set_index("item_id").loc["train_dia0_utt0"]
        assert [one["transcript"], one["duration"], one["session_id"]] == ["It’s me.", 1.75, "train_dia0"]
        assert set(corpus.ratings["scale"]) == {"emotion", "sentiment"}
        assert set(corpus.ratings["rater_id"]) == {"consensus"}

    @pytest.mark.parametrize(
        ("start", "end", "reason", "found"),
        [
            ("00:00:01,000", "00:00:02,50", "bad_time", "00:00:02,50"),
            ("00:00:02,000", "00:00:02,000", "end_not_after_start", "00:00:02,000"),
            ("00:00:02,000", "00:05:02,000", "implausible_duration", "300.0"),
        ],
    )
    def test_wrong_times_cost_the_duration_and_not_the_utterance(self, tmp_path, start, end, reason, found):
        corpus = read_corpus({"kind": "meld"}, meld(tmp_path, [meld_row(1, 0, 0, start=start, end=end)]))
        item = "item_id train_dia0_utt0, rater_id consensus"
        assert [one[3] for one in told(corpus, reason)] == [f"{found}, {item}"]
        assert told(corpus, reason)[0][0] == ""
        assert corpus.items.set_index("item_id")["duration"].isna().to_dict()["train_dia0_utt0"]
        assert len(corpus.items) == 3

    def test_one_moment_under_two_names_is_one_item(self, tmp_path):
        again = meld_row(1, 7, 0, emotion="anger").replace('"00:00:01', '"0:00:01')
        corpus = read_corpus({"kind": "meld"}, meld(tmp_path, [meld_row(1, 0, 0), again]))
        assert told(corpus, "same_utterance") == [
            [
                "train_dia7_utt0",
                self.TRAIN,
                "row 3, column 'StartTime'",
                "0:00:01,000, as train_dia0_utt0",
                "one item for the words of a moment; the first is kept",
            ]
        ]

    def test_a_dialogue_with_numbers_absent_is_told(self, tmp_path):
        corpus = read_corpus({"kind": "meld"}, meld(tmp_path, [meld_row(1, 4, 0), meld_row(2, 4, 3)]))
        assert told(corpus, "utterances_absent") == [
            ["", self.TRAIN, "rows", "2 numbers absent in train_dia4", "numbers from 0 on"]
        ]

    def test_an_unknown_emotion_is_told(self, tmp_path):
        corpus = read_corpus({"kind": "meld"}, meld(tmp_path, [meld_row(1, 0, 0, emotion="rage")]))
        allowed = "anger, disgust, fear, joy, neutral, sadness, surprise"
        assert [one[3:] for one in told(corpus, "unknown_label")] == [
            ["rage, item_id train_dia0_utt0, rater_id consensus", allowed]
        ]


class TestEmorynlp:
    def test_several_speakers_are_one_and_parts_that_are_absent_are_told(self, tmp_path):
        corpus = read_corpus({"kind": "emorynlp"}, emorynlp(tmp_path, [said(1), said(2, ("Cleo", "Ada"))]))
        assert corpus.items["speaker_id"].tolist() == ["Ada", "Ada|Cleo"]
        assert corpus.items["session_id"].tolist() == ["s01_e01_c01"] * 2
        assert [one[1] for one in told(corpus, "file_absent")] == [
            "json/emotion-detection-trn.json",
            "json/emotion-detection-tst.json",
        ]

    @pytest.mark.parametrize(
        ("second", "reason", "found"),
        [
            (said(1), "duplicate_item", "s01_e01_c01_u001"),
            (said(2, transcript=" "), "empty_text", "nothing"),
            (said(2, ()), "missing_cell", "nothing"),
            (said(2, emotion="Happy"), "unknown_label", "Happy, item_id s01_e01_c01_u002, rater_id consensus"),
        ],
    )
    def test_a_damaged_utterance_is_told(self, tmp_path, second, reason, found):
        corpus = read_corpus({"kind": "emorynlp"}, emorynlp(tmp_path, [said(1), second]))
        assert [one[3] for one in told(corpus, reason)] == [found]

    def test_another_form_is_told(self, tmp_path):
        (tmp_path / "json").mkdir()
        (tmp_path / "json/emotion-detection-dev.json").write_text('{"episodes": {"s01": 1}}')
        with pytest.raises(
            CorpusError, match="found dict in place of a list of objects; allowed: episodes with scenes"
        ):
            read_corpus({"kind": "emorynlp"}, tmp_path)

    def test_no_part_at_all_is_told(self, tmp_path):
        with pytest.raises(CorpusError, match=r"none of its files; allowed: json/emotion-detection-trn.json"):
            read_corpus({"kind": "emorynlp"}, tmp_path)


class TestGoemotions:
    def test_a_set_of_emotions_is_one_label_and_unclear_ones_are_counted(self, tmp_path):
        votes = [
            ("Well!", "c1", "1", "False", ("joy", "anger")),
            ("Well!", "c1", "2", "True", ()),
            ("Hm.", "c2", "1", "False", ("neutral",)),
        ]
        corpus = read_corpus({"kind": "goemotions"}, goemotions(tmp_path, votes))
        assert corpus.quarantine.empty
        given = corpus.ratings.set_index(["item_id", "rater_id", "scale"])["label"].to_dict()
        assert given == {
            ("c1", "1", "emotion"): "anger|joy",
            ("c2", "1", "emotion"): "neutral",
            ("c1", "1", "clarity"): "clear",
            ("c1", "2", "clarity"): "unclear",
            ("c2", "1", "clarity"): "clear",
        }

    @pytest.mark.parametrize(
        ("vote", "reason", "found"),
        [
            (("Well!", "c1", "2", "True", ("joy",)), "unclear_with_emotion", "joy, item_id c1, rater_id 2"),
            (("Well!", "c1", "2", "False", ()), "no_emotion", "False, item_id c1, rater_id 2"),
            (("Well!", "c1", "2", "maybe", ("joy",)), "bad_flag", "maybe, item_id c1, rater_id 2"),
            (("Well?", "c1", "2", "False", ("joy",)), "text_differs", "Well?, item_id c1, rater_id 2"),
            (("Well!", "c1", "1", "False", ("joy",)), "duplicate_rating", "1, item_id c1"),
        ],
    )
    def test_a_vote_that_contradicts_itself_is_told(self, tmp_path, vote, reason, found):
        first = ("Well!", "c1", "1", "False", ("joy",))
        corpus = read_corpus({"kind": "goemotions"}, goemotions(tmp_path, [first, vote]))
        assert [one[2:4] for one in told(corpus, reason)] == [
            [f"row 3 of goemotions_1.csv, column '{told(corpus, reason)[0][2].split(chr(39))[1]}'", found]
        ]

    def test_a_cell_that_is_no_flag_is_told(self, tmp_path):
        path = goemotions(tmp_path, [("Well!", "c1", "1", "False", ("joy",))]) / "goemotions_1.csv"
        edit(path, "False,0", "False,7")
        corpus = read_corpus({"kind": "goemotions"}, tmp_path)
        assert [one[3] for one in told(corpus, "bad_flag")] == ["7, item_id c1, rater_id 1"]


class TestEsconv:
    TURNS = (
        ("seeker", "Hello\n", {}),
        ("supporter", "What is it?", {"strategy": "Question"}),
        ("seeker", "My job.", {"feedback": "4"}),
    )

    def test_conversations_and_utterances_are_items(self, tmp_path):
        corpus = read_corpus({"kind": "esconv"}, esconv(tmp_path, self.TURNS))
        assert corpus.quarantine.empty
        assert corpus.items.set_index("item_id")["condition"].to_dict() == {
            "c0000": "conversation",
            "c0000_u000": "seeker",
            "c0000_u001": "supporter",
            "c0000_u002": "seeker",
        }
        given = corpus.ratings.set_index(["item_id", "scale"])
        assert given.loc[("c0000_u001", "strategy"), "label"] == "Question"
        assert given.loc[("c0000_u001", "feedback"), "value"] == 4.0
        assert given.loc[("c0000_u001", "feedback"), "rater_id"] == "c0000_seeker"
        assert given.loc[("c0000", "intensity_before"), "value"] == 5.0
        assert given.loc[("c0000", "emotion"), "label"] == "anxiety"

    def test_the_older_files_words_are_understood(self, tmp_path):
        turns = (("listener", "Why?", {"strategy": "Questions"}), ("speaker", "So.", {}))
        corpus = read_corpus({"kind": "esconv"}, esconv(tmp_path, turns))
        assert corpus.items["condition"].tolist() == ["conversation", "supporter", "seeker"]
        assert "Question" in corpus.ratings["label"].tolist()

    @pytest.mark.parametrize(
        ("turn", "reason", "found"),
        [
            (("bot", "Hi.", {}), "unknown_role", "bot"),
            (
                ("supporter", "Hi.", {"strategy": "Joke"}),
                "unknown_label",
                "Joke, item_id c0000_u000, rater_id c0000_supporter",
            ),
            (("seeker", "Hi.", {"feedback": "5"}), "missing_cell", "nothing, rater_id c0000_seeker"),
            (("seeker", " ", {}), "empty_text", "nothing"),
        ],
    )
    def test_a_damaged_turn_is_told(self, tmp_path, turn, reason, found):
        corpus = read_corpus({"kind": "esconv"}, esconv(tmp_path, (turn,)))
        assert [one[3] for one in told(corpus, reason)] == [found]

    def test_a_score_outside_the_scale_is_told(self, tmp_path):
        corpus = read_corpus({"kind": "esconv"}, esconv(tmp_path, self.TURNS, survey={"seeker": {"empathy": "7"}}))
        assert [one[2:4] for one in told(corpus, "out_of_scale")] == [
            ["row c0000, column 'empathy'", "7, item_id c0000, rater_id c0000_seeker"]
        ]


class TestDices:
    def test_each_question_is_a_scale(self, tmp_path):
        rows = [("7", "1", "Sure.", "Benign", "No", "Unsure"), ("8", "1", "Sure.", "Benign", "", "Yes")]
        corpus = read_corpus({"kind": "dices", "part": "350"}, dices(tmp_path, rows))
        assert corpus.quarantine.empty
        assert corpus.items[["transcript", "condition"]].values.tolist() == [["USER: hi\nSure.", "Benign"]]
        assert corpus.ratings.set_index(["rater_id", "scale"])["label"].to_dict() == {
            ("7", "q1_whole_conversation_evaluation"): "Makes sense",
            ("8", "q1_whole_conversation_evaluation"): "Makes sense",
            ("7", "q3_bias_other"): "No",
            ("7", "q_overall"): "Unsure",
            ("8", "q_overall"): "Yes",
        }

    @pytest.mark.parametrize(
        ("row", "reason", "found"),
        [
            (("8", "1", "Sure.", "Benign", "No", "Perhaps"), "unknown_label", "Perhaps, item_id 1, rater_id 8"),
            (("7", "1", "Sure.", "Benign", "No", "No"), "duplicate_rating", "7, item_id 1"),
            (("7", "2", "Sure.", "Dire", "No", "No"), "unknown_label", "Dire"),
        ],
    )
    def test_a_damaged_row_is_told(self, tmp_path, row, reason, found):
        rows = [("7", "1", "Sure.", "Benign", "No", "No"), row]
        corpus = read_corpus({"kind": "dices", "part": "350"}, dices(tmp_path, rows))
        assert [one[3] for one in told(corpus, reason)] == [found]


class TestWrime:
    POSTS = (("タイヤがパンクしてた。", "1", "train", 3, 1, 0, 0), ("Fine.", "2", "dev", 2, 0, 0, 0))

    def test_writer_and_readers_are_scales_of_their_own(self, tmp_path):
        corpus = read_corpus({"kind": "wrime", "version": 1}, wrime(tmp_path, self.POSTS))
        assert corpus.quarantine.empty
        assert corpus.items["item_id"].tolist() == ["post00002", "post00003"]
        assert corpus.items["transcript"].tolist()[0] == "タイヤがパンクしてた。"
        anger = corpus.ratings[
            corpus.ratings["scale"].str.endswith("anger") & corpus.ratings["item_id"].eq("post00002")
        ]
        assert anger[["rater_id", "scale", "value"]].values.tolist() == [
            ["1", "writer_anger", 3.0],
            ["unnamed:1", "reader_anger", 1.0],
            ["unnamed:2", "reader_anger", 0.0],
            ["unnamed:3", "reader_anger", 0.0],
        ]

    def test_version_2_has_sentiment(self, tmp_path):
        corpus = read_corpus({"kind": "wrime", "version": 2}, wrime(tmp_path, self.POSTS, version=2))
        assert {"writer_sentiment", "reader_sentiment"} <= set(corpus.ratings["scale"])

    @pytest.mark.parametrize(
        ("post", "reason", "found"),
        [
            (("Oh.", "1", "train", 4, 0, 0, 0), "out_of_scale", "4, item_id post00004, rater_id 1"),
            (("ã‚¿ã‚¤ãƒ¤", "1", "train", 0, 0, 0, 0), "mojibake", "ã‚¿ã‚¤ãƒ¤"),
            (("Oh.", "", "train", 0, 0, 0, 0), "missing_cell", "nothing"),
            (("Oh.", "1", "valid", 0, 0, 0, 0), "unknown_label", "valid"),
        ],
    )
    def test_a_damaged_post_is_told(self, tmp_path, post, reason, found):
        corpus = read_corpus({"kind": "wrime", "version": 1}, wrime(tmp_path, (*self.POSTS, post)))
        assert [one[3] for one in told(corpus, reason)] == [found]

"""What readers and twins agree on."""

import re

from affectflow.layouts import crema_d, emodb, ferplus, iemocap, msp_podcast, parlor, ravdess


def test_emodb_has_ten_speakers_ten_sentences_and_seven_emotions():
    assert (len(emodb.SPEAKERS), len(emodb.SENTENCES), len(emodb.EMOTIONS)) == (10, 10, 7)


def test_class_folders_name_only_classes_of_the_corpus():
    assert set(emodb.CLASS_FOLDERS.values()) == set(emodb.EMOTIONS.values())


def test_women_are_speakers():
    assert set(emodb.WOMEN) < set(emodb.SPEAKERS)


def test_no_column_of_a_parlor_file_is_named_twice():
    assert all(len(set(columns)) == len(columns) for columns in parlor.COLUMNS.values())


def test_crema_d_has_twelve_sentences_six_emotions_and_three_presentations():
    assert (len(crema_d.SENTENCES), len(crema_d.EMOTIONS), len(crema_d.SCALES)) == (12, 6, 3)
    assert set(crema_d.EMOTIONS.values()) == set(crema_d.LETTERS.values())
    assert all(letter == code[0] for letter, code in zip(crema_d.LETTERS, crema_d.EMOTIONS, strict=True))


def test_ferplus_has_ten_labels_and_a_folder_for_each_split():
    assert len(ferplus.LABELS) == 10
    assert set(ferplus.FOLDERS) == set(ferplus.CONDITIONS)


def test_codes_of_ravdess_are_told_from_others():
    assert re.fullmatch(ravdess.NAME, "03-01-06-01-02-01-12")["actor"] == "12"
    for odd in ("03-01-09-01-02-01-12", "03-01-06-01-02-01-25", "3-1-6-1-2-1-12", "03-01-06-01-02-01-12-1"):
        assert not re.fullmatch(ravdess.NAME, odd)


def test_lines_of_iemocap_are_told_apart():
    assert re.fullmatch(iemocap.CHOICE, "C-E2:\tNeutral; Anger;\t(calm (at first))")["answer"] == "Neutral; Anger"
    numbers = re.fullmatch(iemocap.NUMBERS, "A-M4:\tval 3; act 2; dom  1;\t()")
    assert (numbers["rater"], numbers["val"], numbers["dom"]) == ("M4", "3", "1")
    assert re.fullmatch(iemocap.TURN, "Ses05M_script01_1b_F021")["who"] == "F"
    assert not re.fullmatch(iemocap.TURN, "Ses06M_script01_1b_F021")


def test_secondary_emotions_of_msp_podcast_go_on_from_the_primary_ones():
    assert list(msp_podcast.SECONDARY_EMOTIONS)[:9] == list(msp_podcast.PRIMARY_EMOTIONS)
    assert len(msp_podcast.SECONDARY_EMOTIONS) == 17

"""What readers and twins agree on."""

from affectflow.layouts import emodb, parlor


def test_emodb_has_ten_speakers_ten_sentences_and_seven_emotions():
    assert (len(emodb.SPEAKERS), len(emodb.SENTENCES), len(emodb.EMOTIONS)) == (10, 10, 7)


def test_class_folders_name_only_classes_of_the_corpus():
    assert set(emodb.CLASS_FOLDERS.values()) == set(emodb.EMOTIONS.values())


def test_women_are_speakers():
    assert set(emodb.WOMEN) < set(emodb.SPEAKERS)


def test_no_column_of_a_parlor_file_is_named_twice():
    assert all(len(set(columns)) == len(columns) for columns in parlor.COLUMNS.values())

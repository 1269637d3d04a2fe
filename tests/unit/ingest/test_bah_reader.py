"""The reader of BAH, on small corpora; the corpus itself is given to those who sign for it only."""

import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import Pseudonyms, read_corpus

READER = {"kind": "bah", "frames_per_second": 24.0}
PATH = "Videos/90001/Visite_1/90001_Question_1_2024-11-18_16-07-42_Video.mp4"
WORDS = "Well, yes, no, I do not know."


def note(path=PATH, label=1, spans="- - '00:00:01.000'\n    - 00:00:02.500\n", cues="", frames=96, annotator="AB"):
    listed = "".join(f"  - - {path}/frame-{i}.jpg\n    - 0\n" for i in range(frames))
    return (
        f"? {path}\n: annotator_id: {annotator}\n  global_ah: {label}\n  time_detailed_ah:\n  {spans}"
        f"  all_cues:{cues or ' []'}\n  frame_annotation:\n{listed}"
    )


def corpus(root, lines=(f"{PATH},1,{WORDS}",), notes=None, split="train"):
    (root / "split").mkdir(exist_ok=True)
    (root / f"split/{split}.txt").write_text("".join(f"{line}\n" for line in lines))
    (root / "video_annotation_transcript.yaml").write_text(note() if notes is None else notes)
    return root


def test_a_video_has_a_label_a_transcript_with_commas_and_its_stretches(tmp_path):
    found = read_corpus(READER, corpus(tmp_path))
    item = found.items.iloc[0]
    assert item[["speaker_id", "session_id", "condition", "transcript", "duration"]].tolist() == [
        "90001", "90001_Visite_1", "train", WORDS, 4.0,
    ]  # fmt: skip
    assert found.ratings[["item_id", "rater_id", "scale", "label"]].values.tolist() == [
        ["90001_Question_1_2024-11-18_16-07-42_Video", "AB", "ambivalence_hesitancy", "present"]
    ]
    assert found.episodes[["scale", "label", "subject", "onset", "offset"]].values.tolist() == [
        ["ambivalence_hesitancy", "present", "90001", 1.0, 2.5]
    ]
    assert found.quarantine.empty


def test_cues_belong_to_stretches_where_there_are_as_many(tmp_path):
    cue = "\n  - {audio: null, facial: frown, body: [leans back, arms crossed]}\n"
    found = read_corpus(READER, corpus(tmp_path, notes=note(cues=cue)))
    labels = found.episodes.set_index("scale")["label"].to_dict()
    assert labels["cue_facial"] == "frown"
    assert labels["cue_body"] == "arms crossed|leans back"
    assert "cue_audio" not in labels
    two = "\n  - {facial: frown}\n  - {facial: smile}\n"
    assert len(read_corpus(READER, corpus(tmp_path, notes=note(cues=two))).episodes) == 1


def test_tuples_of_python_are_read_and_nothing_else_of_it_is(tmp_path):
    spans = "- !!python/tuple\n    - '00:00:01.000'\n    - '00:00:02.000'\n"
    assert len(read_corpus(READER, corpus(tmp_path, notes=note(spans=spans))).episodes) == 1
    harm = note() + "  more: !!python/object/apply:os.getcwd []\n"
    with pytest.raises(CorpusError, match="could not determine a constructor"):
        read_corpus(READER, corpus(tmp_path, notes=harm))


@pytest.mark.parametrize(
    ("span", "reason", "words"),
    [
        ("- - '00:00:02.000'\n    - '00:00:01.000'\n", "ends_before_start", "2 to 1 s"),
        ("- - '00:00:02.000'\n    - soon\n", "not_a_time", "['00:00:02.000', 'soon']"),
        ("- - '00:00:02.000'\n", "not_a_time", "['00:00:02.000']"),
        ("- - '00:00:02.000'\n    - '00:00:07.000'\n", "outside_video", "until 7 s"),
    ],
)
def test_a_stretch_that_cannot_be_is_set_aside_and_its_video_stays(tmp_path, span, reason, words):
    found = read_corpus(READER, corpus(tmp_path, notes=note(spans=span)))
    assert found.quarantine[["reason", "found", "place"]].values.tolist() == [[reason, words, f"{PATH}, stretch 1"]]
    assert len(found.items) == 1
    assert found.episodes.empty


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"{PATH},,{WORDS}", "unknown_label"),
        (f"{PATH},2,{WORDS}", "unknown_label"),
        (f"{PATH},0,{WORDS}", "labels_disagree"),
        (f"{PATH.replace('Question_1', 'Question_2')},1,x", "not_annotated"),
        ("Videos/1/90001_Video.mp4,1,x", "unknown_name"),
        ("Videos/90002/Visite_1/90001_Question_1_x_Video.mp4,1,x", "unknown_name"),
    ],
)
def test_a_video_that_cannot_be_used_is_set_aside(tmp_path, line, reason):
    found = read_corpus(READER, corpus(tmp_path, lines=[line]))
    assert found.quarantine[["reason", "file", "place"]].values.tolist() == [[reason, "split/train.txt", "line 1"]]
    assert found.items.empty


def test_a_video_in_two_splits_is_a_leak_and_stays_in_the_first(tmp_path):
    corpus(tmp_path, split="test")
    found = read_corpus(READER, corpus(tmp_path))
    assert found.items["condition"].tolist() == ["train"]
    told = found.quarantine.iloc[0]
    assert (told["reason"], told["file"]) == ("duplicate_item", "split/test.txt")


def test_annotators_can_be_hidden(tmp_path):
    hidden = Pseudonyms("bah", ("rater_id",), b"k" * 32)
    found = read_corpus(READER, corpus(tmp_path), pseudonyms=hidden)
    names = {*found.ratings["rater_id"], *found.episodes["rater_id"]}
    assert len(names) == 1
    assert names.pop().startswith("R-")


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(CorpusError, match=r"video_annotation_transcript\.yaml: found no such file"):
        read_corpus(READER, tmp_path)
    (tmp_path / "video_annotation_transcript.yaml").write_text(note())
    with pytest.raises(CorpusError, match="found no split file; allowed: split"):
        read_corpus(READER, tmp_path)

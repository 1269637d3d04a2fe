"""The reader of studyforrest's observers, on small corpora and on the released files."""

import os
from pathlib import Path

import numpy as np
import pytest

from affectflow.errors import CorpusError
from affectflow.ingest import read_corpus
from affectflow.layouts.studyforrest import COLUMNS, LABELS

READER = {"kind": "studyforrest"}
FIRST = "192.0,260.0,FORREST,LOW,POS,SELF,LOVE HAPPINESS,FACE VERBAL,EMOFADED"


def corpus(root, rows, name="av1o01"):
    path = root / "data/raw" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\r\n".join([",".join(COLUMNS), *rows, ""]).encode())
    return root


def test_a_record_becomes_an_episode_on_each_scale_of_its_presentation(tmp_path):
    found = read_corpus(READER, corpus(corpus(tmp_path, [FIRST]), [FIRST], "ao1o02"))
    assert found.quarantine.empty
    seen = found.episodes[found.episodes["rater_id"] == "av1o01"].set_index("scale")
    assert seen.loc["emotion_audiovisual", "label"].tolist() == ["HAPPINESS", "LOVE"]
    assert seen.loc["arousal_audiovisual", ["label", "subject", "onset", "offset"]].tolist() == [
        "LOW", "FORREST", 192.0, 260.0,
    ]  # fmt: skip
    assert set(found.episodes.loc[found.episodes["rater_id"] == "ao1o02", "scale"]) == {
        f"{name}_audio" for name in ("emotion", "arousal", "valence", "direction", "onset_cue", "offset_cue")
    }
    assert found.items["item_id"].tolist() == ["forrest_gump"]


def test_an_emotion_and_an_offset_cue_may_be_left_out(tmp_path):
    found = read_corpus(READER, corpus(tmp_path, ["1,2,DAN,LOW,NEG,SELF,,FACE,"]))
    assert found.quarantine.empty
    assert set(found.episodes["scale"]) == {
        f"{s}_audiovisual" for s in ("arousal", "valence", "direction", "onset_cue")
    }


def test_two_emotions_of_one_character_at_once_are_two_records_and_one_episode_where_they_are_the_same(tmp_path):
    both = ["5,9,JENNY,HIGH,NEG,SELF,FEAR,FACE,SCENEEND", "5,9,JENNY,HIGH,POS,SELF,HOPE,FACE,SCENEEND"]
    found = read_corpus(READER, corpus(tmp_path, both))
    assert found.quarantine.empty
    counts = found.episodes["scale"].value_counts()
    assert counts["arousal_audiovisual"] == 1
    assert counts["valence_audiovisual"] == counts["emotion_audiovisual"] == 2


@pytest.mark.parametrize(
    ("row", "reason", "found", "allowed"),
    [
        ("9,9,DAN,LOW,NEG,SELF,,FACE,", "ends_before_start", "9", "a time after the start of its record"),
        ("9,8,DAN,LOW,NEG,SELF,,FACE,", "ends_before_start", "8", "a time after the start of its record"),
        ("9,7086,DAN,LOW,NEG,SELF,,FACE,", "outside_film", "7086", "0 to 7085.28 seconds"),
        ("-1,7,DAN,LOW,NEG,SELF,,FACE,", "outside_film", "-1", "0 to 7085.28 seconds"),
        ("0:05,9,DAN,LOW,NEG,SELF,,FACE,", "not_a_number", "0:05", "seconds with a decimal point"),
        ("1,2,,LOW,NEG,SELF,,FACE,", "missing_cell", "nothing", "a value"),
        ("1,2,FORRESST,LOW,NEG,SELF,,FACE,", "unknown_character", "FORRESST", None),
        ("1,2,DAN,LOUD,NEG,SELF,,FACE,", "unknown_label", "LOUD", "HIGH, LOW"),
        ("1,2,DAN,LOW,NEG,SELF,HAPINESS,FACE,", "unknown_label", "HAPINESS", None),
        ("1,2,DAN,LOW,NEG,SELF,LOVE FEAR?,FACE,", "unknown_label", "LOVE FEAR?", None),
        ("1,2,DAN,LOW,NEG,SELF,G\u00c3\u00bcTE,FACE,", "unknown_label", "G\u00c3\u00bcTE", None),
        ("1,2,DAN,LOW,NEG,SELF,,FACE,FADED", "unknown_label", "FADED", "CHARLEFT, EMOCHANGE, EMOFADED, SCENEEND"),
    ],
)
def test_a_record_that_cannot_be_used_is_set_aside_and_told(tmp_path, row, reason, found, allowed):
    read = read_corpus(READER, corpus(tmp_path, [FIRST, row]))
    assert len(read.quarantine) == 1
    told = read.quarantine.iloc[0]
    assert (told["reason"], told["found"], told["file"]) == (reason, found, "data/raw/av1o01.csv")
    assert told["place"].startswith("row 3, column ")
    assert allowed is None or told["allowed"] == allowed
    assert set(read.episodes["subject"]) == {"FORREST"}


def test_a_record_that_stands_twice_counts_once(tmp_path):
    read = read_corpus(READER, corpus(tmp_path, [FIRST, FIRST]))
    assert read.quarantine[["reason", "place", "allowed"]].values.tolist() == [
        ["duplicate_record", "row 3, column 'character'", "one record; the first is kept"]
    ]


def test_what_the_layout_needs_and_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(CorpusError, match="file; allowed: files of observers, such as"):
        read_corpus(READER, tmp_path)
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/raw/av1o01.csv").write_text("start,stop,character\n1,2,DAN\n")
    with pytest.raises(CorpusError, match="no column 'end'") as error:
        read_corpus(READER, tmp_path)
    assert len(error.value.problems) == 7
    (tmp_path / "data/raw/av1o01.csv").write_bytes(b"start,end,character\n1,2,B\xfcBBA\n")
    with pytest.raises(CorpusError, match="text that is not UTF-8"):
        read_corpus(READER, tmp_path)


@pytest.fixture(scope="module")
def released():
    root = Path(os.environ["AFFECTFLOW_STUDYFORREST"])
    return root, read_corpus(READER, root)


@pytest.mark.corpus("studyforrest")
def test_the_released_files_are_read_and_only_repeated_records_are_set_aside(released):
    """Counts are those of the released rows, 6,278 in all."""
    _, found = released
    assert found.quarantine["reason"].value_counts().to_dict() == {"duplicate_record": 119}
    assert found.episodes["rater_id"].nunique() == 12
    by_scale = found.episodes.groupby("scale")
    assert by_scale["rater_id"].nunique()[["emotion_audiovisual", "emotion_audio"]].tolist() == [9, 3]
    assert by_scale["subject"].nunique()[["arousal_audiovisual", "arousal_audio"]].tolist() == [34, 27]
    assert by_scale["label"].nunique()[["emotion_audiovisual", "emotion_audio"]].tolist() == [22, 21]


def share(episodes, scale, label, seconds, frames, subject=None):
    """Share of the presentation's observers who mark a label in each frame, record by record."""
    here = episodes[episodes["scale"] == scale]
    observers = sorted(here["rater_id"].unique())
    marked = np.zeros((len(observers), frames), dtype=bool)
    start = np.arange(frames) * seconds
    rows = here[(here["label"] == label) & ((here["subject"] == subject) if subject else True)]
    for who, onset, offset in zip(rows["rater_id"], rows["onset"], rows["offset"], strict=True):
        marked[observers.index(who)] |= (start + seconds > onset) & (start < offset)
    return marked.mean(axis=0)


@pytest.mark.corpus("studyforrest")
@pytest.mark.parametrize(
    ("short", "name", "folder"), [("av", "audiovisual", "audio-visual"), ("ao", "audio", "audio-only")]
)
def test_the_published_time_series_of_agreement_come_out_again(released, short, name, folder):
    """Labs et al. (2015): shares of observers by two seconds, rounded to two decimals, all characters together."""
    root, found = released
    file = root / f"derived/old/emotions/{folder}/timeseries/ioats_2s_{short}_allchar.csv"
    published = np.loadtxt(file, delimiter=",", skiprows=1)
    frames = len(published)

    def of(scale, label):
        return share(found.episodes, f"{scale}_{name}", label, 2.0, frames)

    ends = {"arousal": ("HIGH", "LOW"), "valence": ("POS", "NEG"), "direction": ("SELF", "OTHER")}
    for place, column in enumerate(file.read_text().splitlines()[0].split(",")):
        if column in ends:
            observed = of(column, ends[column][0]) - of(column, ends[column][1])
        else:
            scale = "onset_cue" if column.upper() in LABELS["oncue"] else "emotion"
            observed = of(scale, column.upper())
        assert np.abs(observed - published[:, place]).max() <= 0.005 + 1e-9, column


UNMATCHED = ("ANGERRAGE", "COMPASSION", "FEARSCONFIRMED", "HAPPYFOR")
"""The published segmentation names these otherwise than the records do, and so never finds them."""


@pytest.mark.corpus("studyforrest")
def test_the_published_segmentation_comes_out_again_without_four_misnamed_emotions(released):
    """Labs et al. (2015): stretches in which the set of attributes that half of the observers see is the same."""
    root, found = released
    file = root / "derived/old/emotions/audio-visual/segmentation/emotions_av_1s_thr50.tsv"
    published = file.read_text().splitlines()
    emotions = [label for label in LABELS["emotion"] if label not in UNMATCHED]
    pairs = [("valence", "POS"), ("valence", "NEG"), ("direction", "SELF"), ("direction", "OTHER")]
    pairs += [("emotion", label) for label in emotions] + [("onset_cue", label) for label in LABELS["oncue"]]
    stretches = 0
    for subject in sorted(found.episodes.loc[found.episodes["scale"] == "valence_audiovisual", "subject"].unique()):

        def of(scale, label, subject=subject):
            return share(found.episodes, f"{scale}_audiovisual", label, 1.0, 7085, subject)

        values = np.array([of("arousal", "HIGH") - of("arousal", "LOW"), *(of(*pair) for pair in pairs)])
        flags = np.abs(values) >= 0.5
        begins = np.append(True, (flags[:, 1:] != flags[:, :-1]).any(axis=0)) & flags.any(axis=0)
        stretches += int(begins.sum())
    assert stretches == len(published) == 1407
    assert not any(label.lower() in line for label in UNMATCHED for line in published)

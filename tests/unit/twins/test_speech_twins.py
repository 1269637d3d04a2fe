"""The twins of corpora of speech and faces: their files, read back, hold what was planted."""

import csv

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.layouts import crema_d as layout
from affectflow.twins import generate

SMALL = {"kind": "crema_d", "actors": 1, "sentences": 1, "raters": 6, "answers": 3, "slow": 0.1}


def made_twice(first, second, twin):
    """The same bytes in two folders, made by another number of processes; what was planted."""
    planted = generate(first, twin, workers=2)
    assert generate(second, twin, workers=1) == planted
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    return planted


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("twin")
    planted = made_twice(root, tmp_path_factory.mktemp("again"), SMALL)
    return root, planted, read_corpus({"kind": "crema_d"}, root)


class TestCremaD:
    def test_its_answers_are_those_of_named_raters_but_for_late_ones(self, made):
        _, planted, corpus = made
        assert len(corpus.items) == planted["items"] == 16
        assert corpus.quarantine["reason"].unique().tolist() == ["slow_answer"]
        assert len(corpus.quarantine) == planted["answers"]["slow"] > 0
        assert len(corpus.ratings) == planted["answers"]["given"] - planted["answers"]["slow"]
        assert set(corpus.ratings["rater_id"]) == set(planted["raters"]["emotion_voice"]["ids"])
        assert corpus.items["audio"].notna().all()

    def test_its_counts_are_the_sums_of_its_answers(self, made, tmp_path):
        root, _, corpus = made
        for name in (layout.CLIPS, layout.COUNTS):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes((root / name).read_bytes())
        counted = read_corpus({"kind": "crema_d"}, tmp_path)
        assert counted.quarantine.empty
        key = ["item_id", "scale", "label"]
        assert counted.ratings.groupby(key).size().equals(corpus.ratings.groupby(key).size())

    def test_its_files_have_the_columns_of_the_released_ones(self, made):
        for name, columns in ((layout.ANSWERS, layout.ANSWER_COLUMNS), (layout.CLIPS, layout.CLIP_COLUMNS)):
            with (made[0] / name).open(newline="") as file:
                assert tuple(next(csv.reader(file))) == columns

    def test_ambiguous_clips_lie_between_the_acted_emotion_and_another(self, made):
        _, planted, corpus = made
        intended = corpus.items.set_index("item_id")["intended"]
        shares = {name: np.array(row) for name, row in planted["shares"].items()}
        for name, row in shares.items():
            assert planted["labels"][row.argmax()] == intended[name]
            assert row.sum() == pytest.approx(1)
        assert sum(row.max() < 1 for row in shares.values()) == planted["ambiguous"] > 0
        assert all(row.max() >= 0.5 for row in shares.values())

    def test_prosody_tells_anger_from_sadness(self, made):
        import soundfile

        def level(clip):
            return 10 * np.log10(np.mean(soundfile.read(made[0] / f"AudioWAV/{clip}.wav")[0] ** 2))

        assert level("1001_IEO_ANG_HI") > level("1001_IEO_SAD_HI")


class TestFerplus:
    def test_its_counts_come_back_with_the_faceless_rows(self, tmp_path):
        planted = made_twice(tmp_path / "a", tmp_path / "b", {"kind": "ferplus", "images": 60, "faceless": 0.1})
        corpus = read_corpus({"kind": "ferplus"}, tmp_path / "a")
        assert corpus.quarantine.empty
        assert corpus.items["item_id"].str.startswith("row_").sum() == planted["faceless"] == 6
        counts = corpus.ratings.groupby(["item_id", "label"]).size().unstack(fill_value=0)
        found = counts.reindex(columns=planted["labels"], fill_value=0).to_numpy().tolist()
        assert sorted(found) == sorted(planted["counts"])


class TestRavdess:
    def test_its_takes_come_back(self, tmp_path):
        planted = made_twice(tmp_path / "a", tmp_path / "b", {"kind": "ravdess", "actors": 1})
        corpus = read_corpus({"kind": "ravdess"}, tmp_path / "a")
        assert corpus.quarantine.empty
        assert corpus.items.set_index("item_id")["intended"].to_dict() == planted["intended"]
        assert len(corpus.items) == 30


class TestIemocap:
    def test_its_answers_come_back_rater_by_rater(self, tmp_path):
        planted = made_twice(tmp_path / "a", tmp_path / "b", {"kind": "iemocap", "sessions": 1, "turns": 6})
        corpus = read_corpus({"kind": "iemocap"}, tmp_path / "a")
        assert corpus.quarantine.empty
        found: dict = {}
        for row in corpus.ratings.itertuples():
            answer = row.label if row.value != row.value else int(row.value)
            found.setdefault(row.item_id, {}).setdefault(row.rater_id, {})[row.scale.removesuffix("_self")] = answer
        assert found == planted["votes"]
        assert (corpus.ratings["scale"].str.endswith("_self") == corpus.ratings["rater_id"].isin(["F1", "M1"])).all()
        assert any("|" in answers["emotion"] for votes in found.values() for answers in votes.values())
        assert corpus.items["transcript"].notna().all()


class TestMspPodcast:
    def test_its_answers_come_back_worker_by_worker(self, tmp_path):
        planted = made_twice(tmp_path / "a", tmp_path / "b", {"kind": "msp_podcast", "segments": 12, "unknown": 1.0})
        corpus = read_corpus({"kind": "msp_podcast"}, tmp_path / "a")
        assert corpus.quarantine.empty
        numbers = corpus.ratings.dropna(subset=["value"]).set_index(["item_id", "rater_id", "scale"])["value"]
        labels = corpus.ratings.dropna(subset=["label"]).set_index(["item_id", "rater_id", "scale"])["label"]
        words = {"Other-thoughtful": "other", "Angry": "anger", "Sad": "sadness", "Happy": "happiness"}
        for name, votes in planted["votes"].items():
            for worker, answer in votes.items():
                key = (name.removesuffix(".wav"), worker)
                assert numbers[*key, "activation"] == float(answer["EmoAct"])
                assert numbers[*key, "dominance"] == float(answer["EmoDom"])
                major = answer["EmoClass_Major"]
                assert labels[*key, "emotion"] == words.get(major, major.lower())
        assert len(numbers) == 3 * 12 * 5
        assert corpus.items["speaker_id"].str.startswith("unknown:").all()

"""The Emo-DB twin as files."""

import re

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.twins import generate

TWIN = {"kind": "emodb", "sentences": 1}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("twin")
    return root, generate(root, TWIN, workers=2)


def test_it_is_the_same_bytes_each_time(made, tmp_path):
    assert generate(tmp_path, TWIN, workers=1) == made[1]
    names = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(names) == 71
    assert all((tmp_path / name).read_bytes() == (made[0] / name).read_bytes() for name in names)


def test_the_reader_takes_all_of_it(made):
    corpus = read_corpus({"kind": "emodb"}, made[0])
    assert corpus.quarantine.empty
    assert len(corpus.items) == made[1]["items"] == 70
    assert sorted(corpus.items["intended"].unique()) == made[1]["labels"]
    assert corpus.items["speaker_id"].nunique() == 10
    realised = made[1]["listening_test"]["realised"]["recognised"]
    recognised = corpus.ratings.loc[corpus.ratings["scale"] == "recognised", "value"]
    assert recognised.mean() == pytest.approx(100 * realised)


def test_the_listening_test_is_written_as_released(made):
    lines = (made[0] / "erkennung.txt").read_bytes().decode("latin-1").split("\n")
    assert lines[0] == "Nr.\tSatz\terkannt\tnatuerlich"
    assert lines[-1] == ""
    assert all(re.fullmatch(r"\d+\xa0\xa0\t\d\da01\w\w\.wav(\t\d+,\d\d\xa0{6}){2}", line) for line in lines[1:-1])


def test_planted_prosody_is_in_the_sound(made):
    import soundfile

    def level(code):
        return 10 * np.log10(np.mean(soundfile.read(made[0] / f"wav/{code}.wav")[0] ** 2))

    louder = [level(f"{speaker}a01Wa") - level(f"{speaker}a01Ta") for speaker in ("03", "08", "10", "13")]
    assert min(louder) > 6

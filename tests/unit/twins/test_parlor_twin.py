"""The parlor twin as files."""

import json

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.twins import generate

TWIN = {"kind": "parlor", "speakers": 4}


def contents(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("twin")
    return root, generate(root, TWIN, workers=2)


def test_it_is_the_same_bytes_whenever_and_by_however_many_it_is_made(made, tmp_path):
    root, told = made
    assert generate(tmp_path, TWIN, workers=1) == told
    assert contents(tmp_path) == contents(root)


def test_fewer_speakers_have_the_same_recordings(made, tmp_path):
    generate(tmp_path, TWIN | {"speakers": 1}, workers=1)
    whole, part = contents(made[0]), contents(tmp_path)
    recordings = [name for name in part if "/" in name]
    assert len(recordings) == 16
    assert all(part[name] == whole[name] for name in recordings)


def test_the_reader_takes_all_of_it(made):
    root, told = made
    corpus = read_corpus({"kind": "parlor"}, root)
    assert corpus.quarantine.empty
    assert len(corpus.items) == told["items"]["n"] == 32
    assert len(corpus.ratings) == told["votes"]["given"]
    assert len(corpus.participants) == told["trial"]["realised"]["assessed"]
    assert corpus.items["duration"].between(1.0, 6.0).all()


def test_what_was_planted_is_plain_data(made):
    told = made[1]
    assert json.loads(json.dumps(told)) == told
    assert np.array(told["raters"]["confusion"]).shape == (12, 4, 4)
    assert told["trial"]["effect"] == {"post": -5.0, "follow_up": -3.0}
    assert told["models"]["no_gain"] == 0.0


@pytest.mark.slow
def test_a_face_mesh_finds_the_face_and_the_planted_valence(made):
    cv2 = pytest.importorskip("cv2")
    mediapipe = pytest.importorskip("mediapipe")
    from affectflow.studies.twins.own import ParlorTwin
    from affectflow.twins.parlor.script import turns

    def corners(path):
        film, heights = cv2.VideoCapture(str(path)), []
        while (read := film.read())[0]:
            marks = mesh.process(np.ascontiguousarray(read[1][:, :, ::-1])).multi_face_landmarks
            if marks:
                mouth = [marks[0].landmark[number].y for number in (13, 61, 291)]
                heights.append(mouth[0] - (mouth[1] + mouth[2]) / 2)
        return len(heights) / film.get(cv2.CAP_PROP_FRAME_COUNT), np.mean(heights)

    with mediapipe.solutions.face_mesh.FaceMesh(refine_landmarks=True) as mesh:
        plan = turns(ParlorTwin.load(TWIN))
        seen = [corners(made[0] / turn.row()["video"]) for turn in plan]
    assert np.mean([share for share, _ in seen]) > 0.98
    assert np.corrcoef([height for _, height in seen], [turn.valence for turn in plan])[0, 1] > 0.8

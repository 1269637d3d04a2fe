"""The face's descriptors on a real face (NASA's portrait of Eileen Collins), moved here by known amounts."""

import cv2
import numpy as np
import pandas as pd
import pytest

from affectflow.features import extract
from affectflow.features.face_descriptors import DESCRIPTORS, LEFT_EYE, RIGHT_EYE, describe
from affectflow.features.face_mesh import FaceMesh

pytestmark = pytest.mark.filterwarnings("ignore:SymbolDatabase")
FACE = {"kind": "face_movement", "frames_per_second": 12.0}
NAMES = list(DESCRIPTORS)
LENGTHS = NAMES[: NAMES.index("head_yaw")]
ANGLES = ["head_yaw", "head_pitch", "head_roll"]


@pytest.fixture(scope="module")
def portrait():
    data = pytest.importorskip("skimage.data")
    return np.ascontiguousarray(data.astronaut()[0:300, 60:360])


@pytest.fixture(scope="module")
def mesh():
    return FaceMesh()


@pytest.fixture(scope="module")
def at_rest(mesh, portrait):
    return described(mesh, portrait)


def landmarks_of(mesh, image):
    mesh.start_clip()
    return mesh(image)


def described(mesh, image):
    return dict(zip(NAMES, describe(landmarks_of(mesh, image)), strict=True))


def pushed(image, x, y, up, spread):
    """The image with the point (x, y) moved up, and its surroundings with it less and less."""
    rows, columns = np.mgrid[: image.shape[0], : image.shape[1]]
    reach = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2))
    return cv2.remap(image, columns.astype("f4"), (rows + up * reach).astype("f4"), cv2.INTER_CUBIC)


def rotated(image, degrees):
    turn = cv2.getRotationMatrix2D((150, 120), -degrees, 1)
    return cv2.warpAffine(image, turn, image.shape[1::-1], borderMode=cv2.BORDER_REFLECT)


def write_video(path, images, rate=12):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), rate, images[0].shape[1::-1])
    for image in images:
        writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    writer.release()


def measured(folder, *names):
    table = pd.DataFrame({"item_id": names, "video": names}, dtype="str")
    return extract(table, folder, FACE, shard=0, shards=1)


@pytest.mark.parametrize("raised", [-0.1, -0.05, 0.05, 0.1])
def test_raising_the_mouth_corners_raises_their_descriptor_by_about_as_much(mesh, portrait, at_rest, raised):
    landmarks = landmarks_of(mesh, portrait)
    eyes = np.linalg.norm(landmarks[list(LEFT_EYE)].mean(axis=0) - landmarks[list(RIGHT_EYE)].mean(axis=0))
    image = portrait
    for x, y, _ in landmarks[[61, 291]]:
        image = pushed(image, x, y, raised * eyes, 0.2 * eyes)
    after = described(mesh, image)
    for name in ("mouth_corner_height", "mouth_corner_height_left", "mouth_corner_height_right"):
        assert after[name] - at_rest[name] == pytest.approx(raised, rel=0.3)
    assert after["brow_height_inner"] == pytest.approx(at_rest["brow_height_inner"], abs=0.02)


def test_raising_one_corner_is_seen_on_its_side(mesh, portrait, at_rest):
    x, y, _ = landmarks_of(mesh, portrait)[291]
    after = described(mesh, pushed(portrait, x, y, 5, 8))
    left, right = (after[f"mouth_corner_height_{s}"] - at_rest[f"mouth_corner_height_{s}"] for s in ("left", "right"))
    assert left > 0.07 > 3 * abs(right)


@pytest.mark.parametrize("degrees", [-20, -10, 10, 20])
def test_rotating_the_image_turns_the_roll_alone(mesh, portrait, at_rest, degrees):
    after = described(mesh, rotated(portrait, degrees))
    assert after["head_roll"] - at_rest["head_roll"] == pytest.approx(degrees, abs=0.6)
    assert all(after[name] == pytest.approx(at_rest[name], abs=0.04) for name in LENGTHS)
    assert all(after[name] == pytest.approx(at_rest[name], abs=1.5) for name in ANGLES[:2])


@pytest.mark.parametrize("factor", [0.6, 0.8, 1.2])
def test_brightness_hardly_matters(mesh, portrait, at_rest, factor):
    after = described(mesh, np.clip(portrait * factor, 0, 255).astype(np.uint8))
    assert all(after[name] == pytest.approx(at_rest[name], abs=0.025) for name in LENGTHS)
    assert all(after[name] == pytest.approx(at_rest[name], abs=1.5) for name in ANGLES)


def test_a_mirrored_face_swaps_its_sides(mesh, portrait, at_rest):
    after = described(mesh, np.ascontiguousarray(portrait[:, ::-1]))
    assert after["head_yaw"] == pytest.approx(-at_rest["head_yaw"], abs=1.5)
    assert after["head_roll"] == pytest.approx(-at_rest["head_roll"], abs=1.5)
    assert after["mouth_corner_height_left"] == pytest.approx(at_rest["mouth_corner_height_right"], abs=0.03)


@pytest.mark.parametrize("shape", [(300, 300), (1600, 1600), (1500, 2600)])
def test_small_and_large_faces_and_frames_agree(mesh, portrait, at_rest, shape):
    frame = np.full((*shape, 3), 90, np.uint8)
    if shape == (1600, 1600):
        frame = cv2.resize(portrait, shape, interpolation=cv2.INTER_CUBIC)
    else:
        frame[-300:, -300:] = portrait
    after = described(mesh, frame)
    assert all(after[name] == pytest.approx(at_rest[name], abs=0.03) for name in LENGTHS)


def test_a_still_image_gives_still_landmarks(mesh, portrait):
    mesh.start_clip()
    first, *others = [mesh(portrait) for _ in range(4)]
    assert all(np.array_equal(others[0], other) for other in others)
    assert np.abs(first - others[0]).max() < 1.0


def test_an_empty_frame_shows_no_face(mesh):
    assert landmarks_of(mesh, np.full((900, 1600, 3), 90, np.uint8)) is None


def test_clips_are_measured_or_set_aside_with_their_reason(tmp_path, portrait, capfd):
    smiles = [pushed(pushed(portrait, 142, 139, up, 8), 185, 140, up, 8) for up in np.linspace(0, 6, 7)]
    blank = [np.full_like(portrait, 90)] * 7
    write_video(tmp_path / "a_smile.avi", smiles)
    write_video(tmp_path / "b_still.avi", [portrait] * 7)
    write_video(tmp_path / "c_away.avi", blank)
    write_video(tmp_path / "d_one.avi", [portrait])
    write_video(tmp_path / "e_half.avi", [*smiles, *blank[:6]])
    names = ["a_smile.avi", "b_still.avi", "c_away.avi", "d_one.avi", "e_half.avi"]
    features, quarantine = measured(tmp_path, *names)
    assert list(features["item_id"]) == [names[0], names[1], names[4]]
    assert list(quarantine["reason"]) == ["no_face", "too_short"]
    assert capfd.readouterr().err == ""
    features = features.set_index("item_id")
    assert features.loc["a_smile.avi", "mouth_corner_height_range"] > 0.08
    assert features.loc["b_still.avi", "mouth_corner_height_range"] < 0.01
    assert features.loc["a_smile.avi", "mouth_corner_height_speed"] == pytest.approx(0.25, rel=0.4)
    # What a clip gives does not depend on the clips before it, nor on how often it is asked.
    alone, _ = measured(tmp_path, names[4])
    pd.testing.assert_frame_equal(alone.set_index("item_id"), features.loc[[names[4]]], check_exact=True)

"""Geometry of the face's descriptors and statistics over a clip, on landmarks made here."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.features.face_descriptors import (
    ACROSS,
    ALONG,
    DESCRIPTORS,
    LEFT_CORNER,
    NAMES,
    RIGHT_CORNER,
    describe,
    summarise,
)

NUMBER = {name: number for number, name in enumerate(DESCRIPTORS)}
LENGTHS = slice(0, NUMBER["head_yaw"])
ANGLES = slice(NUMBER["head_yaw"], None)
angle = st.floats(-40, 40)


def face(seed=0):
    """Points at random, but with upright axes: across along x, the midline along y at one depth."""
    landmarks = np.random.default_rng(seed).normal(0, 10, (478, 3))
    for right, left in ACROSS:
        landmarks[left] = landmarks[right] + (60, 0, 0)
    landmarks[ALONG[1]] = landmarks[ALONG[0]] + (0, 100, 0)
    return landmarks


def turned(landmarks, yaw=0.0, pitch=0.0, roll=0.0):
    """First nod, then turn, then tilt, in degrees, as the descriptors name them."""
    y, p, r = np.radians([yaw, pitch, roll])
    nod = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    turn = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return landmarks @ (tilt @ turn @ nod).T


@settings(deadline=None)
@given(angle, angle, angle)
def test_turning_the_head_changes_the_angles_only(yaw, pitch, roll):
    before, after = describe(face()), describe(turned(face(), yaw, pitch, roll))
    np.testing.assert_allclose(after[LENGTHS], before[LENGTHS], atol=1e-9)
    np.testing.assert_allclose(after[ANGLES] - before[ANGLES], [yaw, pitch, roll], atol=1e-6)


def test_signs_of_the_angles():
    nose = np.array([0.0, 0.0, -1.0])
    assert turned(nose, yaw=20)[0] > 0  # to the right of the image
    assert turned(nose, pitch=20)[1] < 0  # up
    assert turned(np.array([1.0, 0, 0]), roll=20)[1] > 0  # clockwise


@settings(deadline=None)
@given(st.floats(0.1, 50), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_size_and_place_do_not_matter(scale, x, y):
    np.testing.assert_allclose(describe(face() * scale + (x, y, 0)), describe(face()), atol=1e-6)


def test_a_raised_mouth_corner_raises_its_descriptor_by_as_much():
    landmarks = face()
    eyes = np.linalg.norm(landmarks[[33, 133]].mean(axis=0) - landmarks[[362, 263]].mean(axis=0))
    raised = landmarks.copy()
    raised[LEFT_CORNER, 1] -= 3
    change = describe(raised) - describe(landmarks)
    assert change[NUMBER["mouth_corner_height_left"]] == pytest.approx(3 / eyes)
    assert change[NUMBER["mouth_corner_height_right"]] == pytest.approx(0, abs=1e-12)
    assert change[NUMBER["mouth_corner_height"]] == pytest.approx(1.5 / eyes)


def test_mouth_width():
    landmarks = face()
    landmarks[LEFT_CORNER] = landmarks[RIGHT_CORNER] + (30, 0, 0)
    eyes = np.linalg.norm(landmarks[[33, 133]].mean(axis=0) - landmarks[[362, 263]].mean(axis=0))
    assert describe(landmarks)[NUMBER["mouth_width"]] == pytest.approx(30 / eyes)


def test_statistics_over_a_clip():
    times = np.array([0.0, 0.1, 0.2, 0.5])
    values = np.array([1.0, 2.0, 4.0, 1.0])
    mean, sd, spread, speed = summarise(times, np.tile(values[:, None], (1, len(DESCRIPTORS))))[:4]
    assert (mean, sd) == (2.0, pytest.approx(np.sqrt(2.0)))
    assert spread == pytest.approx(np.quantile(values, 0.95) - np.quantile(values, 0.05))
    assert speed == pytest.approx((10 + 20 + 10) / 3)


def test_frames_without_a_face_are_left_out_and_not_bridged():
    frames = np.tile(np.array([1.0, 3.0, np.nan, 9.0])[:, None], (1, len(DESCRIPTORS)))
    mean, _, _, speed = summarise(np.arange(4.0), frames)[:4]
    assert mean == pytest.approx(13 / 3)
    assert speed == pytest.approx(2.0)


@pytest.mark.parametrize("seen", [[True, False, False], [True, False, True]])
def test_what_is_undefined_is_nan(seen):
    frames = np.where(np.array(seen)[:, None], np.ones(len(DESCRIPTORS)), np.nan)
    assert np.isnan(summarise(np.arange(3.0), frames)).any()


def test_names():
    assert len(NAMES) == len(set(NAMES)) == 4 * len(DESCRIPTORS)
    assert NAMES[0] == "mouth_corner_height_mean"

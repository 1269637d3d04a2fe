"""Regions, views and tiles of a frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.features.face_region import SMALLEST_TILE, VIEW, Region, around_landmarks, is_still_good, tiles, view_of


@given(st.integers(SMALLEST_TILE, 3000), st.integers(SMALLEST_TILE, 3000))
def test_tiles_cover_the_frame_and_stay_in_it(height, width):
    for side in {side for _, _, side in tiles(height, width)}:
        boxes = [box for box in tiles(height, width) if box[2] == side]
        for length, axis in ((width, 0), (height, 1)):
            starts = sorted({box[axis] for box in boxes})
            assert starts[0] == 0
            assert starts[-1] + side == length
            assert np.diff(starts).max(initial=0) <= side / 2 + 1


def test_small_frames_have_no_tiles_and_large_ones_have_two_sizes():
    assert tiles(SMALLEST_TILE - 1, 3000) == []
    assert {side for _, _, side in tiles(1500, 2600)} == {1500, 500}


@pytest.mark.parametrize("box", [(0, 0, 900), (-100, 50, 1200), (700, 400, 600), (10, 20, 100)])
def test_points_of_a_view_lie_where_they_were_in_the_frame(box):
    rows, columns = np.mgrid[:800, :1000]
    frame = np.stack([columns / 4, rows / 4, rows * 0], axis=-1).round().astype(np.uint8)
    view = view_of(frame, box)
    assert max(view.image.shape[:2]) <= VIEW
    height, width = view.image.shape[:2]
    for row, column in ((0, 0), (height - 1, width - 1), (height // 2, width // 3)):
        share = np.array([[(column + 0.5) / width, (row + 0.5) / height, 0.0]])
        x, y, _ = view.to_frame(share)[0] / 4
        assert view.image[row, column, :2] == pytest.approx([x, y], abs=1.5)


def test_the_region_of_landmarks_is_tilted_with_the_eyes():
    landmarks = np.random.default_rng(1).uniform(100, 200, (478, 3))
    landmarks[33], landmarks[263] = (120, 120, 0), (160, 160, 0)
    region = around_landmarks(landmarks)
    assert region.angle == pytest.approx(np.pi / 4)
    assert region.side == pytest.approx(1.5 * np.ptp(landmarks[:, :2], axis=0).max())


@pytest.mark.parametrize(
    ("now", "good"),
    [
        (Region(100, 100, 50, 0), True),
        (Region(100.4, 100, 50, 0.01), True),
        (Region(101, 100, 50, 0), False),
        (Region(100, 100, 52, 0), False),
        (Region(100, 100, 50, 0.03), False),
    ],
)
def test_a_region_is_kept_while_it_fits(now, good):
    assert is_still_good(Region(100, 100, 50, 0), now) is good

"""Reading a video's frames."""

import cv2
import numpy as np
import pytest

from affectflow.features.instrument import Unusable
from affectflow.features.video import frames


def write_video(path, images, rate):
    """Write RGB images as Motion JPEG."""
    height, width = images[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), rate, (width, height))
    for image in images:
        writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    writer.release()


def grey(level):
    return np.full((64, 64, 3), level, np.uint8)


@pytest.mark.parametrize(
    ("own", "wanted", "kept"),
    [
        (24, 12, [0, 2, 4, 6, 8]),
        (25, 10, [0, 3, 5, 8]),
        (10, 10, list(range(10))),
        (10, 30, list(range(10))),
        (30, 12, [0, 3, 5, 8]),
    ],
)
def test_frames_are_the_first_not_before_each_wanted_moment(tmp_path, own, wanted, kept):
    write_video(tmp_path / "clip.avi", [grey(20 * number) for number in range(10)], own)
    read = list(frames(tmp_path / "clip.avi", wanted))
    assert [round(time * own) for time, _ in read] == kept
    assert [round(frame.mean() / 20) for _, frame in read] == kept


def test_colours_are_rgb(tmp_path):
    red = grey(0)
    red[..., 0] = 200
    write_video(tmp_path / "clip.avi", [red] * 3, 10)
    _, frame = next(frames(tmp_path / "clip.avi", 10))
    assert frame[..., 0].mean() > 150 > 50 > frame[..., 2].mean()


def test_a_cut_video_is_truncated(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (30, 64, 64, 3), dtype=np.uint8)
    write_video(tmp_path / "clip.avi", noise, 10)
    whole = (tmp_path / "clip.avi").read_bytes()
    (tmp_path / "cut.avi").write_bytes(whole[: len(whole) // 2])
    assert len(list(frames(tmp_path / "clip.avi", 10))) == 30
    with pytest.raises(Unusable) as raised:
        list(frames(tmp_path / "cut.avi", 10))
    assert raised.value.reason == "truncated"


@pytest.mark.parametrize("content", [b"", b"no video"])
def test_what_is_no_video_is_unreadable_and_says_so_in_the_error_only(tmp_path, capfd, content):
    (tmp_path / "clip.mp4").write_bytes(content)
    with pytest.raises(Unusable) as raised:
        list(frames(tmp_path / "clip.mp4", 10))
    assert raised.value.reason == "unreadable"
    assert capfd.readouterr().err == ""

"""AVI files that others can read."""

import cv2
import numpy as np

from affectflow.twins.avi import write_avi


def test_opencv_reads_back_every_frame(tmp_path):
    pictures = [np.full((48, 64, 3), level, np.uint8) for level in (20, 120, 220)]
    frames = [cv2.imencode(".jpg", picture)[1].tobytes() for picture in pictures]
    write_avi(tmp_path / "a.avi", frames, 64, 48, 12)
    film = cv2.VideoCapture(str(tmp_path / "a.avi"))
    assert (film.get(cv2.CAP_PROP_FPS), film.get(cv2.CAP_PROP_FRAME_COUNT)) == (12, 3)
    levels = [film.read()[1].mean() for _ in pictures]
    assert np.allclose(levels, [20, 120, 220], atol=2)
    assert not film.read()[0]


def test_the_header_promises_what_is_there(tmp_path):
    write_avi(tmp_path / "a.avi", [b"odd", b"even"], 64, 48, 12)
    content = (tmp_path / "a.avi").read_bytes()
    assert int.from_bytes(content[4:8], "little") + 8 == len(content)

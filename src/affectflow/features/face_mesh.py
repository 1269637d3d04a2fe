"""Finds a face in a frame and its 478 landmarks, with the models that MediaPipe carries.

Source: Kartynnik et al. (2019), Real-time facial surface geometry from monocular video on
mobile GPUs; Grishchenko et al. (2020), Attention mesh.

Measured with MediaPipe 0.10.14: the mesh finds no face in a portrait 2,560 pixels wide nor one
that is small in its frame, hence the search in a scaled frame and in tiles. Without attention
it follows a mouth corner for 10 to 30 % of its way, with attention for 75 %. Its tracker
circles around a still image, so every frame is taken by itself.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from .native_messages import native_messages, say

Image = NDArray[np.uint8]
Box = tuple[int, int, int]  # left, top, side

SMALL = 640  # a frame whose longer side is at most this is shown to the mesh as it is
WINDOW = 480  # a window around a face is scaled down to this
MARGIN = 3.0  # side of a window in units of the face's box
SEARCH = 512  # the detector sees frames and tiles at this size
SMALLEST_TILE = 360
REST = 12  # searches without a look into the tiles, after one in vain


class FaceMesh:
    """Landmarks of the most prominent face of a frame; keeps a window on it within a clip."""

    def __init__(self) -> None:
        # MediaPipe calls protobuf in a way that protobuf warns of, at its first result.
        warnings.filterwarnings("ignore", message=r"SymbolDatabase\.GetPrototype", category=UserWarning)
        with native_messages() as messages:
            from mediapipe.python.solutions.face_detection import FaceDetection
            from mediapipe.python.solutions.face_mesh import FaceMesh as Mesh

            self._mesh = Mesh(static_image_mode=True, max_num_faces=1, refine_landmarks=True)
            self._detector = FaceDetection(model_selection=1, min_detection_confidence=0.5)
            still = np.zeros((64, 64, 3), np.uint8)
            self._mesh.process(still)
            self._detector.process(still)
        say(messages)
        self.start_clip()

    def start_clip(self) -> None:
        """Forget the clip before."""
        self._window: Box | None = None
        self._rest = 0

    def __call__(self, frame: Image) -> NDArray[np.float64] | None:
        """Landmarks in pixels of one common scale, shape (478, 3), or None where there is no face.

        Args:
            frame: shape (height, width, 3), RGB.
        """
        if self._window is None and max(frame.shape[:2]) <= SMALL:
            found = self._landmarks(frame)
            if found is not None:
                return found
        if self._window is not None:
            found = self._landmarks(_view(frame, self._window, WINDOW))
            if found is not None:
                return found
        self._window = self._search(frame)
        return None if self._window is None else self._landmarks(_view(frame, self._window, WINDOW))

    def _landmarks(self, image: Image) -> NDArray[np.float64] | None:
        faces = self._mesh.process(image).multi_face_landmarks
        if not faces:
            return None
        height, width = image.shape[:2]
        points = np.array([(point.x, point.y, point.z) for point in faces[0].landmark])
        return points * (width, height, width)

    def _search(self, frame: Image) -> Box | None:
        """A window around the largest face in the frame, or in its tiles if the frame shows none."""
        height, width = frame.shape[:2]
        boxes = self._boxes(frame, (0, 0, max(height, width)))
        self._rest -= 1
        if not boxes and self._rest < 0:
            boxes = [box for tile in _tiles(height, width) for box in self._boxes(frame, tile)]
            self._rest = 0 if boxes else REST
        if not boxes:
            return None
        left, top, side = max(boxes, key=lambda box: box[2])
        grown = round(side * MARGIN)
        return left - (grown - side) // 2, top - (grown - side) // 2, grown

    def _boxes(self, frame: Image, tile: Box) -> list[Box]:
        view = _view(frame, tile, SEARCH)
        scale = tile[2] / SEARCH if tile[2] > SEARCH else 1.0
        height, width = view.shape[:2]
        boxes = []
        for detection in self._detector.process(view).detections or []:
            box = detection.location_data.relative_bounding_box
            left, top = box.xmin * width * scale, box.ymin * height * scale
            side = max(box.width * width, box.height * height) * scale
            boxes.append((max(tile[0], 0) + round(left), max(tile[1], 0) + round(top), round(side)))
        return boxes


def _tiles(height: int, width: int) -> list[Box]:
    """Squares of half the frame's shorter side that overlap by half."""
    side = min(height, width) // 2
    if side < SMALLEST_TILE:
        return []
    step = side // 2
    return [(left, top, side) for top in range(0, height - side + 1, step) for left in range(0, width - side + 1, step)]


def _view(frame: Image, box: Box, longest: int) -> Image:
    """The part of a box that lies in the frame, scaled so that the box's side is at most `longest`."""
    import cv2

    left, top, side = box
    part = frame[max(top, 0) : top + side, max(left, 0) : left + side]
    if side <= longest:
        return np.ascontiguousarray(part)
    size = [max(round(length * longest / side), 1) for length in part.shape[1::-1]]
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA)

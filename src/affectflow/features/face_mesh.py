"""Finds a face in a frame and its 478 landmarks, with the models that MediaPipe carries.

Source: Kartynnik et al. (2019), Real-time facial surface geometry from monocular video on
mobile GPUs; Grishchenko et al. (2020), Attention mesh.

MediaPipe's landmark graph is run below its `FaceMesh` solution, whose search and tracking did
not serve here (measured with 0.10.14): it finds no face in a portrait 2,560 pixels wide nor one
that is small in its frame, its tracker circles around a still image, and its static mode
costs 11 ms a frame instead of 6. Without attention the mesh follows a mouth corner for 10 to 30 % of its
way, with attention for 70 to 100 %.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .face_region import Box, Region, View, around_detection, around_landmarks, is_still_good, tiles, view_of
from .native_messages import native_messages, say

GRAPH = """
input_stream: "image"
input_stream: "region"
input_side_packet: "with_attention"
output_stream: "landmarks"
node {
  calculator: "FaceLandmarkCpu"
  input_stream: "IMAGE:image"
  input_stream: "ROI:region"
  input_side_packet: "WITH_ATTENTION:with_attention"
  output_stream: "LANDMARKS:landmarks"
}
"""
SETTLE = 2  # looks at a face that has just been found, each through the region that the last one gave
REST = 12  # searches without a look into the tiles, after one that was in vain


class FaceMesh:
    """Landmarks of one face: the largest that is found, then followed until it is lost.

    The region is moved only when the face leaves it, so a still image gives still landmarks.
    """

    def __init__(self) -> None:
        # MediaPipe calls protobuf in a way that protobuf warns of, at its first result.
        warnings.filterwarnings("ignore", message=r"SymbolDatabase\.GetPrototype", category=UserWarning)
        with native_messages() as messages:
            self._detector, self._mesh = _start()
        say(messages)
        self.start_clip()

    def start_clip(self) -> None:
        """Forget the clip before."""
        self._region: Region | None = None
        self._rest = 0

    def __call__(self, frame: NDArray[np.uint8]) -> NDArray[np.float64] | None:
        """Landmarks in pixels of the frame, shape (478, 3), or None where there is no face.

        Args:
            frame: shape (height, width, 3), RGB.
        """
        landmarks = self._look(frame)
        if landmarks is None:
            for region in self._search(frame):
                self._region = region
                for _ in range(SETTLE):
                    landmarks = self._look(frame)
                if landmarks is not None:
                    break
        return landmarks

    def _look(self, frame: NDArray[np.uint8]) -> NDArray[np.float64] | None:
        """Landmarks within the region, which then follows the face or is lost with it."""
        if self._region is None:
            return None
        view = view_of(frame, self._region.neighbourhood())
        found = self._mesh.process({"image": view.image, "region": _rectangle(self._region, view)}).landmarks
        if found is None:
            self._region = None
            return None
        landmarks = view.to_frame(np.array([(point.x, point.y, point.z) for point in found.landmark]))
        self._rest = 0
        region = around_landmarks(landmarks)
        self._region = self._region if is_still_good(self._region, region) else region
        return landmarks

    def _search(self, frame: NDArray[np.uint8]) -> Iterator[Region]:
        """Where the frame seems to show a face, then where its tiles do; the largest first."""
        height, width = frame.shape[:2]
        yield from self._detect(frame, [(0, 0, max(height, width))])
        self._rest -= 1
        if self._rest < 0:
            self._rest = REST
            yield from self._detect(frame, tiles(height, width))

    def _detect(self, frame: NDArray[np.uint8], boxes: list[Box]) -> list[Region]:
        views = [view_of(frame, box) for box in boxes]
        found = [(face, view) for view in views for face in self._detector.process(view.image).detections or []]
        return sorted((around_detection(face, view) for face, view in found), key=lambda region: -region.side)


def _start():
    """Detector and landmark graph, both after their first frame, when all native code has spoken."""
    from google.protobuf import text_format
    from mediapipe.framework import calculator_pb2
    from mediapipe.python.solution_base import SolutionBase
    from mediapipe.python.solutions.face_detection import FaceDetection

    detector = FaceDetection(model_selection=1, min_detection_confidence=0.5)
    graph = text_format.Parse(GRAPH, calculator_pb2.CalculatorGraphConfig())
    mesh = SolutionBase(graph_config=graph, side_inputs={"with_attention": True}, outputs=["landmarks"])
    still = view_of(np.zeros((64, 64, 3), np.uint8), (0, 0, 64))
    detector.process(still.image)
    mesh.process({"image": still.image, "region": _rectangle(Region(32, 32, 32, 0), still)})
    return detector, mesh


def _rectangle(region: Region, view: View):
    from mediapipe.framework.formats.rect_pb2 import NormalizedRect

    height, width = view.image.shape[:2]
    return NormalizedRect(
        x_center=(region.x - view.left) * view.scale / width,
        y_center=(region.y - view.top) * view.scale / height,
        width=region.side * view.scale / width,
        height=region.side * view.scale / height,
        rotation=region.angle,
    )

"""The drawing of emotions in the plane of valence and arousal."""

import re
from xml.etree import ElementTree

from affectflow.report.figures.plane import Emotion, plane

JOY = Emotion("joy", (0.5, 0.25), (0.2, 0.1), 0.0, (0.4, 0.2), 12)
FEAR = Emotion("fear", (-0.5, 0.5), (0.2, 0.2), 0.02, None, 0)


def test_ellipses_lie_on_their_means_and_are_as_wide_as_their_spread():
    svg = plane("p", "emotions", [JOY, FEAR], synthetic=True)
    root = ElementTree.fromstring(svg)
    joy, fear = root.iter("{http://www.w3.org/2000/svg}ellipse")
    width = float(joy.get("rx")) / 0.2
    assert float(joy.get("ry")) / 0.1 == width
    middle = (float(joy.get("cx")) + float(fear.get("cx"))) / 2
    assert abs(float(joy.get("cx")) - middle - 0.5 * width) < 0.02
    assert float(joy.get("cy")) > float(fear.get("cy"))
    # Equal spreads that go together: the long axis rises to the right, at half a right angle.
    assert fear.get("transform").startswith("rotate(-45")
    assert float(fear.get("rx")) > float(fear.get("ry"))


def test_what_is_drawn_is_said_and_the_empty_label_has_no_mark():
    svg = plane("p", "emotions", [JOY, FEAR], synthetic=False)
    assert len(re.findall('class="dot two"', svg)) == 1
    assert "joy: valence 0.50 with standard deviation 0.20" in svg
    assert "fear (n = 0)" in svg
    assert "SYNTHETIC" not in svg

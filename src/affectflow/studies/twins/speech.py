"""The generators of corpora of speech and faces with votes."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class CremaDTwin(Spec):
    """Generator of a corpus in the layout of CremaD."""

    kind: Literal["crema_d"]
    seed: Seed = 1


class FerplusTwin(Spec):
    """Generator of a corpus in the layout of Ferplus."""

    kind: Literal["ferplus"]
    seed: Seed = 1


class RavdessTwin(Spec):
    """Generator of a corpus in the layout of Ravdess."""

    kind: Literal["ravdess"]
    seed: Seed = 1


class IemocapTwin(Spec):
    """Generator of a corpus in the layout of Iemocap."""

    kind: Literal["iemocap"]
    seed: Seed = 1


class MspPodcastTwin(Spec):
    """Generator of a corpus in the layout of MspPodcast."""

    kind: Literal["msp_podcast"]
    seed: Seed = 1

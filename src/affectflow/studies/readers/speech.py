"""The readers of corpora of speech and faces with votes."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class CremaD(Reading):
    """CREMA-D; the names of its files hold the actor and the clip."""

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id"])
    kind: Literal["crema_d"]


class Ferplus(Reading):
    """FER+; its taggers have no names, and the names of its images are those of FER-2013."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["ferplus"]


class Ravdess(Reading):
    """RAVDESS; the names of its files hold the actor and the take."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["ravdess"]


class Iemocap(Reading):
    """IEMOCAP; the names of its files hold the session, the speaker and the turn."""

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id"])
    kind: Literal["iemocap"]


class MspPodcast(Reading):
    """MSP-Podcast; the names of its files hold the podcast and the segment, but not the speaker."""

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id", "speaker_id"])
    kind: Literal["msp_podcast"]

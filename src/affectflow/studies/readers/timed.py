"""The readers of corpora of films with traces, episodes and cues."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .reading import Reading


class Studyforrest(Reading):
    """Observers' records of emotions in a film; the files' names are the observers'."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["studyforrest"]


class OmgEmpathy(Reading):
    """Listeners' valence traces; the files' names are the listeners'."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["omg_empathy"]


class Bah(Reading):
    """Answers on video with stretches of ambivalence or hesitancy; paths hold the participant and the item.

    `frames_per_second` makes durations from counts of frames; the release does not state it.
    """

    hides: ClassVar[frozenset[str]] = frozenset(["rater_id"])
    kind: Literal["bah"]
    frames_per_second: Annotated[float, Field(gt=0)] = 24.0

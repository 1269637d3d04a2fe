"""The readers of the project's own corpus and of Emo-DB."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class Parlor(Reading):
    """parlor, the project's own corpus."""

    hides: ClassVar[frozenset[str]] = frozenset(["item_id", "participant_id", "rater_id", "session_id", "speaker_id"])
    kind: Literal["parlor"]


class Emodb(Reading):
    """Emo-DB; its file names hold the speaker and the item."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["emodb"]

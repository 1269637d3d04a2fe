"""The readers of corpora of films with traces, episodes and cues."""

from __future__ import annotations

from typing import ClassVar, Literal

from .reading import Reading


class Studyforrest(Reading):
    """Observers' records of emotions in a film; the files' names are the observers'."""

    hides: ClassVar[frozenset[str]] = frozenset()
    kind: Literal["studyforrest"]


class OmgEmpathy(Reading):
    """OmgEmpathy, as released."""

    kind: Literal["omg_empathy"]


class Bah(Reading):
    """Bah, as released."""

    kind: Literal["bah"]

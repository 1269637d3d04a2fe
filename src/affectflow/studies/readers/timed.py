"""The readers of corpora of films with traces, episodes and cues."""

from __future__ import annotations

from typing import Literal

from .reading import Reading


class Studyforrest(Reading):
    """Studyforrest, as released."""

    kind: Literal["studyforrest"]


class OmgEmpathy(Reading):
    """OmgEmpathy, as released."""

    kind: Literal["omg_empathy"]


class Bah(Reading):
    """Bah, as released."""

    kind: Literal["bah"]

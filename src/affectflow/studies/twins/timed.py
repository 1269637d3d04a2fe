"""The generators of corpora of films with traces, episodes and cues."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class StudyforrestTwin(Spec):
    """Generator of a corpus in the layout of Studyforrest."""

    kind: Literal["studyforrest"]
    seed: Seed = 1


class OmgEmpathyTwin(Spec):
    """Generator of a corpus in the layout of OmgEmpathy."""

    kind: Literal["omg_empathy"]
    seed: Seed = 1


class BahTwin(Spec):
    """Generator of a corpus in the layout of Bah."""

    kind: Literal["bah"]
    seed: Seed = 1

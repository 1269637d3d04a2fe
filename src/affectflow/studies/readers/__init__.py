"""The readers of corpora, by kind; apart from the catalogue, so that its edits read no corpus anew."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .judged import Emer, Kumar2025, Mentalbench, MentalExplanations
from .open_tables import AffectnetVad, Audformat, LongTable
from .own import Emodb, Parlor
from .people import TrialTables
from .reviews import ReviewTables
from .speech import CremaD, Ferplus, Iemocap, MspPodcast, Ravdess
from .text import Dices, Emobank, Emorynlp, Esconv, Goemotions, Meld, Wrime
from .timed import Bah, OmgEmpathy, Studyforrest

Reader = Annotated[
    Parlor
    | Emodb
    | CremaD
    | Ferplus
    | Ravdess
    | Iemocap
    | MspPodcast
    | Emobank
    | Meld
    | Emorynlp
    | Goemotions
    | Esconv
    | Dices
    | Wrime
    | LongTable
    | Audformat
    | AffectnetVad
    | Studyforrest
    | OmgEmpathy
    | Bah
    | Kumar2025
    | Mentalbench
    | MentalExplanations
    | Emer
    | TrialTables
    | ReviewTables,
    Field(discriminator="kind"),
]

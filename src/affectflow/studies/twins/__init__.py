"""The generators of synthetic twins, by kind; apart from the catalogue, so that its edits make no twin anew."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .judged import EmerTwin, Kumar2025Twin, MentalbenchTwin, MentalExplanationsTwin
from .open_tables import AffectnetVadTwin
from .own import EmodbTwin, ParlorTwin
from .people import RatedSessionsTwin, TrialTablesTwin
from .reviews import ReviewTablesTwin
from .speech import CremaDTwin, FerplusTwin, IemocapTwin, MspPodcastTwin, RavdessTwin
from .text import DicesTwin, EmobankTwin, EmorynlpTwin, EsconvTwin, GoemotionsTwin, MeldTwin, WrimeTwin
from .timed import BahTwin, OmgEmpathyTwin, StudyforrestTwin

Twin = Annotated[
    ParlorTwin
    | EmodbTwin
    | CremaDTwin
    | FerplusTwin
    | RavdessTwin
    | IemocapTwin
    | MspPodcastTwin
    | EmobankTwin
    | MeldTwin
    | EmorynlpTwin
    | GoemotionsTwin
    | EsconvTwin
    | DicesTwin
    | WrimeTwin
    | AffectnetVadTwin
    | StudyforrestTwin
    | OmgEmpathyTwin
    | BahTwin
    | Kumar2025Twin
    | MentalbenchTwin
    | MentalExplanationsTwin
    | EmerTwin
    | TrialTablesTwin
    | RatedSessionsTwin
    | ReviewTablesTwin,
    Field(discriminator="kind"),
]

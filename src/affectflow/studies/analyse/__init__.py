"""`analyse:` statistics of ratings, trials and models, by kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .aggregation import Aggregation
from .agreement import Agreement
from .anova import Anova
from .baseline import Baseline
from .comparison import Comparison
from .differences import Differences
from .episodes import Episodes
from .events import Events
from .exposure import Exposure
from .expressions import Expressions
from .frequencies import Frequencies
from .imputation import Imputation
from .judges import Judges
from .longitudinal import Longitudinal
from .meta_analysis import MetaAnalysis
from .ordinal import Ordinal
from .power import Power
from .prisma import Prisma
from .rated_conditions import RatedConditions
from .recovery import Check, Recovery
from .regression import Regression
from .relabelling import Relabelling
from .reliable_change import ReliableChange
from .sets import Sets
from .traces import Traces
from .trial import Trial

Analysis = Annotated[
    Agreement
    | Aggregation
    | Trial
    | Comparison
    | Recovery
    | Traces
    | Episodes
    | Judges
    | Sets
    | Expressions
    | Relabelling
    | Baseline
    | Longitudinal
    | Anova
    | Differences
    | Power
    | Events
    | Ordinal
    | ReliableChange
    | Imputation
    | Exposure
    | Regression
    | RatedConditions
    | Prisma
    | Frequencies
    | MetaAnalysis,
    Field(discriminator="kind"),
]

__all__ = [
    "Aggregation",
    "Agreement",
    "Analysis",
    "Anova",
    "Baseline",
    "Check",
    "Comparison",
    "Differences",
    "Episodes",
    "Events",
    "Exposure",
    "Expressions",
    "Frequencies",
    "Imputation",
    "Judges",
    "Longitudinal",
    "MetaAnalysis",
    "Ordinal",
    "Power",
    "Prisma",
    "RatedConditions",
    "Recovery",
    "Regression",
    "Relabelling",
    "ReliableChange",
    "Sets",
    "Traces",
    "Trial",
]

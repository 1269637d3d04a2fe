"""`analyse:` statistics of ratings, trials and models, by kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .aggregation import Aggregation
from .agreement import Agreement
from .comparison import Comparison
from .episodes import Episodes
from .expressions import Expressions
from .judges import Judges
from .recovery import Check, Recovery
from .relabelling import Relabelling
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
    | Relabelling,
    Field(discriminator="kind"),
]

__all__ = [
    "Aggregation",
    "Agreement",
    "Analysis",
    "Check",
    "Comparison",
    "Episodes",
    "Expressions",
    "Judges",
    "Recovery",
    "Relabelling",
    "Sets",
    "Traces",
    "Trial",
]

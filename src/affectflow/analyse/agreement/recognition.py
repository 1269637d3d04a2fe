"""Recognition in an analysis of agreement: how often votes name the class that was intended."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ...statistics.agreement.recognition import Recognition
from ...studies.analyse.agreement import Agreement
from .measures import Clusters, interval_of, undefined
from .units import Units


def recognition_result(units: Units, asked: Agreement, clusters: Clusters, known: bool) -> dict[str, Any]:
    """Share of votes that equal `items.intended`, with its interval."""
    meant = pd.Index(units.labels).get_indexer(pd.Index(units.items["intended"]))
    found = Recognition(units.votes, np.where(meant >= 0, meant, -1)[units.item])
    return undefined(asked, found.reason()) if found.reason() else interval_of(found, asked, clusters, known)

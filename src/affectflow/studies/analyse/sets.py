"""`analyse: {kind: sets}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Bootstrap, Name, Spec, distinct


class Sets(Spec):
    """Sets of labels against a reference, after synonyms are joined: precision, recall and their average.

    `synonyms` names a group and the words that mean it; a word that no group names is its own group. `raters`
    are those whose agreement is Krippendorff's alpha for sets. A prediction without members has no precision;
    `empty: zero` counts it as 0, and its recall too, as the evaluation of MER2024's open-vocabulary track does.
    """

    kind: Literal["sets"]
    scale: Name
    reference: str
    predictions: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
    raters: Annotated[tuple[str, ...], AfterValidator(distinct)] = ()
    synonyms: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    empty: Literal["undefined", "zero"] = "undefined"
    distance: Literal["jaccard", "masi"] = "jaccard"
    bootstrap: Bootstrap = Bootstrap()

"""`analyse: {kind: sets}`"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..base import Bootstrap, Name, Spec, distinct


def _each_word_once(groups: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    distinct(tuple(word for words in groups.values() for word in words))
    return groups


Words = Annotated[tuple[str, ...], Field(min_length=1)]
Synonyms = Annotated[dict[str, Words], AfterValidator(_each_word_once)]


class Sets(Spec):
    """Sets of labels against a reference, after synonyms are joined: precision, recall and their average.

    `synonyms` names a group and the words that mean it; a word that no group names is its own group. `raters`
    are those whose agreement is Krippendorff's alpha for sets. A rater of `predictions` or `raters` that the
    corpus does not have is told as such. A prediction without members has no precision; `empty: zero` counts it
    as 0, as the evaluation of MER2024's open-vocabulary track does.
    """

    kind: Literal["sets"]
    scale: Name
    reference: str
    predictions: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)]
    raters: Annotated[tuple[str, ...], AfterValidator(distinct)] = ()
    synonyms: Synonyms = Field(default={}, description="group -> the words that mean it")
    empty: Literal["undefined", "zero"] = "undefined"
    distance: Literal["jaccard", "masi"] = "jaccard"
    bootstrap: Bootstrap = Bootstrap()

"""The layout of the ratings of empathic communication of Kumar et al. (2025).

    annotations/<sample>/<rater>_ratings.csv    one row per conversation, one column per dimension

Four samples of 50 conversations each, rated by three experts, a crowd and three models. A sample has a name for the
column of its conversations of its own. Columns stand in another order in each file; some files begin with a column
of row numbers, with a name or without; some hold the conversation, with line breaks in it. The crowd's file holds
means of several crowdworkers, or their consensus (EPITOME). Files of other names (`sample_ratings_crowdsourced.csv`)
repeat the crowd's.

Source: the released repository, its readme and its notebook (Kumar et al., 2025, When LLMs are reliable for judging
empathic communication, doi:10.5281/zenodo.17230987).
"""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "annotations"
RATERS = ("expert1", "expert2", "expert3", "crowd", "gpt", "claude", "gemini")
TEXT = "full_conversation"


@dataclass(frozen=True)
class Sample:
    """One of the four samples: the column of conversations, its dimensions, and the ends of their scales."""

    key: str
    dimensions: tuple[str, ...]
    low: int
    high: int


SAMPLES = {
    "empatheticdialogues": Sample("conv_id", ("empathy", "relevance", "fluency"), 1, 5),
    "epitome": Sample(
        "sp_id", ("level_emotional_reactions", "level_interpretations", "level_explorations"), 0, 2
    ),
    "lend_an_ear": Sample(
        "conversation_id",
        ("validating_emotions", "encouraging_elaboration", "demonstrating_understanding", "advice_giving",
         "self_oriented", "dismissing_emotions"),
        1, 5,
    ),
    "perceived_empathy": Sample(
        "id",
        ("m_understood", "m_validated", "m_affirmed", "m_seen", "m_accepted", "m_caredfor", "m_emotional",
         "m_practical", "m_motivation"),
        1, 7,
    ),
}  # fmt: skip
"""The ends are those of the values in the released files."""


def file_of(sample: str, rater: str) -> str:
    """Where the ratings of a rater of a sample lie."""
    return f"{FOLDER}/{sample}/{rater}_ratings.csv"


def scale_of(sample: str, dimension: str) -> str:
    """Name of a scale: dimensions of two samples may have one name."""
    return f"{sample}_{dimension}"

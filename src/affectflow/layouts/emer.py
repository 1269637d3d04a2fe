"""The layout of open-vocabulary emotion sets, as the MER2024 toolkit has it (Lian et al., 2023 and 2024).

    **/<rater>-openset.csv            one row per clip: name, and openset, a list of words such as ['happy', 'joyful']
    **/openset-synonym/<name>.npy     text with a list of lists: the words of a clip that mean one thing
    **/explanation-scores.csv         name, model, rater, score: how good raters find a model's explanation, 1 to 10

`check-openset.csv` is the reference and `predict-openset.csv` a model's prediction; both lie in the folder ov_store,
and the synonyms in a zip beside them. They were grouped by a language model, for each clip anew.

# ASSUME: sets by annotators or by further models are files of the same shape, named by who made them.
# ASSUME: the last file is this project's own: the release scores explanations by a script that writes pickles.

Source: the repository zeroQiaoba/MERTools, folder MER2024, and zeroQiaoba/AffectGPT, folder EMER.
"""

from __future__ import annotations

SUFFIX = "-openset.csv"
COLUMNS = ("name", "openset")
REFERENCE = "check"
SYNONYMS = "openset-synonym"
SCALE, GROUPED = "emotions", "emotions_grouped"
"""Sets as they were given, and with the words of a clip joined as the released synonyms say."""

SCORES = "explanation-scores.csv"
SCORE_COLUMNS = ("name", "model", "rater", "score")
LOW, HIGH = 1, 10


def file_of(rater: str) -> str:
    """Name of a rater's file."""
    return f"{rater}{SUFFIX}"


def explanation_of(model: str) -> str:
    """The scale on which a model's explanations are scored."""
    return f"explanation_{model}"

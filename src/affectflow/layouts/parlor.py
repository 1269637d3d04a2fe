"""The layout of a parlor corpus: scripted turns on video, votes of raters, a two-arm trial.

    turns.csv          one row per turn; `audio` and `video` are paths below the corpus's folder
    scales.csv         one row per label that a scale allows
    ratings.csv        one row per vote: who gave which item which label on which scale
    participants.csv   one row per person assessed for the trial; yes or no in `randomised`, `received`
    outcomes.csv       one row per participant, measure and occasion, missing measurements too
    audio/*.wav        one channel, PCM; any sampling rate
    video/*.avi        one face

CSV files are UTF-8 with commas and one header row; an empty cell is a missing value.
"""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "turns.csv": ("item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript"),
    "scales.csv": ("scale", "label"),
    "ratings.csv": ("item_id", "rater_id", "scale", "label"),
    "participants.csv": (
        "participant_id",
        "arm",
        "randomised",
        "received",
        "excluded",
        "lost_at",
        "lost_reason",
    ),
    "outcomes.csv": ("participant_id", "measure", "occasion", "week", "value", "missing_reason"),
}
"""The CSV files and the columns that each must have; further columns are ignored."""

TRUTH = {"yes": True, "no": False}
"""How a yes or a no is written."""

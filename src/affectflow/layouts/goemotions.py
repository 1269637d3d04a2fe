"""The layout of GoEmotions with raters: comments from Reddit, each with the emotions that single raters chose.

    goemotions_{1,2,3}.csv     one row for each rater of a comment; commas, UTF-8

Columns: the comment and where it stands, `rater_id`, `example_very_unclear` (True or False; then no
emotion is chosen) and one column of 0 and 1 for each of 27 emotions and neutral. A rater may choose
several. The files lie in the folder itself or below `data/full_dataset/`.

Source: Demszky et al. (2020), ACL, 4040-4054, and the README of google-research/goemotions.
"""

from __future__ import annotations

FILES = ("goemotions_1.csv", "goemotions_2.csv", "goemotions_3.csv")
FOLDERS = ("", "data/full_dataset/")
COMMENT = ("text", "id", "author", "subreddit", "link_id", "parent_id", "created_utc", "rater_id")
UNCLEAR = "example_very_unclear"
EMOTIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy",
    "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral",
)  # fmt: skip
CLARITY = {"True": "unclear", "False": "clear"}

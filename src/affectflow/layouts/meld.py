"""The layout of MELD: utterances of the series Friends with one emotion and one sentiment each.

    data/MELD/{train,dev,test}_sent_emo.csv   one row for each utterance; UTF-8, commas

Dialogues and utterances are numbered from 0 within a part; a clip is named `dia<D>_utt<U>.mp4`.
Three people rated each utterance; what is released is what they agreed on. Times are
HH:MM:SS,mmm, in many rows with one digit for the hour, in a few with two for the milliseconds.

Source: Poria et al. (2019), ACL, 527-536, and the README of declare-lab/MELD.
"""

from __future__ import annotations

FILES = {part: f"data/MELD/{part}_sent_emo.csv" for part in ("train", "dev", "test")}
COLUMNS = (
    "Utterance", "Speaker", "Emotion", "Sentiment", "Dialogue_ID", "Utterance_ID",
    "Season", "Episode", "StartTime", "EndTime",
)  # fmt: skip
NUMBER = "Sr No."
"""A first column that the files have and no reader needs: numbers of rows before some were taken out."""

LABELS = {
    "emotion": ("anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise"),
    "sentiment": ("negative", "neutral", "positive"),
}

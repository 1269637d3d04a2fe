"""The layout of RAVDESS, the Ryerson Audio-Visual Database of Emotional Speech and Song.

A file is named by seven numbers of two digits, such as `Actor_12/03-01-06-01-02-01-12.wav`:
modality, vocal channel, emotion, intensity, statement, repetition, actor. Sound alone is WAV,
48 kHz, one channel; films are MP4. A take is the same sound and film in each modality. The
folders of actors lie at any depth, since archives differ. Ratings of the takes are published
apart from the recordings and are not read.

Source: Livingstone and Russo (2018), The Ryerson Audio-Visual Database of Emotional Speech
and Song (RAVDESS), PLoS ONE 13(5), e0196391, doi:10.1371/journal.pone.0196391, and the
description of the file names at https://zenodo.org/records/1188976.
"""

from __future__ import annotations

NAME = r"(?P<modality>0[1-3])-(?P<take>(?P<channel>0[12])-(?P<emotion>0[1-8])-(?P<intensity>0[12])-(?P<statement>0[12])-0[12]-(?P<actor>[01]\d|2[0-4]))"  # noqa: E501
SHAPE = "seven numbers such as 03-01-06-01-02-01-12"
FOLDER = "Actor_"
RATE = 48_000

AUDIO_VISUAL, VIDEO_ONLY, AUDIO_ONLY = "01", "02", "03"
SUFFIXES = {AUDIO_VISUAL: ".mp4", VIDEO_ONLY: ".mp4", AUDIO_ONLY: ".wav"}
CHANNELS = {"01": "speech", "02": "song"}
EMOTIONS = {
    "01": "neutral",
    "02": "calm",
    "03": "happiness",
    "04": "sadness",
    "05": "anger",
    "06": "fear",
    "07": "disgust",
    "08": "surprise",
}
INTENSITIES = {"01": "normal", "02": "strong"}
"""Neutral takes are of normal intensity only."""
STATEMENTS = {"01": "Kids are talking by the door.", "02": "Dogs are sitting by the door."}
ACTORS = 24
"""Odd numbers are men, even ones women."""

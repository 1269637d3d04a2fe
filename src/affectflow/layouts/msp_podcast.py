"""The layout of MSP-Podcast, as of its releases 1.6 to 1.12.

    Labels/labels_consensus.json   file name -> EmoClass (a letter), means of attributes, SpkrID, Gender, Split_Set
    Labels/labels_detailed.json    file name -> worker -> EmoClass_Major, EmoClass_Second, EmoAct, EmoVal, EmoDom
    Audios/*.wav                   16 kHz, one channel, such as MSP-PODCAST_0001_0008.wav
    Transcripts/*.txt              what was said, in releases that have it

Workers choose one primary emotion and any number of secondary ones, and give activation,
valence and dominance from 1 to 7; numbers may stand in quotes. Whoever chose `Other` could
write what is meant behind it. A speaker may be `Unknown`. The first number of a file's name
is the podcast, the second the segment.

Source: uses of these files in public code; Lotfian and Busso (2019), Building naturalistic
emotionally balanced speech corpus by retrieving emotional speech from existing podcast
recordings, IEEE Transactions on Affective Computing 10(4), 471-483,
doi:10.1109/TAFFC.2017.2736999.
"""

from __future__ import annotations

CONSENSUS = "Labels/labels_consensus.json"
DETAILED = "Labels/labels_detailed.json"
AUDIO, TRANSCRIPTS = "Audios", "Transcripts"
RATE = 16_000
NAME = r"(?P<podcast>MSP-PODCAST_\d+)_\d+(?:_\d+)?\.wav"

SPEAKER, SPLIT, UNKNOWN = "SpkrID", "Split_Set", "Unknown"
PRIMARY, SECONDARY, BETWEEN = "EmoClass_Major", "EmoClass_Second", ","
OTHER = "Other"
PRIMARY_EMOTIONS = {
    "Angry": "anger",
    "Sad": "sadness",
    "Happy": "happiness",
    "Surprise": "surprise",
    "Fear": "fear",
    "Disgust": "disgust",
    "Contempt": "contempt",
    "Neutral": "neutral",
    OTHER: "other",
}
SECONDARY_EMOTIONS = PRIMARY_EMOTIONS | {
    word: word.lower()
    for word in ("Amused", "Frustrated", "Depressed", "Concerned", "Disappointed", "Excited", "Confused", "Annoyed")
}
ATTRIBUTES = {"EmoAct": "activation", "EmoVal": "valence", "EmoDom": "dominance"}
LOW, HIGH = 1, 7
SCALES = ("emotion", "emotion_secondary", *ATTRIBUTES.values())
SPLITS = ("Train", "Development", "Test1", "Test2", "Test3", "Validation")
"""`Validation` is what early releases call the development set."""

"""The layout of CREMA-D, the Crowd-sourced Emotional Multimodal Actors Dataset.

    SentenceFilenames.csv               one row per clip: its number and its name
    finishedResponses.csv               one row per answer of a participant, practice and repeats removed
    finishedEmoResponses.csv            the first click of each answer, with its time
    processedResults/tabulatedVotes.csv how many votes each emotion had, by clip and presentation
    AudioWAV/*.wav                      16 kHz, one channel; `1040_ITH_SAD_X.wav` is the clip 1040_ITH_SAD_XX
    VideoFlash/*.flv                    Flash video, as it was shown

A clip is named by actor, sentence, acted emotion and acted level: `1001_IEO_HAP_LO`. Each
clip was shown in three ways, which the files number 1, 2 and 3. In the counts, the column
without a name holds the presentation's number times 100,000 plus the clip's: 100001 is the
voice of clip 1. Votes given to a clip in one presentation are 4 to 12.

The counts leave out each answer whose first click came later than ten seconds, as
`processFinishedResponses.R` of the corpus does, by session, presentation and number of the
question; that is 3.5 % of the answers. Two answers stand twice in `finishedResponses.csv`.
Where Git LFS did not fetch the media, each lies there as a text of about 130 bytes.

Source: README.md and R scripts of the released corpus; Cao et al. (2014), CREMA-D:
Crowd-sourced Emotional Multimodal Actors Dataset, IEEE Transactions on Affective
Computing 5(4), 377-390, doi:10.1109/TAFFC.2014.2336244.
"""

from __future__ import annotations

CLIPS = "SentenceFilenames.csv"
CLIP_COLUMNS = ("Stimulus_Number", "Filename")

ANSWERS = "finishedResponses.csv"
ANSWER_COLUMNS = (
    "", "localid", "pos", "ans", "ttr", "queryType", "numTries", "clipNum", "questNum", "subType", "clipName",
    "sessionNums", "respEmo", "respLevel", "dispEmo", "dispVal", "dispLevel",
)  # fmt: skip
"""In the order of the file; `dispVal` is 20, 50 or 80, `dispLevel` is L, M, H or X."""

FIRST_CLICKS = "finishedEmoResponses.csv"
FIRST_CLICK_COLUMNS = (
    "", "localid", "sessionNums", "queryType", "questNum", "pos", "ttr", "numTries", "clipNum", "clipName",
)  # fmt: skip
QUESTION = ("sessionNums", "queryType", "questNum")
"""What names one question in both files."""
SLOW = 10_000
"""Milliseconds after which a first click is too late to be counted."""

COUNTS = "processedResults/tabulatedVotes.csv"
NUMBER = ""
"""The name of the counts' first column: none."""
PRESENTATION = 100_000

AUDIO, VIDEO = "AudioWAV", "VideoFlash"
RATE, CHANNELS = 16_000, 1
NAMED_OTHERWISE = {"1040_ITH_SAD_XX": "1040_ITH_SAD_X"}
"""Clips whose files have another name."""

SCALES = {"1": "emotion_voice", "2": "emotion_face", "3": "emotion_audiovisual"}
"""What was judged, by the number of the presentation."""

LETTERS = {"A": "anger", "D": "disgust", "F": "fear", "H": "happiness", "N": "neutral", "S": "sadness"}
EMOTIONS = {
    "ANG": "anger",
    "DIS": "disgust",
    "FEA": "fear",
    "HAP": "happiness",
    "NEU": "neutral",
    "SAD": "sadness",
}
LEVELS = {"LO": "low", "MD": "medium", "HI": "high", "XX": "unspecified"}

SENTENCES = {
    "IEO": "It's eleven o'clock.",
    "TIE": "That is exactly what happened.",
    "IOM": "I'm on my way to the meeting.",
    "IWW": "I wonder what this is about.",
    "TAI": "The airplane is almost full.",
    "MTI": "Maybe tomorrow it will be cold.",
    "IWL": "I would like a new alarm clock.",
    "ITH": "I think I have a doctor's appointment.",
    "DFA": "Don't forget a jacket.",
    "ITS": "I think I've seen this before.",
    "TSI": "The surface is slick.",
    "WSI": "We'll stop in a couple of minutes.",
}
GRADED = "IEO"
"""The one sentence that was acted at three levels, in all emotions but neutral."""

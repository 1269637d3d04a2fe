"""The layout of IEMOCAP, dyadic conversations of ten actors.

    Session1/dialog/EmoEvaluation/Ses01F_impro01.txt        every evaluator's answers on each turn of a dialog
    Session1/dialog/EmoEvaluation/{Categorical,Attribute,Self-evaluation}/*.txt   the same, by evaluator; not read
    Session1/dialog/transcriptions/Ses01F_impro01.txt       what was said
    Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav   16 kHz, one channel

A turn's block in a file of EmoEvaluation, cells between tabs:

    [6.2901 - 8.2357]   Ses01F_impro01_F000   neu   [2.5000, 2.5000, 2.5000]
    C-E2:   Neutral; Anger;   (comment)
    A-E3:   val 3; act 2; dom  2;   (comment)
    C-F1:   Neutral;   (curious)

`C` is a choice of emotions, of which an evaluator may name several; `A` are valence,
activation and dominance from 1 to 5. Evaluators are E1 to E6; F and M are the actors, who
judged themselves. The third cell of the first line is what the majority chose, `xxx` where
there is none; it is not read, since it follows from the votes. Archives made on a Mac hold
files that begin with `._` beside these.

Source: README of the corpus, shown in its public descriptions; Busso et al. (2008), IEMOCAP:
interactive emotional dyadic motion capture database, Language Resources and Evaluation 42,
335-359, doi:10.1007/s10579-008-9076-6.
"""

from __future__ import annotations

EVALUATIONS = "Session*/dialog/EmoEvaluation/*.txt"
EVALUATION = "Session{session}/dialog/EmoEvaluation/{dialog}.txt"
TRANSCRIPTION = "Session{session}/dialog/transcriptions/{dialog}.txt"
RECORDING = "Session{session}/sentences/wav/{dialog}/{turn}.wav"
RATE = 16_000
HIDDEN = "._"

TURN = r"(?P<dialog>Ses0(?P<session>[1-5])[FM]_(?P<way>impro|script)\w*)_(?P<who>[FM])\w{3}"
"""A turn's name: session, whose markers were recorded, dialog, who speaks, number."""
HEAD = r"\[(?P<start>\d+\.\d+) - (?P<end>\d+\.\d+)\]\t(?P<turn>\S+)\t\S+\t\[[^\]]*\]"
CHOICE = r"C-(?P<rater>[EFM]\d):\t(?P<answer>[^\t(]*?);?\s*(?:\(.*)?"
NUMBERS = r"A-(?P<rater>[EFM]\d):\t\s*val\s*(?P<val>[^;]*);\s*act\s*(?P<act>[^;]*);\s*dom\s*(?P<dom>[^;]*);.*"
HEADER = "%"
"""How the file's first line begins, which explains the others."""
SPOKEN = r"(?P<turn>\S+) \[[^\]]*\]: (?P<text>.*)"

EMOTIONS = {
    "Anger": "anger",
    "Happiness": "happiness",
    "Sadness": "sadness",
    "Neutral": "neutral",
    "Neutral state": "neutral",
    "Frustration": "frustration",
    "Excited": "excitement",
    "Fear": "fear",
    "Surprise": "surprise",
    "Disgust": "disgust",
    "Other": "other",
}
BETWEEN = ";"
"""Between the emotions of one choice."""
SCALES = {"val": "valence", "act": "activation", "dom": "dominance"}
LOW, HIGH = 1, 5
CONDITIONS = {"impro": "improvised", "script": "scripted"}
SELF = "_self"
"""What the names of scales end with on which actors judged themselves."""

"""The layout of Emo-DB, the Berlin Database of Emotional Speech.

A recording is named by seven letters: `03a01Wa.wav` is speaker 03, sentence a01, the
emotion W (Wut, anger), version a. Recordings lie in `wav/`, or sorted into class
folders in copies that circulate. `erkennung.txt` holds the listening test of all 816
takes, more than the 535 that were released: Latin-1, tabs, decimal commas, cells padded
with no-break spaces.

Source: Burkhardt et al. (2005), A database of German emotional speech, Interspeech,
1517-1520; the letters and sentences are those of the corpus's own documentation.
"""

from __future__ import annotations

LISTENING_TEST = "erkennung.txt"
LISTENING_COLUMNS = ("Nr.", "Satz", "erkannt", "natuerlich")
LISTENING_SCALES = {"erkannt": "recognised", "natuerlich": "natural"}
LISTENERS = 20
RATE = 16_000

SPEAKERS = ("03", "08", "09", "10", "11", "12", "13", "14", "15", "16")
WOMEN = ("08", "09", "13", "14", "16")

EMOTIONS = {
    "W": "anger",
    "L": "boredom",
    "E": "disgust",
    "A": "fear",
    "F": "happiness",
    "T": "sadness",
    "N": "neutral",
}
"""First letters of Wut, Langeweile, Ekel, Angst, Freude, Trauer, and N for neutral."""

CLASS_FOLDERS = {
    "angry": "anger",
    "anger": "anger",
    "bored": "boredom",
    "boredom": "boredom",
    "disgust": "disgust",
    "disgusted": "disgust",
    "fear": "fear",
    "fearful": "fear",
    "anxiety": "fear",
    "happy": "happiness",
    "happiness": "happiness",
    "joy": "happiness",
    "sad": "sadness",
    "sadness": "sadness",
    "neutral": "neutral",
}
"""Names of class folders in lower case, and the class that a recording in them must have."""

SENTENCES = {
    "a01": "Der Lappen liegt auf dem Eisschrank.",
    "a02": "Das will sie am Mittwoch abgeben.",
    "a04": "Heute abend könnte ich es ihm sagen.",
    "a05": "Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.",
    "a07": "In sieben Stunden wird es soweit sein.",
    "b01": "Was sind denn das für Tüten, die da unter dem Tisch stehen?",
    "b02": "Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.",
    "b03": "An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.",
    "b09": "Ich will das eben wegbringen und dann mit Karl was trinken gehen.",
    "b10": "Die wird auf dem Platz sein, wo wir sie immer hinlegen.",
}

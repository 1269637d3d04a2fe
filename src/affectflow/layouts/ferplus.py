"""The layout of FER+, ten votes on each image of FER-2013.

    fer2013new.csv          one row per image, in the order of `fer2013.csv`: how many of ten taggers gave each label
    FER2013Train/*.png      images of 48 x 48 grey pixels, where FER-2013 was at hand to make them;
    FER2013Valid/*.png      likewise for `PublicTest`,
    FER2013Test/*.png       and for `PrivateTest`

`unknown` and `NF` (not a face) are labels too. 173 rows have no image name: all ten taggers saw
no face, and no file is made for them. Four names stand twice, three of them with the same
votes. Names are numbered without some of the rows: a row's place is not its image's number.
One image has nine votes. The taggers are not named.

Source: README.md of the released labels; Barsoum et al. (2016), Training deep networks for
facial expression recognition with crowd-sourced label distribution, ICMI, 279-283,
doi:10.1145/2993148.2993165.
"""

from __future__ import annotations

VOTES = "fer2013new.csv"
USAGE, NAME = "Usage", "Image name"
LABELS = {
    "neutral": "neutral",
    "happiness": "happiness",
    "surprise": "surprise",
    "sadness": "sadness",
    "anger": "anger",
    "disgust": "disgust",
    "fear": "fear",
    "contempt": "contempt",
    "unknown": "unknown",
    "NF": "not_a_face",
}
"""Columns of votes in their order, and their labels here."""
SCALE = "emotion"
TAGGERS = 10

FOLDERS = {"Training": "FER2013Train", "PublicTest": "FER2013Valid", "PrivateTest": "FER2013Test"}
CONDITIONS = {"Training": "training", "PublicTest": "public_test", "PrivateTest": "private_test"}
IMAGE = r"fer\d{7}"
SIZE = (48, 48)
"""Width and height in pixels."""

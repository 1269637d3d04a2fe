"""How AffectNet lies on disk, in both forms of its release, and the relabelling of a later study.

Source: Mollahosseini, Hasani and Mahoor (2017), AffectNet: a database for facial expression,
valence, and arousal computing in the wild, IEEE Transactions on Affective Computing.

Lists: `training.csv` and `validation.csv` with the columns below, images below
`Manually_Annotated_Images/`. Arrays: for each of `train_set` and `val_set` a folder
`images/<number>.jpg` and a folder `annotations/` with `<number>_exp.npy`, `_val.npy` and `_aro.npy`.

Shares of eight emotions: `annotations/<number>_prob_rank_universal.txt`, one line of eight numbers in the
order of `SHARES`, from https://github.com/jbcnrlz/affectnet-b-annotation; the order is that of
the same authors' code. Their `<number>_dom.npy` holds a dominance that they estimated from
valence and arousal; nobody rated it, and it is not read.
"""

from __future__ import annotations

EXPRESSIONS = {
    0: "neutral", 1: "happiness", 2: "sadness", 3: "surprise", 4: "fear", 5: "disgust", 6: "anger", 7: "contempt",
    8: "none", 9: "uncertain",
}  # fmt: skip
"""Code -> class; `none` is an expression that is none of the eight."""
NO_FACE = 10
NOT_RATED = -2.0
"""Valence and arousal of images that were not rated on them."""
LOW, HIGH = -1.0, 1.0

SETS = ("train_set", "val_set")
LISTS = {"training.csv": "train_set", "validation.csv": "val_set"}
LIST_FOLDERS = ("", "Manually_Annotated_file_lists/")
IMAGES = "Manually_Annotated_Images"
COLUMNS = ("subDirectory_filePath", "expression", "valence", "arousal")
"""Columns of the lists that are read; the others place the face and its landmarks in the image."""

SHARES = ("happiness", "contempt", "surprise", "anger", "disgust", "fear", "sadness", "neutral")

"""The layout of EmoBank: sentences with valence, arousal and dominance by readers, as such and as the writer felt.

    corpus/raw.csv                         id, text; every cell in quotes
    corpus/meta.tsv                        id, document, category, subcategory; tabs, no quotes at all
    corpus/individual_reader_ratings.csv   id, V, A, D: one row for each rater of a sentence, who is not named
    corpus/individual_writer_ratings.csv   the same, for the emotion that raters ascribed to the writer
    corpus/{reader,writer,emobank}.csv     means after a selection of ratings

The project reads the single ratings, not the means. An empty subcategory is one blank.

Source: Buechel and Hahn (2017), EACL, volume 2, 578-585, and the README files of JULIELab/EmoBank.
"""

from __future__ import annotations

FOLDER = "corpus"
TEXTS = "corpus/raw.csv"
DOCUMENTS = "corpus/meta.tsv"
RATINGS = {
    "reader": "corpus/individual_reader_ratings.csv",
    "writer": "corpus/individual_writer_ratings.csv",
}
"""Files of single ratings, by perspective."""

DIMENSIONS = {"V": "valence", "A": "arousal", "D": "dominance"}
POINTS = (1, 2, 3, 4, 5)

CATEGORIES = ("SemEval", "blog", "essays", "fiction", "letters", "newspaper", "travel-guides")

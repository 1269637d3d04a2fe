"""The layout of WRIME: Japanese posts, with the emotions of their writers and of three readers.

    wrime-ver1.tsv   43,200 posts of 80 writers
    wrime-ver2.tsv   35,000 posts of 60 writers, a part of these, with sentiment too

Tabs, UTF-8, one row for each post: `Sentence`, `UserID` (the writer), `Datetime`, `Train/Dev/Test`, then
intensities from 0 (no) to 3 (strong) of eight emotions by the writer, by three readers, and the
readers' average; version 2 has the sentiment from -2 to 2 after each eight. Posts have no id. The
averages follow from the readers and are not read. The documentation does not say that `Reader1` is the
same person in all rows, so that readers are taken for unnamed.

Source: Kajiwara et al. (2021), NAACL, 2095-2104; Suzuki et al. (2022), LREC, 7022-7028; the README of
ids-cv/wrime.
"""

from __future__ import annotations

FILES = {1: "wrime-ver1.tsv", 2: "wrime-ver2.tsv"}
POST = ("Sentence", "UserID", "Datetime", "Train/Dev/Test")
PARTS = ("train", "dev", "test")
EMOTIONS = ("Joy", "Sadness", "Anticipation", "Surprise", "Anger", "Fear", "Disgust", "Trust")
WRITER = "Writer"
READERS = ("Reader1", "Reader2", "Reader3")
AVERAGE = "Avg. Readers"
POINTS = (0, 1, 2, 3)
SENTIMENT = "Sentiment"
SENTIMENT_POINTS = (-2, -1, 0, 1, 2)

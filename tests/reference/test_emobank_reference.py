"""EmoBank's published single ratings: agreement by the one-way formula of variances, by no code of the package."""

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from affectflow.analyse.agreement import agreement
from affectflow.ingest import read_corpus

ALPHA = {"V": ("valence", 0.344), "A": ("arousal", 0.245), "D": ("dominance", 0.220)}


def by_variances(values):
    """1 - D_o / D_e: mean squared difference of pairs within sentences, weighed by ratings, over that of all pairs."""
    every = np.concatenate([np.asarray(v, float) for v in values])
    within = sum(len(v) * 2 * np.var(v, ddof=1) for v in values if len(v) > 1) / every.size
    return 1 - within / (2 * np.var(every, ddof=1))


@pytest.mark.corpus("emobank")
def test_agreement_of_readers_is_as_published():
    root = Path(os.environ["AFFECTFLOW_EMOBANK"])
    corpus = read_corpus({"kind": "emobank"}, root)
    scales = [f"reader_{name}" for name, _ in ALPHA.values()]
    spec = {"kind": "agreement", "scales": scales, "pool": False, "measurement": "interval", "by": ["scale"]}
    spec |= {"bootstrap": {"resamples": 100}}
    found = agreement(corpus.items, corpus.ratings, spec=spec, ingest={"dataset": "emobank"})["by"]["scale"]
    sentences = defaultdict(lambda: defaultdict(list))
    with (root / "corpus/individual_reader_ratings.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            for letter in ALPHA:
                sentences[letter][row["id"]].append(int(row[letter]))
    for letter, (name, published) in ALPHA.items():
        estimate = found[f"reader_{name}"]["alpha"]["estimate"]
        assert estimate == pytest.approx(published, abs=5e-4)
        assert estimate == pytest.approx(by_variances(list(sentences[letter].values())), abs=1e-9)

"""Emo-DB: leave-one-speaker-out recall of eGeMAPS models, against figures found outside this package.

Four emotions, 339 recordings, eGeMAPSv02, features standardised on the training speakers:
unweighted average recall 0.757 (linear SVM, C = 0.1), 0.766 and 0.779 (logistic
regression, C = 1 and 0.1), by scikit-learn's own pipeline and cross-validation.
"""

import os
from pathlib import Path

import pytest

from affectflow.features import extract
from affectflow.ingest import read_corpus
from affectflow.tables import empty
from affectflow.train import draw_sample, fit

TRAIN = {"split": {"kind": "leave_one_group_out"}, "metrics": ["uar"]}
LABELS = ["anger", "happiness", "neutral", "sadness"]
INGEST = {"dataset": "emodb", "target": {"scale": "emotion", "labels": LABELS, "source": "intended"}}


@pytest.fixture(scope="module")
def emodb():
    root = Path(os.environ["AFFECTFLOW_EMODB"])
    corpus = read_corpus({"kind": "emodb"}, root)
    extractor = {"kind": "opensmile", "feature_set": "eGeMAPSv02"}
    features, aside = extract(corpus.items, root, extractor, shard=0, shards=1)
    assert aside.empty
    split = TRAIN["split"]
    sample, _ = draw_sample(
        corpus.items, corpus.ratings, {"egemaps": features}, corpus.quarantine, ingest=INGEST, split=split
    )
    assert len(sample) == 339
    return sample, {"egemaps": features}


@pytest.mark.corpus("emodb")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "expected", "tolerance"),
    [
        ({"kind": "linear", "estimator": "svm", "c": 0.1}, 0.757, 0.005),
        ({"kind": "linear", "estimator": "logistic", "c": 1.0}, 0.766, 0.005),
        ({"kind": "linear", "estimator": "logistic", "c": 0.1}, 0.779, 0.005),
        ({"kind": "network"}, 0.76, 0.04),
    ],
    ids=["svm", "logistic", "logistic_strict", "network"],
)
def test_recall_of_unheard_speakers(emodb, model, expected, tolerance):
    sample, features = emodb
    fitted = fit(
        sample,
        features,
        empty("ratings"),
        target=INGEST["target"],
        modalities={"egemaps": "audio"},
        model=model | {"features": ["egemaps"]},
        train=TRAIN | {"seeds": [1, 2, 3]},
        device={"accelerator": "cpu"},
    )
    assert fitted.scores["metrics"]["uar"]["estimate"] == pytest.approx(expected, abs=tolerance)

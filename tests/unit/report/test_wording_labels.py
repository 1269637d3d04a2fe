"""What a network learns from is told whole, and nothing that was not asked for."""

from typing import get_args

import pytest

from affectflow.report.sections import wording_labels
from affectflow.studies.train import Network, RaterRule


def learnt(**options):
    return wording_labels.learnt(Network.load({"kind": "network", "features": ["voice"]} | options))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "the target class with cross-entropy"),
        ({"labels": "soft"}, "the distribution of the raters’ votes with cross-entropy"),
        ({"rule": "majority"}, "the target class of items with a majority with cross-entropy"),
        ({"rule": "mace", "labels": "hard", "loss": "jensen_shannon"}, "the most probable of the class "
         "probabilities by MACE, found from the votes of the training fold alone, with Jensen–Shannon divergence"),
        ({"labels": "set", "least_share": 0.2, "smoothing": 0.1}, "equal shares of the classes with more than an equal "
         "share of the votes (shares below 0.2 cut) (mixed with 0.1 of equal shares) with cross-entropy"),
        ({"loss": "emd", "positions": {"at": {"a": 1.0, "b": 2.0}, "period": 4.0, "source": "made up"}},
         "the target class with squared earth mover’s distance on a wheel of classes (made up)"),
        ({"penalty": 0.5, "raters": {"min_votes": 9}}, "the target class with cross-entropy and a cost of weight 0.5 "
         "for classes that seldom share an item with the voted ones and an output of its own for each rater with 9 "
         "votes or more"),
    ],
)  # fmt: skip
def test_a_network_is_told(options, told):
    assert learnt(**options) == told


@pytest.mark.parametrize("option", ["labels", "loss"])
def test_every_word_of_the_language_has_words(option):
    words = {"labels": wording_labels.LABELS, "loss": wording_labels.LOSSES}[option]
    assert set(get_args(Network.model_fields[option].annotation)) == set(words)
    assert set(wording_labels.RULES) == set(wording_labels.COUNTED) | set(get_args(RaterRule))

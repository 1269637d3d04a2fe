"""Every metric of the language is computed, and is told with the direction that it is computed with."""

from typing import get_args

import pytest

from affectflow.metrics import METRICS
from affectflow.report import words
from affectflow.studies.train import Metric


def test_the_language_the_metrics_and_the_words_are_of_the_same_metrics():
    assert set(get_args(Metric)) == set(METRICS) == set(words.METRICS)


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_told_with_its_direction(name):
    assert words.metric(name).higher_is_better == METRICS[name].higher_is_better

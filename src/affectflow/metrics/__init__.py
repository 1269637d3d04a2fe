"""Scores of predicted classes and of predicted distributions, over arrays."""

from .outcome import Outcome, outcomes
from .registry import METRICS, Metric
from .resampling import Resampled, resampled

__all__ = ["METRICS", "Metric", "Outcome", "Resampled", "outcomes", "resampled"]

"""From items, targets and features to out-of-fold predictions and their scores."""

from .checkpoint import save_weights
from .fitting import Fitted, fit
from .sample import draw_sample

__all__ = ["Fitted", "draw_sample", "fit", "save_weights"]

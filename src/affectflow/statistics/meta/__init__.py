"""Meta-analysis: pooling, heterogeneity, small-study effects, and effect sizes from the numbers of two arms.

Conventions are those of R's metafor (Viechtbauer, 2010, Journal of Statistical Software
36(3)), against which all of it is held; where another rule is in use, the rule is an option.
"""

from .effect_sizes import MEASURES, effect_size
from .heterogeneity import heterogeneity, profiled
from .pooling import Model, fitted, prediction
from .small_studies import egger, filled

__all__ = [
    "MEASURES", "Model", "effect_size", "egger", "filled", "fitted", "heterogeneity", "prediction", "profiled",
]  # fmt: skip

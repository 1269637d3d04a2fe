"""Meta-analysis: pooling, heterogeneity, small-study effects, dependent estimates, and effect sizes from raw numbers.

Conventions are those of R's metafor (Viechtbauer, 2010, Journal of Statistical Software
36(3)) and clubSandwich, against which all of it is held; where another rule is in use, the rule is an option.
"""

from .effect_sizes import MEASURES, effect_size
from .heterogeneity import heterogeneity, levels, profiled
from .multilevel import Multilevel, containment, multilevel, profile
from .pooling import Model, fitted, prediction
from .robust import Robust, hotelling, robust
from .small_studies import Filled, egger, filled

__all__ = [
    "MEASURES", "Filled", "Model", "Multilevel", "Robust", "containment", "effect_size", "egger", "filled", "fitted",
    "heterogeneity", "hotelling", "levels", "multilevel", "prediction", "profile", "profiled", "robust",
]  # fmt: skip

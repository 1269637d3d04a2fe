"""How rank tests are made, for every analysis that has one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..base import Spec


class Ranks(Spec):
    """A rank test, the rank-biserial correlation and Hodges and Lehmann's shift.

    Attributes:
        zeros: paired differences of zero are dropped before ranking (`wilcoxon`), or ranked and then dropped (`pratt`).
        continuity: whether half a step is taken off in the normal approximation, as R's wilcox.test does.
        exact_up_to: most values (paired: differences other than zero) whose permutation distribution is counted,
            ties included; with more it is normal with the variance by ties.
        interval: of the rank-biserial correlation. `components`: variance of shares of pairs (for groups DeLong's),
            Fisher's z, t; `null_variance`: variance where nothing differs, Fisher's z, normal, as R's effectsize has
            it, which covers too seldom where the correlation is large; or by bootstrap.
    """

    zeros: Literal["wilcoxon", "pratt"] = "wilcoxon"
    continuity: bool = True
    exact_up_to: Annotated[int, Field(ge=0, le=200)] = 60
    interval: Literal["components", "null_variance", "bootstrap_bca", "bootstrap_percentile"] = "components"

"""`analyse: {kind: exposure}`: the effect of an exposure that nobody drew, by its score."""

from __future__ import annotations

from ...studies.analyse.exposure import Exposure
from ...tables.people import People
from .compared import compared, everyone
from .diagnostics import diagnostics, warnings
from .effects import INFLUENCES, difference, how_uncertain, mean_pair, potential_means, scaled, spread, unadjusted
from .sensitivity import negative_control, strength

CONVENTIONS = {
    "identification": "no unmeasured confounding given the confounders, every person could have been either, "
    "one person's exposure changes no other's outcome",
    "effect": "exposed minus unexposed, in units of the outcome; complete rows",
    "score": "logistic regression of the exposure on the confounders, maximum likelihood",
    "weights": "ATE 1/e and 1/(1 - e); ATT 1 and e/(1 - e); overlap 1 - e and e; means are normalised by the "
    "sum of weights, so that stabilising changes what weights are told and no effect",
    "variance": "G/(G - 1) times the sum of squared influences of clusters (rows, where none are named), t with "
    "G - 1 degrees of freedom",
    "balance": "difference of means by the root of the mean variance of both groups as observed; "
    "variance ratio exposed by unexposed",
    "effective_sample_size": "(sum w)^2 / sum w^2 (Kish)",
    "standardised": "the effect by the root of the mean variance of both groups as observed, taken as known",
    "negative_control": "the same confounders, the baseline of an adjusted outcome among them; consistent with none "
    "where the interval holds 0",
    "e_value": "VanderWeele and Ding (2017); 1 where the interval holds no effect",
}


def exposure(people: People, *, spec: dict) -> dict:
    """Effect, balance, overlap, negative controls and E-value.

    Args:
        people: the tables about participants.
        spec: plain data of `studies.analyse.Exposure`.

    Returns:
        the document `<name>.json`; an effect that cannot be estimated is NaN with a reason.

    Raises:
        StudyError: when the spec names what the tables do not have, or an exposure is not 0 or 1.
    """
    asked = Exposure.load(spec)
    found = everyone(people, asked)
    main = compared(found, asked, asked.exposure, asked.outcome)
    means = None if main.reason else potential_means(main, asked)
    effect, checked = difference(main, means, asked), diagnostics(main, asked)
    controls = {name: negative_control(found, asked, name) for name in asked.negative_controls}
    options = (
        "exposure",
        "estimand",
        "method",
        "score",
        "stabilised",
        "score_bound",
        "cluster",
        "level",
        "analysis_set",
    )
    return {
        "kind": "exposure",
        **{name: getattr(asked, name) for name in options},
        **asked.outcome.plain(),
        **main.rows.counts,
        "exposed": int(main.exposed.sum()),
        "unexposed": int((1 - main.exposed).sum()),
        "effect": effect,
        "unadjusted": unadjusted(main, asked),
        "standardised": scaled(effect, spread(main)),
        "means": mean_pair(means, main),
        **checked,
        "negative_controls": controls,
        "e_value": strength(main, means, effect, asked),
        "warnings": [*main.rows.warnings, *warnings(main, checked["balance"])],
        "conventions": CONVENTIONS | {"influence": INFLUENCES[how_uncertain(asked)]},
    }

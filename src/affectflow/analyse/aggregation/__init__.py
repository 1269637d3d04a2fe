"""`analyse: {kind: aggregation}`: what rules make of all votes, what raters are worth, what more votes would give."""

from __future__ import annotations

import pandas as pd

from ...studies.analyse.aggregation import Aggregation
from ...studies.ingest import Ingest
from .advice import advice
from .raters import raters
from .rules import classes, found_by_rules, numbers, pairs
from .votes import given

CONVENTIONS = {
    "plurality": "most votes; a tied first place is treated as the option ties says",
    "majority": "more than half of the votes for the labels",
    "all_inclusive": "every class with a vote, by its share; one label only where one class has all votes",
    "models": "the most probable class; a tie of posteriors has no label",
    "mace": "the EM version with pseudo-votes of 0.01 / classes, from one start; latent classes alike probable",
    "glad": "normal priors of mean 1 and deviation 1 on ability and log clarity; latent classes alike probable",
    "latent_classes": "assumed to be what the votes' majority means: EM starts from the shares of votes",
    "convergence": "an iteration that raises the log-likelihood by no more than tolerance x max(1, |log-likelihood|)",
    "unnamed_raters": "left out of rules that follow raters across items; counted by the others",
    "competence": "bootstrap over items with all their votes, raters fixed, EM climbing on from the fit; the interval "
    "is symmetric on the logit scale, with the t quantile of the rater's votes",
    "confusion": "rows are latent classes in the order of the labels, columns are votes; no smoothing",
    "standard_error": "of confusions: multinomial, sqrt(p (1 - p) / n), conditional on the expected votes n",
    "intended": "items with a label by the rule and an intended class among the labels; Wilson interval",
    "advice": "from the model of Dawid and Skene with one confusion matrix for all raters, named or not",
    "information": "expected fall of an item's posterior entropy by one vote of a typical rater, in bits",
    "reliability": "Spearman-Brown from alpha: agreement of two aggregates of as many votes each; ends alike, cut at 0",
    "half_width": "of alpha's interval, by the square root of items and the normal-theory form over votes",
}
CONVENTIONS_OF_NUMBERS = {
    "ewe": "mean weighted by each rater's Pearson correlation, over items of two ratings or more, with the mean that "
    "the option against says; negative and undefined weights count as 0",
    "median": "of an even number of ratings, the mean of the two in the middle",
    "competence": "bootstrap over items with all their ratings, raters fixed; the interval is symmetric on Fisher's z, "
    "with the t quantile of the rater's ratings",
    "standard_error_of_items": "sqrt(s2 / n), s2 the variance within items, pooled over items",
    "unnamed_raters": CONVENTIONS["unnamed_raters"],
    "reliability": CONVENTIONS["reliability"],
    "half_width": CONVENTIONS["half_width"],
}


def aggregation(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict, ingest: dict) -> dict:
    """Every rule on the same ratings, held against the others and against what was intended.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`, every vote.
        spec: plain data of `studies.analyse.Aggregation`.
        ingest: plain data of `studies.ingest.Ingest`. The classes are the target's labels
            when the target is on the same scale, else the labels found, sorted.

    Returns:
        the document of the analysis.

    Raises:
        StudyError: when a name is not in the data or a rule does not fit the scale.
    """
    asked, chosen = Aggregation.load(spec), Ingest.load(ingest)
    votes = given(items, ratings, asked, chosen)
    found = found_by_rules(votes, asked)
    of = {rule: numbers(votes, one) if votes.numeric else classes(votes, one, asked) for rule, one in found.items()}
    return {
        "kind": "aggregation",
        "scale": asked.scale,
        "measurement": "numbers" if votes.numeric else "classes",
        "labels": votes.labels,
        "items": len(votes.items),
        "ratings": len(votes.item),
        "unnamed_ratings": int((~votes.named).sum()),
        "votes_left_out": votes.left_out,
        "options": {key: value for key, value in asked.plain().items() if key not in ("kind", "scale", "rules")},
        "rules": of,
        "agreement": pairs(found, asked),
        "raters": raters(votes, found, asked),
        "advice": advice(votes, asked),
        "conventions": CONVENTIONS_OF_NUMBERS if votes.numeric else CONVENTIONS,
    }

"""The sentences of the methods section on events, ordered outcomes and reliable change."""

from __future__ import annotations

from ...statistics.binary.contrasts import NAMES
from ...studies.analyse import Events, Ordinal, ReliableChange
from ...studies.analyse.happened import Happened
from ..material import Material
from ..numbers import exact, listing, percent
from ..words import capital, plain
from .wording_analyses import conventions

TESTS = {
    "fisher": "Fisher’s exact test",
    "chi_square": "Pearson’s chi-square test without continuity correction",
    "chi_square_corrected": "Pearson’s chi-square test with continuity correction",
}
PENALTY = {
    "auto": "penalised after Firth (1993) where the data are separated, which is looked for by a linear programme",
    "always": "penalised after Firth (1993)",
    "never": "without a penalty; where the data are separated nothing is estimated",
}
STANDARDISED = {
    "robust": "variance by stacked estimating equations; Rosenblum and van der Laan, 2010",
    "model": "variance by the delta method from the regression’s covariance; Ge et al., 2011",
}
SIDES = {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}
MISSING = {"complete_cases": "left out", "unchanged": "counted as unchanged"}


def events(material: Material, name: str, spec: Events) -> list[str]:
    """What the event is, and how arms are compared."""
    arms, control = listing([plain(arm) for arm in spec.treated]), plain(spec.control)
    first = (
        f"{capital(_event(spec))} was compared between {arms} and {control}. Risk differences have the "
        f"{NAMES[spec.risk_difference]}, risk ratios the {NAMES[spec.risk_ratio]}; odds ratios: "
        f"{NAMES[spec.odds_ratio]}. Intervals have level {percent(spec.level, 0)}. Each contrast was tested by "
        f"{TESTS[spec.test]}."
    )
    if spec.adjusted:
        covariates = listing([plain(one) for one in spec.adjusted])
        first += (
            f" Odds ratios were adjusted for {covariates} by logistic regression, {PENALTY[spec.firth]}. Risks, risk "
            "differences and risk ratios were standardised over the participants from the same regression "
            f"(g-computation; {STANDARDISED[spec.standardised]})."
        )
    if spec.stratified:
        first += (
            " Effects over strata are those of Mantel and Haenszel (1959), with the variances of Sato (1989), "
            "Greenland and Robins (1985) and Robins, Breslow and Greenland (1986)."
        )
    return [first, *conventions(material, name)]


def _event(spec: Events) -> str:
    return f"{plain(spec.measure)} at {plain(spec.occasion)}{counted(spec.event)}"


def counted(event: Happened | None) -> str:
    """What counts as the event, after the name of the measure; nothing where the measure is the event."""
    if event is None:
        return ""
    since = f", counted from {plain(event.baseline)}," if event.baseline else ""
    return f"{since} {SIDES[event.direction]} {exact(event.threshold)}"


def ordinal(material: Material, name: str, spec: Ordinal) -> list[str]:
    """The model and its test."""
    arms, control = listing([plain(arm) for arm in spec.treated]), plain(spec.control)
    adjusted = f", adjusted for {listing([plain(one) for one in spec.adjusted])}" if spec.adjusted else ""
    return [
        f"{capital(plain(spec.measure))} at {plain(spec.occasion)} was compared between {arms} and {control} by the "
        f"proportional-odds model (McCullagh, 1980){adjusted}.",
        *conventions(material, name),
    ]


def reliable_change(material: Material, name: str, spec: ReliableChange) -> list[str]:
    """How change was judged."""
    return [
        f"Change in {plain(spec.measure)} from {plain(spec.before)} to {plain(spec.after)} ({spec.better} is better) "
        f"was judged after Jacobson and Truax (1991), a reliable one with certainty {percent(spec.certainty, 0)}; "
        f"participants without a later value were {MISSING[spec.missing]}.",
        *conventions(material, name),
    ]

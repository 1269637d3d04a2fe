"""Draws the participants of a trial: arms, what they bring along, their scores, and who is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...studies.twins.people import TrialTablesTwin
from ...studies.twins.trial_parts import Planted, Trait
from ..seeds import stream
from .arms import allocate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Those who take part, n of them.

    Attributes:
        names: n names.
        arm, stratum: n names each; the arm is `all` where nobody is randomised.
        traits: covariate -> n numbers or labels.
        scores: measure -> occasion -> n numbers, as if nobody were lost.
        lost: place in `in_time` of the occasion at which each is lost; their number for nobody, shape (n,).
        reason: why, n words.
        received: shape (n,).
        taken: component -> n numbers, NaN where the arm has none.
    """

    names: list[str]
    arm: NDArray[np.str_]
    stratum: NDArray[np.str_]
    traits: dict[str, NDArray]
    scores: dict[str, dict[str, Floats]]
    lost: NDArray[np.int64]
    reason: NDArray[np.str_]
    received: NDArray[np.bool_]
    taken: dict[str, Floats]


def draw(spec: TrialTablesTwin) -> Drawn:
    """Everything that is random; each part has a stream of its own, so that one part more changes no other."""
    arm, stratum = allocate(spec)
    n = len(arm)
    noise = {name: _deviations(spec, name, measure, n) for name, measure in spec.measures.items()}
    first = {name: deviation[:, 0] for name, deviation in noise.items() if deviation.size}
    traits = _traits(spec, n, first)
    scores = {name: _scores(spec, name, arm, traits, noise[name]) for name in spec.measures}
    lost, reason = _lost(spec, arm, first)
    absent = np.array([spec.not_received.get(name, 0.0) for name in arm])
    received = stream(spec.seed, "received").random(n) >= absent
    names = [f"P{number + 1:04d}" for number in range(n)]
    return Drawn(names, arm, stratum, traits, scores, lost, reason, received, _taken(spec, arm, received))


def _deviations(spec: TrialTablesTwin, name: str, measure: Planted, n: int) -> Floats:
    """Standard normal, correlated between occasions, shape (n, occasions); a binary measure has none."""
    rng = stream(spec.seed, "scores", name)
    person, own = rng.normal(size=(n, 1)), rng.normal(size=(n, len(measure.means)))
    return np.sqrt(measure.correlation) * person + np.sqrt(1 - measure.correlation) * own


def _traits(spec: TrialTablesTwin, n: int, first: dict[str, Floats]) -> dict[str, NDArray]:
    made: dict[str, NDArray] = {}
    for name, trait in sorted(spec.covariates.items(), key=lambda pair: pair[1].members is None):
        rng = stream(spec.seed, "covariate", name)
        if trait.members:
            made[name] = rng.permutation(np.arange(n) % trait.members)
        elif trait.within:
            group = made[trait.within]
            made[name] = _trait(spec, name, trait, rng, np.zeros(int(group.max()) + 1))[group]
        else:
            log_odds = sum((slope * first[m] for m, slope in trait.log_odds.items()), np.zeros(n))
            made[name] = _trait(spec, name, trait, rng, log_odds)
    return made


def _trait(spec: TrialTablesTwin, name: str, trait: Trait, rng: np.random.Generator, log_odds: Floats) -> NDArray:
    n = len(log_odds)
    if trait.shares:
        weights = np.array(list(trait.shares.values()))
        return rng.choice(list(trait.shares), size=n, p=weights / weights.sum())
    if trait.chance is not None:
        return (rng.random(n) < _shifted(np.full(n, trait.chance), log_odds)).astype(float)
    column = spec.layout.participants.covariates[name]
    return np.round(np.clip(rng.normal(centre(trait), trait.sd, n), column.low, column.high), trait.digits)


def centre(trait: Trait) -> float:
    """The planted mean of a number: what its slopes are taken from."""
    return float(trait.mean if trait.mean is not None else trait.chance or 0.0)


def _scores(
    spec: TrialTablesTwin, name: str, arm: NDArray[np.str_], traits: dict[str, NDArray], noise: Floats
) -> dict[str, Floats]:
    measure, scale = spec.measures[name], spec.layout.measures[name]
    if measure.chances:
        return _binary(spec, name, measure, arm)
    shared = _shared(spec, name, measure, traits)
    found = {}
    for place, (at, mean) in enumerate(measure.means.items()):
        effect = np.array([measure.effects.get(one, {}).get(at, 0.0) for one in arm])
        slopes = [
            part.get(at, 0.0) * (traits[c] - centre(spec.covariates[c])) for c, part in measure.of_covariates.items()
        ]
        slopes += [
            np.array([labels.get(label, {}).get(at, 0.0) for label in traits[c]])
            for c, labels in measure.of_labels.items()
        ]
        value = mean + effect + sum(slopes) + measure.sd * noise[:, place] + (shared if place else 0.0)
        found[at] = np.clip(np.round(value, measure.digits), scale.low, scale.high)
    return found


def _binary(spec: TrialTablesTwin, name: str, measure: Planted, arm: NDArray[np.str_]) -> dict[str, Floats]:
    """A latent uniform number for each person and occasion, below the chance or not."""
    rng = stream(spec.seed, "scores", name, "binary")
    occasions = list(next(iter(measure.chances.values())))
    return {
        at: (rng.random(len(arm)) < np.array([measure.chances[one][at] for one in arm])).astype(float)
        for at in occasions
    }


def _shared(spec: TrialTablesTwin, name: str, measure: Planted, traits: dict[str, NDArray]) -> Floats | float:
    parts = []
    for cluster, sd in measure.of_clusters.items():
        rng = stream(spec.seed, "cluster", cluster, name)
        own = rng.normal(0.0, sd, int(traits[cluster].max()) + 1)
        parts.append(_beside(own, _of_whole_clusters(spec, measure, cluster, traits))[traits[cluster]])
    return sum(parts) if parts else 0.0


def _of_whole_clusters(spec: TrialTablesTwin, measure: Planted, cluster: str, traits: dict[str, NDArray]) -> Floats:
    """Covariates with a slope that all members of a cluster share, shape (clusters, covariates)."""
    names = [name for name in measure.of_covariates if spec.covariates[name].within == cluster]
    first = np.unique(traits[cluster], return_index=True)[1]
    return np.array([traits[name][first].astype(float) for name in names]).T


def _beside(own: Floats, told: Floats) -> Floats:
    """What clusters have beside a covariate of whole clusters: uncorrelated with it, of the same variance.

    Clusters are few: left to chance, their own parts would stand for a slope that nobody planted.
    """
    if not told.size:
        return own
    design = np.column_stack([np.ones(len(own)), told])
    left = own - design @ np.linalg.lstsq(design, own)[0]
    return left * np.sqrt(len(own) / (len(own) - design.shape[1]))


def _lost(
    spec: TrialTablesTwin, arm: NDArray[np.str_], first: dict[str, Floats]
) -> tuple[NDArray[np.int64], NDArray[np.str_]]:
    occasions, n = in_time(spec), len(arm)
    lost = np.full(n, len(occasions))
    if spec.loss is None:
        return lost, np.full(n, "")
    rng = stream(spec.seed, "lost")
    log_odds = sum((slope * first[m] for m, slope in spec.loss.log_odds.items()), np.zeros(n))
    for place, at in enumerate(occasions):
        chance = np.array([spec.loss.chances.get(one, {}).get(at, 0.0) for one in arm])
        drawn = rng.random(n) < _shifted(chance, log_odds)
        lost = np.where((lost == len(occasions)) & drawn, place, lost)
    return lost, np.where(lost < len(occasions), rng.choice(spec.loss.reasons, size=n), "")


def _shifted(chance: Floats, log_odds: Floats) -> Floats:
    """The chance whose log odds are as much higher; 0 and 1 stay."""
    return chance / (chance + (1 - chance) * np.exp(-log_odds))


def in_time(spec: TrialTablesTwin) -> list[str]:
    """The occasions in the order of their weeks."""
    return sorted(spec.layout.occasions, key=lambda at: spec.layout.occasions[at])


def _taken(spec: TrialTablesTwin, arm: NDArray[np.str_], received: NDArray[np.bool_]) -> dict[str, Floats]:
    taken = {}
    columns = {name: part for table in spec.layout.adherence for name, part in table.components.items()}
    for name, shares in spec.adherence.items():
        rng, most = stream(spec.seed, "adherence", name), int(columns[name].possible or 1)
        share = np.array([shares.get(one, np.nan) for one in arm])
        took = rng.binomial(most, np.nan_to_num(share)) * received
        taken[name] = np.where(np.isnan(share), np.nan, took.astype(float))
    return taken

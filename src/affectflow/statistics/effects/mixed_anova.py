"""Analysis of variance with one factor between persons and one within, on complete cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TERMS = ("group", "time", "interaction")


@dataclass(frozen=True)
class MixedAnova:
    """Tests by term (`TERMS`), each of shape (...); leading dimensions are those of the input.

    squares, error_squares: sums of squares of the term and of its error.
    df, error_df: their degrees of freedom, uncorrected.
    greenhouse_geisser, huynh_feldt: epsilons of the factor within persons; 1 with two
        occasions; Huynh and Feldt's is NaN where there are too few persons for it.
    mauchly, mauchly_p: Mauchly's W and its p; NaN with two occasions, where sphericity holds always.
    """

    squares: dict[str, Floats]
    error_squares: dict[str, Floats]
    df: dict[str, int]
    error_df: dict[str, int]
    greenhouse_geisser: Floats
    huynh_feldt: Floats
    mauchly: Floats
    mauchly_p: Floats

    def f(self, term: str) -> Floats:
        """F of a term; NaN where its error does not vary."""
        error = self.error_squares[term] / self.error_df[term]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.squares[term] / self.df[term] / error
        return np.where(error > 0, ratio, np.nan)


def mixed_anova(
    values: Floats, group: NDArray[np.integer], groups: int, squares_of: Literal["type_ii", "type_iii"] = "type_iii"
) -> MixedAnova:
    """Group, time and their interaction with type II or type III sums of squares.

    Occasions are turned into k - 1 orthonormal contrasts. The test of time is of the unweighted mean of the groups'
    contrasts in type III, and of the mean over all persons in type II; that of the interaction is of differences
    between groups; their error is the variation of the contrasts within groups. The test of group is a one-way
    analysis of the persons' sums.

    Args:
        values: shape (..., n, k), n persons at k occasions, nothing missing.
        group: number of each person's group, from 0, shape (n,); each group has at least one person, and
            there are more persons than groups.
        groups: how many.
        squares_of: differ for time where groups differ in size.

    Source: Kirk (2013), Experimental design, chapter 12; Greenhouse and Geisser (1959), Psychometrika 24, 95-112;
    Huynh and Feldt (1976), J. Educational Statistics 1, 69-82, with n - groups in place of n - 1 (Lecoutre, 1991);
    Mauchly (1940), Annals of Mathematical Statistics 11, 204-209.
    """
    n, k = values.shape[-2:]
    counts = np.bincount(group, minlength=groups).astype(float)
    member = (group[:, None] == np.arange(groups)).astype(float)
    sums = values.sum(axis=-1, keepdims=True) / np.sqrt(k)
    contrasts = values @ _contrasts(k)
    squares, errors = {}, {}
    middle, within = _means(sums, member, counts)
    squares["group"] = _between(middle, counts)
    errors["group"] = np.sum(within**2, axis=(-1, -2))
    means, rest = _means(contrasts, member, counts)
    # A mean over groups has a variance in proportion to the sum of its squared weights over the counts.
    weights = counts / n if squares_of == "type_ii" else np.full(groups, 1 / groups)
    squares["time"] = np.sum((weights @ means) ** 2, axis=-1) / np.sum(weights**2 / counts)
    squares["interaction"] = _between(means, counts)
    errors["time"] = errors["interaction"] = np.sum(rest**2, axis=(-1, -2))
    df = {"group": groups - 1, "time": k - 1, "interaction": (groups - 1) * (k - 1)}
    error_df = {"group": n - groups, "time": (n - groups) * (k - 1), "interaction": (n - groups) * (k - 1)}
    return MixedAnova(squares, errors, df, error_df, *_sphericity(np.swapaxes(rest, -1, -2) @ rest, n - groups))


def _contrasts(k: int) -> Floats:
    """Orthonormal columns that sum to zero, shape (k, k - 1)."""
    return np.linalg.qr(np.concatenate([np.ones((k, 1)), np.eye(k)[:, : k - 1]], axis=1))[0][:, 1:]


def _means(values: Floats, member: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Means by group, shape (..., groups, c), and deviations from them, shape (..., n, c)."""
    means = np.swapaxes(member, 0, 1) @ values / counts[:, None]
    return means, values - member @ means


def _between(means: Floats, counts: Floats) -> Floats:
    middle = np.sum(means * counts[:, None], axis=-2, keepdims=True) / counts.sum()
    return np.sum((means - middle) ** 2 * counts[:, None], axis=(-1, -2))


def _sphericity(scatter: Floats, df: int) -> tuple[Floats, Floats, Floats, Floats]:
    p = scatter.shape[-1]
    trace = np.trace(scatter, axis1=-2, axis2=-1)
    none = np.full(np.shape(trace), np.nan)
    if p == 1:
        return np.ones_like(trace), np.ones_like(trace), none, none
    with np.errstate(divide="ignore", invalid="ignore"):
        gg = trace**2 / (p * np.sum(scatter**2, axis=(-1, -2)))
        room = p * (df - p * gg)
        hf = np.where(room > 0, np.minimum(1.0, ((df + 1) * p * gg - 2) / room), np.nan)
        w = np.linalg.det(scatter) / (trace / p) ** p if df >= p else none
    return gg, hf, w, _mauchly_p(w, p, df) if df >= p else none


def _mauchly_p(w: Floats, p: int, df: int) -> Floats:
    """The chi-square approximation with Box's second term, as R's `mauchly.test` has it (Anderson, 1958)."""
    from scipy.stats import chi2

    rho = 1 - (2 * p**2 + p + 2) / (6 * p * df)
    second = (p + 2) * (p - 1) * (p - 2) * (2 * p**3 + 6 * p**2 + 3 * p + 2) / (288 * (df * p * rho) ** 2)
    f = p * (p + 1) / 2 - 1
    z = -df * rho * np.log(w)
    first = chi2.sf(z, f)
    return np.minimum(1.0, first + second * (chi2.sf(z, f + 4) - first))

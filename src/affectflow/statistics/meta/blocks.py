"""Estimates study by study: a block of each study's estimates with the covariance of their errors."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .pooling import Floats


@dataclass(frozen=True)
class Blocks:
    """k estimates of J studies, each study filled up to the m of the largest; y and V may have leading axes.

    y: estimates, (..., J, m), 0 where filled up.
    V: covariance of sampling errors, (..., J, m, m), the unit matrix where filled up.
    X: design, (J, m, p), 0 where filled up.
    there: whether there is an estimate, (J, m).
    places: study and place in it of each of the k, (2, k).
    """

    y: Floats
    V: Floats
    X: Floats
    there: NDArray[np.bool_]
    places: NDArray[np.intp]

    @property
    def parts(self) -> Floats:
        """What a variance between and within studies is the factor of, (2, J, m, m)."""
        t = self.there.astype(float)
        return np.stack([t[:, :, None] * t[:, None, :], t[:, :, None] * np.eye(t.shape[1])])

    def covariance(self, theta: Floats) -> Floats:
        """Of estimates, (..., J, m, m), at variances between and within studies (..., 2)."""
        between, within = (theta[..., i, None, None, None] * part for i, part in enumerate(self.parts))
        return self.V + between + within

    def scaled(self, unit: float) -> Blocks:
        """The same in another unit, that of a sampling variance."""
        filled = ~self.there[:, :, None] * np.eye(self.there.shape[1])
        return replace(self, y=self.y / np.sqrt(unit), V=(self.V - filled) / unit + filled)


def in_blocks(y: ArrayLike, v: ArrayLike, X: ArrayLike, study: ArrayLike, correlation: float) -> Blocks:
    """Put estimates into blocks.

    Args:
        y: estimates, (..., k).
        v: sampling variances, same shape.
        X: design, (k, p).
        study: the study of each estimate, (k,).
        correlation: of the sampling errors of any two estimates of one study.
    """
    y, v, X = (np.asarray(part, dtype=float) for part in (y, v, X))
    _, code = np.unique(np.asarray(study), return_inverse=True)
    sizes = np.bincount(code)
    place, order = np.empty(len(code), dtype=int), np.argsort(code, kind="stable")
    place[order] = np.arange(len(code)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    shape = (len(sizes), sizes.max())
    there, design = np.zeros(shape, dtype=bool), np.zeros((*shape, X.shape[1]))
    there[code, place], design[code, place] = True, X
    values, error = np.zeros((*y.shape[:-1], *shape)), np.zeros((*y.shape[:-1], *shape))
    values[..., code, place], error[..., code, place] = y, np.sqrt(v)
    same = np.eye(shape[1])
    V = error[..., :, None] * error[..., None, :] * (correlation + (1 - correlation) * same) + ~there[..., None] * same
    return Blocks(values, V, design, there, np.stack([code, place]))

"""The restricted likelihood where the covariance of a person's outcomes is linear in its parameters.

V = sum_k t_k A_k, so second derivatives of V vanish: the observed information and the
adjustment of Kenward and Roger are then closed forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .sums import Floats, Pattern


@dataclass(frozen=True)
class Point:
    """Everything at one value of the covariance parameters; p coefficients, k parameters.

    deviance: minus twice the restricted log-likelihood, with all constants.
    slope: its gradient, shape (k,). observed, expected: half its Hessian and that one's expectation, (k, k).
    coefficients: (p,). covariance: of the coefficients, (p, p).
    bends: X'V^-1 A_k V^-1 X, (k, p, p). crossed: X'V^-1 A_k V^-1 A_l V^-1 X, (k, k, p, p).
    """

    deviance: float
    slope: Floats
    observed: Floats
    expected: Floats
    coefficients: Floats
    covariance: Floats
    bends: Floats
    crossed: Floats


def evaluate(data: Sequence[Pattern], parameters: Floats) -> Point:
    """The likelihood and its derivatives.

    Args:
        data: sums of the data, with the A_k of each.
        parameters: t, shape (k,); V must be positive definite.

    Raises:
        numpy.linalg.LinAlgError: when V is not positive definite.

    Source: Kenward and Roger (1997), Biometrics 53, 983-997.
    """
    number, width = len(data[0].bases), data[0].products.shape[-1]
    total, once = np.zeros((width, width)), np.zeros((number, width, width))
    twice, traces = np.zeros((number, number, width, width)), np.zeros((number, number))
    logs, first, rows = 0.0, np.zeros(number), 0
    for part in data:
        parts = part.bases
        triangle = np.linalg.cholesky(np.tensordot(parameters, parts, 1))
        inverse = np.linalg.inv(triangle)
        inverse = inverse.T @ inverse
        moved = inverse @ parts
        total += np.einsum("ab,abij->ij", inverse, part.products)
        once += np.einsum("kab,abij->kij", moved @ inverse, part.products)
        twice += np.einsum("klab,abij->klij", moved[:, None] @ moved @ inverse, part.products)
        traces += part.persons * np.einsum("kab,lba->kl", moved, moved)
        first += part.persons * np.trace(moved, axis1=1, axis2=2)
        logs += 2 * part.persons * float(np.sum(np.log(np.diag(triangle))))
        rows += part.persons * parts.shape[1]
    covariance = np.linalg.inv(total[:-1, :-1]).astype(np.float64)
    coefficients = covariance @ total[:-1, -1]
    left = np.append(-coefficients, 1.0)
    bends, crossed = once[:, :-1, :-1], twice[:, :, :-1, :-1]
    pulled = once[:, :-1] @ left
    inner = covariance @ bends
    expected = traces - 2 * np.einsum("ij,klji->kl", covariance, crossed) + np.einsum("kij,lji->kl", inner, inner)
    curved = np.einsum("i,klij,j->kl", left, twice, left) - pulled @ covariance @ pulled.T
    curved = (curved + curved.T) / 2
    expected = (expected + expected.T) / 2
    free = rows - len(coefficients)
    deviance = logs + left @ total @ left - np.linalg.slogdet(covariance)[1] + free * np.log(2 * np.pi)
    half, observed = (expected / 2).astype(np.float64), (curved - expected / 2).astype(np.float64)
    slope = first - np.trace(inner, axis1=1, axis2=2) - np.einsum("i,kij,j->k", left, once, left)
    return Point(float(deviance), slope, observed, half, coefficients, covariance, bends, crossed)

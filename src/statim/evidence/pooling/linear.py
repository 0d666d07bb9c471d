"""Weighted least squares as meta-analysis needs it, without ever forming a k × k matrix.

With W = diag(w), w = 1/(v + τ²), and P = W - WX(X'WX)⁻¹X'W: every trace and quadratic form of P
that the estimators use comes from p × p products.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from statim.evidence.effects.arrays import Floats
from statim.evidence.errors import NotEstimable


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, their covariance before any rescaling, weights, residuals."""

    beta: Floats
    cov: Floats
    w: Floats
    residuals: Floats
    x: Floats

    @property
    def q(self) -> float:
        """The generalised Q: Σ w (y - Xβ)² = y'Py."""
        return float(np.sum(self.w * self.residuals**2))

    @property
    def trace_p(self) -> float:
        """tr(P)."""
        return float(self.w.sum() - np.sum(self.cov * self._moment(2)))

    @property
    def trace_pp(self) -> float:
        """tr(PP)."""
        inner = self.cov @ self._moment(2)
        cubic = np.sum(self.cov * self._moment(3))
        return float(np.sum(self.w**2) - 2 * cubic + np.sum(inner * inner.T))

    @property
    def ypp_y(self) -> float:
        """y'PPy."""
        return float(np.sum((self.w * self.residuals) ** 2))

    def _moment(self, power: int) -> Floats:
        weighted: Floats = self.x.T @ (self.x * (self.w**power)[:, None])
        return weighted


def fit(y: Floats, v: Floats, x: Floats, tau2: float = 0.0) -> Fit:
    """Weighted least squares with weights 1/(v + τ²); `x` is k × p and of full rank."""
    w = 1 / (v + tau2)
    if x.shape[1] == 1:  # the mean: much the commonest, and quick
        information = np.array([[np.sum(w * x[:, 0] ** 2)]])
        mean = np.array([np.sum(w * x[:, 0] * y)]) / information[0]
        return Fit(beta=mean, cov=1 / information, w=w, residuals=y - x[:, 0] * mean, x=x)
    root = np.sqrt(w)
    try:
        q, r = np.linalg.qr(x * root[:, None])
        inverse = np.linalg.inv(r)
    except np.linalg.LinAlgError as error:
        raise NotEstimable("The covariates say the same thing twice.") from error
    beta = inverse @ (q.T @ (y * root))
    return Fit(beta=beta, cov=inverse @ inverse.T, w=w, residuals=y - x @ beta, x=x)


def intercept(y: Floats) -> Floats:
    """The model matrix without covariates: a column of ones."""
    return np.ones((len(y), 1))

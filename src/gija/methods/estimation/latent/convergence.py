"""Do chains agree: rank-normalised split R-hat and effective size (Vehtari, Gelman and others 2021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats


def split(draws: Floats) -> Floats:
    """(chains, draws) to twice the chains of half the length."""
    half = draws.shape[1] // 2
    return np.vstack([draws[:, :half], draws[:, -half:]])


def _normal_scores(draws: Floats) -> Floats:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    ranks = rankdata(draws).reshape(draws.shape)
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)))


def rhat(draws: Floats) -> float:
    """Of (chains, draws): near 1 where the chains agree, in their middle and in their spread. 1 where all is constant;
    infinite where each chain stands still on its own."""
    own = split(draws)
    return max(_plain_rhat(_normal_scores(own)), _plain_rhat(_normal_scores(np.abs(own - np.median(own)))))


def _plain_rhat(draws: Floats) -> float:
    length = draws.shape[1]
    within = float(draws.var(axis=1, ddof=1).mean())
    between = float(draws.mean(axis=1).var(ddof=1))
    if within <= 0:
        return 1.0 if between <= 0 else float("inf")
    return float(np.sqrt((length - 1) / length + between / within))


def effective_size(draws: Floats) -> float:
    """How many independent draws the chains are worth for the middle of the posterior (Geyer's initial monotone)."""
    own = _normal_scores(split(draws))
    chains, length = own.shape
    within = float(own.var(axis=1, ddof=1).mean())
    if within <= 0:
        return float(chains)
    whole = within * (length - 1) / length + float(own.mean(axis=1).var(ddof=1))
    correlation = 1.0 - (within - _covariances(own).mean(axis=0)) / whole
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    total = float(np.minimum.accumulate(pairs[:stop]).sum()) if stop else 1.0
    return float(min(chains * length / max(2.0 * total - 1.0, 1e-3), chains * length))


def _covariances(draws: Floats) -> Floats:
    """(chains, lags): autocovariances of each chain, by the fast Fourier transform."""
    length = draws.shape[1]
    away = draws - draws.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(away, 2 * length, axis=1)) ** 2
    return np.asarray(np.fft.irfft(power, axis=1)[:, :length] / length)

"""When chains have mixed: the same in both engines (validation/training/sample/convergence.ts and point.ts).

Source: Vehtari, Gelman, Simpson, Carpenter, Buerkner, Rank-normalization, folding, and localization: an improved R-hat for
assessing convergence of MCMC, Bayesian Analysis 16 (2021) [published].
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .protocol import Json


def halves(chains: Tensor) -> Tensor:
    """Both halves of each chain [C, draws] as chains of their own [2 C, draws / 2]."""
    half = chains.shape[1] // 2
    return torch.cat([chains[:, :half], chains[:, chains.shape[1] - half :]])


def normal_scores(chains: Tensor) -> Tensor:
    """Each draw replaced by the normal quantile of its rank among all draws; equal draws share their mean rank."""
    _, place, counts = torch.unique(chains, return_inverse=True, return_counts=True)
    ranks = counts.cumsum(0).double() - (counts.double() - 1) / 2
    return torch.special.ndtri((ranks[place] - 3 / 8) / (chains.numel() + 1 / 4))


def plain_r_hat(chains: Tensor) -> float:
    """The root of total over within-chain variance of chains [C, draws]; 1 where all stand still at one value."""
    draws, between = chains.shape[1], chains.mean(1).var().item()
    if between == 0:
        return 1.0
    within = chains.var(1).mean().item()
    return math.sqrt((draws - 1) / draws + between / within) if within > 0 else math.inf


def split_r_hat(chains: Tensor) -> float:
    """Rank-normalised split R-hat of chains [C, draws], the larger of bulk and folded."""
    split = halves(chains)
    ordered = split.flatten().sort()[0]
    median = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return max(plain_r_hat(normal_scores(split)), plain_r_hat(normal_scores((split - median).abs())))


def effective_sample_size(chains: Tensor) -> float:
    """Effective draws of all chains [C, draws], by Geyer's initial monotone sequence on split chains (section 3)."""
    split = halves(chains)
    draws, most = split.shape[1], split.numel()
    within, between = split.var(1).mean().item(), split.mean(1).var().item()
    total = within * (draws - 1) / draws + between
    if total == 0:
        return float(most)
    centred = split - split.mean(1, keepdim=True)
    spectrum = torch.fft.rfft(centred, 2 * draws)
    lags = torch.fft.irfft(spectrum * spectrum.conj(), 2 * draws)[:, :draws].mean(0) / draws
    correlation = 1 - (within - lags * draws / (draws - 1)) / total
    correlation[0] = 1.0
    summed, before = 0.0, math.inf
    for lag in range(0, draws - 1, 2):
        pair = (correlation[lag] + correlation[lag + 1]).item()
        if not pair > 0:
            break
        before = min(before, pair)
        summed += before
    return min(most / max(2 * summed - 1, 1 / math.log10(most)), most * math.log10(most))


def has_ended(draws: Tensor, temperatures: Tensor, burn_in: float, demanded: Json) -> bool:
    """Whether chains, draws and temperatures [draws, C], need not go on: they have mixed, or one has diverged.

    burn_in: the share of the draws that is dropped. demanded: {"rHat", "effectivePerChain", "hottest"} of the job.
    """
    begin = math.floor(burn_in * len(draws) + 0.5)
    too_hot = temperatures[begin:].mean(0) >= demanded["hottest"]
    if not bool(torch.isfinite(draws).all()) or bool(too_hot.any()):
        return True
    kept = draws[begin:].T
    if not split_r_hat(kept) < demanded["rHat"]:
        return False
    return effective_sample_size(normal_scores(kept)) / len(kept) > demanded["effectivePerChain"]

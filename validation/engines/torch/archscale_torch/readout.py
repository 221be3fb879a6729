"""The readout of a network: its weights integrated out of the posterior, or sampled with the others."""

from __future__ import annotations

import torch
from torch import Tensor

from .operations import Memory


class IntegratedReadout:
    """The readout's weights a ~ N(0, 1) integrated out of exp(-|c Phi^T a - y|^2 / 2), c^2 one over the ridge.

    The energy is y (K + 1)^-1 y / 2 + log det(K + 1) / 2, K = c^2 Phi^T Phi. All is solved in the smaller of samples and width; in
    double precision, as the squares of the features reach from 1 to S over the ridge.
    Source: validation/training/sample/integrated-readout.ts [derived].

    y: [chains, 1, S] over the root of the ridge. pull: c of each chain, [chains, 1, 1].
    mean: that of a, [chains, 1, width], after each slope.
    """

    def __init__(self, y: Tensor, pull: Tensor, mean: Tensor, memory: Memory) -> None:
        (chains, _, samples), width = y.shape, mean.shape[2]
        self.y, self.pull, self.mean = y, pull, mean
        self.pull_squared = pull * pull
        self.is_dual = samples < width
        size = min(samples, width)
        self.square, self.scaled = memory.empty(chains, size, size), memory.empty(chains, size, size)
        self.slope_of = memory.empty(chains, width, samples)
        # Apple's GPU has no double precision.
        self.place = torch.device("cpu") if y.device.type == "mps" else y.device

    def inverse(self) -> Tensor:
        """(c^2 square + 1)^-1 of the square matrices."""
        square = torch.mul(self.square, self.pull_squared, out=self.scaled).to(self.place).double()
        square.diagonal(dim1=-2, dim2=-1).add_(1.0)
        # Without checks: what is no number stays so and is found in the draws; checks would break a captured step.
        inverse = torch.cholesky_inverse(torch.linalg.cholesky_ex(square)[0])
        return inverse.to(self.y.dtype).to(self.y.device)

    def slope(self, features: Tensor) -> Tensor:
        """The derivative of the energy by Phi [chains, width, S]."""
        pull, by_sample = self.pull, features.transpose(1, 2)
        if self.is_dual:
            torch.bmm(by_sample, features, out=self.square)
            inverse = self.inverse()
            rest = torch.bmm(self.y, inverse)
            torch.mul(torch.bmm(rest, by_sample), pull, out=self.mean)
            torch.bmm(features, inverse.mul_(self.pull_squared), out=self.slope_of)
        else:
            torch.bmm(features, by_sample, out=self.square)
            inverse = self.inverse()
            torch.mul(torch.bmm(torch.bmm(self.y, by_sample), inverse), pull, out=self.mean)
            rest = torch.baddbmm(self.y, self.mean * pull, features, alpha=-1)
            torch.bmm(inverse.mul_(self.pull_squared), features, out=self.slope_of)
        return self.slope_of.baddbmm_((self.mean * pull).transpose(1, 2), rest, alpha=-1)


class SampledReadout:
    """The readout's weights as any others: |c Phi^T a - y|^2 / 2 + a^2 / 2.

    weights: a, [chains, 1, width]. slope_of_weights: their memory in the gradient.
    """

    def __init__(self, y: Tensor, pull: Tensor, weights: Tensor, slope_of_weights: Tensor, memory: Memory) -> None:
        self.y, self.pull, self.weights, self.slope_of_weights = y, pull, weights, slope_of_weights
        self.slope_of = memory.empty(len(y), weights.shape[2], y.shape[2])

    def slope(self, features: Tensor) -> Tensor:
        """The derivative of the energy by Phi [chains, width, S]; writes that by the weights."""
        answers = self.weights * self.pull
        misfit = torch.baddbmm(self.y, answers, features, beta=-1)
        torch.baddbmm(self.weights, misfit * self.pull, features.transpose(1, 2), out=self.slope_of_weights)
        return torch.mul(answers.transpose(1, 2), misfit, out=self.slope_of)

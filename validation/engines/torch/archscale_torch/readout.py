"""The readout integrated out of the posterior."""

from __future__ import annotations

import torch
from torch import Tensor


def integrated(features: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The readout's weights a ~ N(0, 1) integrated out of exp(-|Phi a - y|^2 / 2).

    features: Phi [G, C, S, width]. y: [G, 1, S]. Both divided by the root of the ridge.
    Returns the derivative by Phi of y (Phi Phi^T + 1)^-1 y / 2 + log det(Phi Phi^T + 1) / 2, of the shape of Phi, and the mean
    of a [G, C, width]. Solved in the smaller of S and width; in double precision, as the squares of the features reach from 1
    to S over the ridge. Source: validation/training/sample/integrated-readout.ts [derived].
    """
    samples, width = features.shape[2:]
    device = features.device
    target = y.expand(features.shape[:3]).unsqueeze(-1)
    dual = samples < width
    rows = features if dual else features.transpose(2, 3)
    square = rows @ rows.transpose(2, 3)
    # Apple's GPU has no double precision.
    place = torch.device("cpu") if device.type == "mps" else device
    square = square.to(place).double()
    square.diagonal(dim1=-2, dim2=-1).add_(1.0)
    # Without checks: what is no number stays so and is found in the draws; checks would break a captured step.
    inverse = torch.cholesky_inverse(torch.linalg.cholesky_ex(square)[0]).to(features.dtype).to(device)
    if dual:
        pull = inverse @ target
        mean = features.transpose(2, 3) @ pull
        return inverse @ features - pull @ mean.transpose(2, 3), mean.squeeze(-1)
    mean = inverse @ (features.transpose(2, 3) @ target)
    return features @ inverse - (target - features @ mean) @ mean.transpose(2, 3), mean.squeeze(-1)

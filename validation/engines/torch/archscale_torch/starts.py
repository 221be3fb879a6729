"""Where chains start: at the prior, or moved onto the predicted pattern (validation/training/sample/starts.ts)."""

from __future__ import annotations

import math
from typing import Optional, Sequence

import torch
from torch import Tensor

from .data import form, hermite, round_to_integer
from .network import Network
from .protocol import Json

Generators = Optional[Sequence[torch.Generator]]


def fill_normal(values: Tensor, generators: Generators) -> None:
    """Fills values [G, ...] with standard normal numbers, those of each point from its generator where there is one."""
    if generators is None:
        values.normal_()
        return
    for row, generator in zip(values, generators):
        row.normal_(generator=generator)


def informed(
    model: Network, weights: Tensor, starts: list[Json], x: Tensor, random: Generators, specialised: Json
) -> Tensor:
    """Moves prior hidden weights [G, C, hidden_count] onto the predicted pattern, layer by layer.

    starts: the pattern of each layer, as in the plan. x: inputs [G, 1, S, ...input] on which directions are found.
    specialised: {"along", "across"}, the pre-activation along the feature and the factor of all other weights of such a unit.
    """
    blocks = model.views(weights)
    for index, start in enumerate(starts):
        if start["pattern"] == "lazy" or index >= len(blocks):
            continue
        h = model.hidden(blocks, x, index)
        if start.get("form") is None:
            feature = hermite(start["degree"], x[..., 0] / x[..., 0].std())
        else:
            feature = hermite(start["degree"], form(start["form"], x))
            feature = feature - feature.mean(-1, keepdim=True)
            slopes = (x * feature.unsqueeze(-1)).mean(-2, keepdim=True)
            feature = feature - (x * slopes).sum(-1)
        sample = tuple(range(2, h.dim() - 1))
        direction = (h * feature.unsqueeze(-1)).mean(sample)
        direction = direction / direction.norm(dim=-1, keepdim=True)
        shown = h * direction.reshape(list(direction.shape[:2]) + [1] * len(sample) + [-1])
        spread = shown.sum(-1).std(dim=sample)
        unit = (direction * math.sqrt(h.shape[-1]) / spread.unsqueeze(-1)).unsqueeze(2)
        block = blocks[index]
        if start["pattern"] == "specialization":
            units = min(round_to_integer(start["units"]), block.shape[2])
            block[:, :, :units] = specialised["across"] * block[:, :, :units] + specialised["along"] * unit
        elif start["pattern"] == "magnetization":
            block += start["shift"] * unit
        else:
            amounts = torch.empty(block.shape[:3], device=block.device)
            fill_normal(amounts, random)
            block += math.sqrt(max(start["gain"] - 1, 0)) * amounts.unsqueeze(-1) * direction.unsqueeze(2)
    return torch.cat([block.flatten(2) for block in blocks], 2)

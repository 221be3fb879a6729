"""The routing of a mixture of experts (validation/network/experts.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .gaussians import MASK, hashed
from .inputs import round_to_integer
from .protocol import Json


def active_of(layer: Json) -> tuple[int, int] | None:
    """How many experts a layer has and how many of them an input sees, or None where it sees all units."""
    sizes = layer["sizes"]
    if "experts" not in sizes:
        return None
    experts, active = round_to_integer(sizes["experts"]), round_to_integer(sizes.get("active", 1))
    return (experts, active) if active < experts else None


def routes(values: Tensor, experts: int, active: int) -> Tensor:
    """What the units of each expert are multiplied by at rows [..., in]: [..., experts].

    The routing is a hash of the numbers in single precision; what is active counts the root of experts / active.
    """
    words = values.float().contiguous().view(torch.int32).long() & MASK
    key = torch.zeros(words.shape[:-1], dtype=torch.int64)
    for column in words.unbind(-1):
        key = hashed(key ^ column)
    ranks = hashed(key.unsqueeze(-1) ^ hashed(torch.arange(1, experts + 1)))
    chosen = ranks.topk(active, -1, largest=False)[1]
    return torch.zeros(ranks.shape, dtype=torch.float64).scatter_(-1, chosen, math.sqrt(experts / active))

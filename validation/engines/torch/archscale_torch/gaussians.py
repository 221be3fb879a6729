"""Random numbers that both engines draw alike (validation/training/sample/data-set.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

# The streams of random numbers of a seed.
SAMPLES, FRESH, NOISE = 1, 2, 3

MASK = 0xFFFFFFFF


def hashed(x: Tensor) -> Tensor:
    """A permutation of 32 bits (lowbias32), on tensors of int64."""
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def gaussians(seed: int, stream: int, count: int) -> Tensor:
    """`count` standard normal numbers in double precision: the first of them do not depend on `count`."""
    key = hashed((hashed(torch.tensor(seed)) + stream * 0x9E3779B9) & MASK)
    pairs = torch.arange((count + 1) // 2, dtype=torch.int64)
    one = (hashed(key ^ hashed(2 * pairs)).double() + 0.5) / 2.0**32
    two = hashed(key ^ hashed(2 * pairs + 1)).double() / 2.0**32
    radius = torch.sqrt(-2 * torch.log(one))
    both = torch.stack([radius * torch.cos(2 * math.pi * two), radius * torch.sin(2 * math.pi * two)], 1)
    return both.reshape(-1)[:count]

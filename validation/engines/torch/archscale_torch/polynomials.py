"""Hermite polynomials, and functions of a form (validation/network/hermite.ts and form.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .protocol import Json, NotSupportedError


def hermite(degree: int, g: Tensor) -> Tensor:
    """He_n of unit norm."""
    before, here = torch.zeros_like(g), torch.ones_like(g)
    for n in range(degree):
        before, here = here, (g * here - math.sqrt(n) * before) / math.sqrt(n + 1)
    return here


def form(degree: int, x: Tensor) -> Tensor:
    """The form of a degree at inputs [..., d]: blocks of features are multiplied, and added over the root of their number."""
    blocks = blocks_of(degree, x.shape[-1])
    shaped = x[..., : blocks * degree].unflatten(-1, (blocks, degree))
    return shaped.prod(-1).sum(-1) / math.sqrt(blocks)


def blocks_of(degree: int, features: int) -> int:
    """How many blocks of `degree` features there are. Raises NotSupportedError where there is none."""
    if features < degree:
        raise NotSupportedError(f"a form of degree {degree} in {features} dimensions")
    return features // degree


def form_moments(degree: int, features: int, most: int) -> list[float]:
    """The means of p^n, n from 0 to `most`, of the form p on Gaussian inputs (validation/network/form.ts)."""
    blocks = blocks_of(degree, features)
    block = [0.0 if n % 2 else math.prod(range(1, n, 2)) ** degree / math.factorial(n) for n in range(most + 1)]
    total = [1.0]
    for n in range(1, most + 1):
        total.append(sum((j * (blocks + 1) - n) * block[j] * total[n - j] for j in range(1, n + 1)) / n)
    return [value * math.factorial(n) / blocks ** (n / 2) for n, value in enumerate(total)]


def recurrence(moments: list[float]) -> list[float]:
    """b_n of the orthonormal polynomials of a symmetric law from its moments, as in validation/network/form.ts."""
    found: list[float] = [0.0]
    before: list[float] = [0.0] * len(moments)
    here = moments
    for n in range(1, (len(moments) + 1) // 2):
        following = [value - found[n - 1] * earlier for value, earlier in zip(here[1:], before)]
        found.append(following[n] / here[n - 1])
        before, here = here, following
    return found


def profile_of_form(target: Json, features: int, p: Tensor) -> Tensor:
    """The function of p that a hierarchical target is, in the orthonormal polynomials of the law of p."""
    highest = max(term["degree"] for term in target["terms"])
    roots = [math.sqrt(b) for b in recurrence(form_moments(target["form"], features, 2 * highest))]
    before, here, y = torch.zeros_like(p), torch.ones_like(p), torch.zeros_like(p)
    for n in range(highest):
        before, here = here, (p * here - roots[n] * before) / roots[n + 1]
        y = y + sum(term["coefficient"] for term in target["terms"] if term["degree"] == n + 1) * here
    return y / math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))

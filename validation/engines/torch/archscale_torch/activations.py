"""Activations by the names of the language: as functions, and together with their slopes in given memory.

Every one of them is 0 at 0, so that the samples with which a smaller data set is padded have no features.
"""

from __future__ import annotations

import math
from typing import Callable, Tuple

import torch
from torch import Tensor

# Memory of the shape of z, three times.
Work = Tuple[Tensor, Tensor, Tensor]

# A name that is missing here is refused.
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "erf": torch.erf,
    "tanh": torch.tanh,
    "sin": torch.sin,
    "relu": torch.relu,
    "gelu": torch.nn.functional.gelu,
    "silu": torch.nn.functional.silu,
    "linear": lambda z: z,
    "quadratic": lambda z: z * z,
}

# erf z = 1 - (a_1 t + ... + a_5 t^5) exp(-z^2), t = 1 / (1 + p z), for z >= 0, to 1.5e-7.
# Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26 [published].
P = 0.3275911
A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)

# The coefficients in powers of t / p = 1 / (z + 1 / p), which takes one operation less, from the highest.
SERIES = tuple(a / P**power for power, a in enumerate(A, 1))[::-1]


def erf_and_exp(z: Tensor, exp: Tensor, one: Tensor, other: Tensor) -> None:
    """Overwrites z with erf(z), and `exp` with exp(-z^2); `one` and `other` are memory of the same shape.

    On the CPU, where PyTorch's erf takes twice as long, from the series above, which shares the exponential.
    """
    torch.mul(z, z, out=exp).neg_().exp_()
    if z.device.type != "cpu":
        z.erf_()
        return
    t = torch.abs(z, out=one).add_(1 / P).reciprocal_()
    series = torch.mul(t, SERIES[0], out=other)
    for coefficient in SERIES[1:]:
        series.add_(coefficient).mul_(t)
    # sign - sign (1 - erf |z|), which is 0 at 0.
    z.sign_()
    z.addcmul_(z, series.mul_(exp), value=-1)


def erf(z: Tensor, slope: Tensor, work: Work) -> None:
    """The derivative is 2 exp(-z^2) / sqrt(pi)."""
    erf_and_exp(z, slope, work[0], work[1])
    slope.mul_(2 / math.sqrt(math.pi))


def tanh(z: Tensor, slope: Tensor, work: Work) -> None:
    """2 sigma(2 z) - 1, which takes half as long on the CPU."""
    z.mul_(2).sigmoid_().mul_(2).sub_(1)
    torch.mul(z, z, out=slope).neg_().add_(1)


def sin(z: Tensor, slope: Tensor, work: Work) -> None:
    """The derivative is the cosine."""
    torch.cos(z, out=slope)
    z.sin_()


def relu(z: Tensor, slope: Tensor, work: Work) -> None:
    """The derivative at 0 is 0, as PyTorch has it."""
    torch.gt(z, 0, out=slope)
    z.clamp_(min=0)


def gelu(z: Tensor, slope: Tensor, work: Work) -> None:
    """z Phi(z), Phi the normal distribution; the derivative is Phi(z) + z exp(-z^2 / 2) / sqrt(2 pi)."""
    phi = torch.mul(z, math.sqrt(0.5), out=work[2])
    erf_and_exp(phi, slope, work[0], work[1])
    phi.add_(1).mul_(0.5)
    slope.mul_(1 / math.sqrt(2 * math.pi)).mul_(z).add_(phi)
    z.mul_(phi)


def silu(z: Tensor, slope: Tensor, work: Work) -> None:
    """z sigma(z), sigma the logistic function; the derivative is sigma (1 + z (1 - sigma)) = sigma + y - y sigma."""
    sigma = torch.sigmoid(z, out=work[0])
    z.mul_(sigma)
    torch.add(z, sigma, out=slope)
    slope.sub_(torch.mul(z, sigma, out=work[1]))


def quadratic(z: Tensor, slope: Tensor, work: Work) -> None:
    """z^2."""
    torch.mul(z, 2, out=slope)
    z.mul_(z)


# Each overwrites z with its value and `slope` with its derivative. The linear one has nothing to do.
WITH_SLOPES: dict[str, Callable[[Tensor, Tensor, Work], None]] = {
    "erf": erf,
    "tanh": tanh,
    "sin": sin,
    "relu": relu,
    "gelu": gelu,
    "silu": silu,
    "quadratic": quadratic,
}

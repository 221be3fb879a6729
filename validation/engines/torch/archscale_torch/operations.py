"""Forward and backward of layers by hand, in memory of their own: what PyTorch's autograd would allocate anew at each step.

Values are [chains, features, columns], a column a position of a sample, positions outermost. Each operation takes the values of the
one before it and hands on its own; backward, the derivatives by what it handed on become those by what it took. Nothing here asks a
device for a number, so that steps can be captured as a CUDA graph.
"""

from __future__ import annotations

from typing import Callable, Protocol

import torch
from torch import Tensor

from .activations import WITH_SLOPES


class Operation(Protocol):
    """A step of a network."""

    def forward(self, h: Tensor) -> Tensor:
        """The values that it hands on."""

    def backward(self, d: Tensor) -> Tensor | None:
        """Derivatives by what it took, of those by what it handed on; None where nobody wants them."""


class Memory:
    """Tensors of one type and place for the values of a step. Gradients that are taken one after the other share them."""

    def __init__(self, like: Tensor) -> None:
        self.like = like
        self.made: dict[tuple[int, ...], list[Tensor]] = {}
        self.shared: dict[tuple[int, ...], tuple[Tensor, Tensor, Tensor]] = {}
        self.begin()

    def begin(self) -> None:
        """What was given may be given again."""
        self.given: dict[tuple[int, ...], int] = {}

    def empty(self, *shape: int) -> Tensor:
        """Memory that nobody else has been given since the beginning."""
        at = self.given.get(shape, 0)
        self.given[shape] = at + 1
        made = self.made.setdefault(shape, [])
        if at == len(made):
            made.append(torch.empty(shape, dtype=self.like.dtype, device=self.like.device))
        return made[at]

    def work(self, *shape: int) -> tuple[Tensor, Tensor, Tensor]:
        """Memory whose content is lost when another operation works on the same shape."""
        if shape not in self.shared:
            one, two, three = (torch.empty(shape, dtype=self.like.dtype, device=self.like.device) for _ in range(3))
            self.shared[shape] = (one, two, three)
        return self.shared[shape]


class Product:
    """Weights [chains, out, in] in units of `scale`, times what comes in; backward adds to the prior's slope, which is the weights.

    block: the weights, and the memory of their slope. adds: whether an earlier operation of the backward pass has written the slope
    of the same weights. is_first: whether nothing wants the derivatives by what comes in.
    """

    def __init__(
        self, block: tuple[Tensor, Tensor], scale: float, columns: int, memory: Memory, adds: bool, is_first: bool
    ) -> None:
        self.weights, self.slope = weights, _ = block
        self.scale, self.adds = scale, adds
        chains, out, size = weights.shape
        self.scaled, self.made = memory.empty(chains, out, size), memory.empty(chains, out, columns)
        self.back = None if is_first else memory.empty(chains, size, columns)

    def forward(self, h: Tensor) -> Tensor:
        self.h = h
        torch.mul(self.weights, self.scale, out=self.scaled)
        return torch.bmm(self.scaled, h, out=self.made)

    def backward(self, d: Tensor) -> Tensor | None:
        before = self.slope if self.adds else self.weights
        torch.baddbmm(before, d, self.h.transpose(1, 2), alpha=self.scale, out=self.slope)
        return None if self.back is None else torch.bmm(self.scaled.transpose(1, 2), d, out=self.back)


class Activation:
    """An activation function, in the place of what comes in."""

    def __init__(self, name: str, shape: tuple[int, int, int], memory: Memory) -> None:
        self.apply: Callable[..., None] = WITH_SLOPES[name]
        self.slope, self.work = memory.empty(*shape), memory.work(*shape)

    def forward(self, h: Tensor) -> Tensor:
        self.apply(h, self.slope, self.work)
        return h

    def backward(self, d: Tensor) -> Tensor:
        return self.slope.mul_(d)


class Norm:
    """The root mean square norm of each column; nothing but zeros stays as it is."""

    def __init__(self, shape: tuple[int, int, int], memory: Memory) -> None:
        self.made, self.back = memory.empty(*shape), memory.empty(*shape)

    def forward(self, h: Tensor) -> Tensor:
        square = torch.mul(h, h, out=self.back).mean(1, keepdim=True)
        self.inverse = torch.where(square > 0, square, torch.ones_like(square)).rsqrt_()
        return torch.mul(h, self.inverse, out=self.made)

    def backward(self, d: Tensor) -> Tensor:
        along = torch.mul(self.made, d, out=self.back).mean(1, keepdim=True)
        torch.mul(self.made, along, out=self.back)
        return torch.sub(d, self.back, out=self.back).mul_(self.inverse)


class Routing:
    """The experts that a column does not see are 0: a mask [chains, experts, 1, columns] on the units of each."""

    def __init__(self, mask: Tensor, shape: tuple[int, int, int], memory: Memory) -> None:
        chains, units, columns = shape
        self.mask, self.split = mask, (chains, mask.shape[1], units // mask.shape[1], columns)
        self.back = memory.empty(*shape)

    def forward(self, h: Tensor) -> Tensor:
        h.view(self.split).mul_(self.mask)
        return h

    def backward(self, d: Tensor) -> Tensor:
        torch.mul(d.view(self.split), self.mask, out=self.back.view(self.split))
        return self.back


class Identity:
    """An identity around other operations: what comes in is added to what they make of it."""

    def __init__(self, inner: list[Operation], shape: tuple[int, int, int], memory: Memory) -> None:
        self.inner, self.made, self.back = inner, memory.empty(*shape), memory.empty(*shape)

    def forward(self, h: Tensor) -> Tensor:
        return torch.add(h, forward(self.inner, h), out=self.made)

    def backward(self, d: Tensor) -> Tensor | None:
        inner = backward(self.inner, d)
        return None if inner is None else torch.add(d, inner, out=self.back)


class Pooling:
    """The features that a readout sees of several positions: their sum times a factor, or all of them, positions outermost."""

    def __init__(self, shape: tuple[int, int, int], grid: int, factor: float | None, memory: Memory) -> None:
        chains, features, columns = shape
        samples = columns // grid
        self.split, self.factor = (chains, features, grid, samples), factor
        self.made = memory.empty(chains, features if factor is not None else features * grid, samples)
        self.back = memory.empty(*shape)

    def forward(self, h: Tensor) -> Tensor:
        chains, features, grid, samples = self.split
        if self.factor is not None:
            return torch.sum(h.view(self.split), 2, out=self.made).mul_(self.factor)
        self.made.view(chains, grid, features, samples).copy_(h.view(self.split).transpose(1, 2))
        return self.made

    def backward(self, d: Tensor) -> Tensor:
        chains, features, grid, samples = self.split
        back = self.back.view(self.split)
        if self.factor is not None:
            torch.mul(d.unsqueeze(2).expand(self.split), self.factor, out=back)
        else:
            back.copy_(d.view(chains, grid, features, samples).transpose(1, 2))
        return self.back


def forward(operations: list[Operation], h: Tensor) -> Tensor:
    """What operations make of values, one after the other."""
    for operation in operations:
        h = operation.forward(h)
    return h


def backward(operations: list[Operation], d: Tensor) -> Tensor | None:
    """Derivatives by what operations took, of those by what they made; weights have theirs then."""
    back: Tensor | None = d
    for operation in reversed(operations):
        if back is not None:
            back = operation.backward(back)
    return back

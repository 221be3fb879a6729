"""The gradient of the potential of some chains: by hand where no layer attends, by autograd elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from .network import Layer, Network
from .operations import Activation, Identity, Memory, Norm, Operation, Pooling, Product, Routing, backward, forward
from .readout import IntegratedReadout, SampledReadout

# So many values of the widest layer are taken together on a CPU: fewer calls for small networks, no more than caches hold.
NUMBERS_IN_CACHE = 1 << 17


@dataclass(frozen=True)
class Chains:
    """What chains need for their gradient: of G data sets and C chains each.

    x: [G, 1, S, ...input]. y: over the root of the ridge, [G, 1, S]. pull: one over that root, [G, 1, 1].
    route: [G, 1, S, ..., experts] or None. weights, slope: [G, C, count]. mean: of the readout, [G, C, width].
    """

    x: Tensor
    y: Tensor
    pull: Tensor
    route: Tensor | None
    weights: Tensor
    slope: Tensor
    mean: Tensor

    def part(self, sets: slice, chains: slice) -> Chains:
        """Some of them, in the same memory."""
        own = [tensor[sets, chains] for tensor in (self.weights, self.slope, self.mean)]
        route = None if self.route is None else self.route[sets]
        return Chains(self.x[sets], self.y[sets], self.pull[sets], route, *own)


class Gradient(Protocol):
    """Writes the gradient of U = |theta|^2 / 2 + the readout's energy at the weights into the slope, and the readout's mean."""

    def refresh(self) -> None:
        """The gradient at the weights as they are."""


def gradients_of(model: Network, chains: Chains, integrates: bool) -> list[Gradient]:
    """The gradients of chains, on the CPU of so many together as its caches hold."""
    sets, count = chains.weights.shape[:2]
    together = sets * count
    if chains.weights.device.type == "cpu":
        together = max(1, NUMBERS_IN_CACHE // (model.widest * chains.x.shape[2]))
    step = max(1, together // count)
    parts = [slice(at, at + step) for at in range(0, sets, step)]
    own = [slice(at, at + together) for at in range(0, count, together)] if together < count else [slice(0, count)]
    attends = any(layer.kind == "attention" for layer in model.layers)
    memory, made = Memory(chains.weights), []
    for part in parts:
        for some in own:
            memory.begin()
            made.append((ByAutograd if attends else ByHand)(model, chains.part(part, some), integrates, memory))
    return made


def flat(values: Tensor) -> Tensor:
    """[G, C, ...] as [G C, ...], in the same memory."""
    return values.view(-1, *values.shape[2:])


def readout_of(model: Network, chains: Chains, integrates: bool, memory: Memory) -> IntegratedReadout | SampledReadout:
    """The readout on what all chains hand on, [G C, width, S]."""
    sets, count = chains.weights.shape[:2]
    y, pull = (each.expand(sets, count, -1).flatten(0, 1).unsqueeze(1) for each in (chains.y, chains.pull))
    pull = pull * model.readout
    if integrates:
        return IntegratedReadout(y, pull, flat(chains.mean).unsqueeze(1), memory)
    own = [flat(each)[:, model.hidden_count :].unsqueeze(1) for each in (chains.weights, chains.slope)]
    return SampledReadout(y, pull, *own, memory)


class ByAutograd:
    """What has no operations by hand."""

    def __init__(self, model: Network, chains: Chains, integrates: bool, memory: Memory) -> None:
        self.model, self.chains, self.readout = model, chains, readout_of(model, chains, integrates, memory)

    def refresh(self) -> None:
        """The gradient at the weights as they are."""
        model, chains = self.model, self.chains
        with torch.enable_grad():
            blocks = [block.detach().requires_grad_(True) for block in model.views(chains.weights)]
            features = model.handed_on(blocks, chains.x, chains.route)
            seen = features.detach().flatten(0, 1).transpose(1, 2)
            # Contiguous: PyTorch 1.13 takes a wrong derivative of gelu elsewhere.
            slope = self.readout.slope(seen).transpose(1, 2).contiguous().view(features.shape)
            slopes = torch.autograd.grad(features, blocks, slope)
        hidden = model.hidden_count
        flat_slopes = torch.cat([one.flatten(2) for one in slopes], 2)
        torch.add(flat_slopes, chains.weights[:, :, :hidden], out=chains.slope[:, :, :hidden])


class ByHand:
    """Layers one after the other, forward and backward in memory of their own."""

    def __init__(self, model: Network, chains: Chains, integrates: bool, memory: Memory) -> None:
        self.readout, self.memory = readout_of(model, chains, integrates, memory), memory
        self.x, mask, grid = by_column(model, chains)
        self.mask = mask
        self.blocks = list(zip(model.views(flat(chains.weights)), model.views(flat(chains.slope))))
        self.operations: list[Operation] = []
        self.size = self.x.shape[1]
        for layer in model.layers:
            size, inner = self.size, self.operations_of(layer)
            if layer.given["residual"]:
                inner = [Identity(inner, self.shape(size), self.memory)]
                self.size = size
            self.operations += inner
        if grid > 1:
            self.operations.append(Pooling(self.shape(self.size), grid, model.pooled, self.memory))

    def refresh(self) -> None:
        """The gradient at the weights as they are."""
        backward(self.operations, self.readout.slope(forward(self.operations, self.x)))

    def shape(self, size: int) -> tuple[int, int, int]:
        """Values of so many features."""
        return (self.x.shape[0], size, self.x.shape[2])

    def operations_of(self, layer: Layer) -> list[Operation]:
        """A layer without the identity around it; `size` is what it hands on then."""
        if layer.kind == "norm":
            return [Norm(self.shape(self.size), self.memory)]
        made: list[Operation] = []
        for step in range(layer.steps):
            # Backward, the last step is the first to write the slope that all but the first step share.
            adds = 0 < step < layer.steps - 1
            at = layer.first + min(step, 1)
            made.append(self.product(at, layer.scale if step == 0 else 1 / math.sqrt(self.size), adds))
            if layer.given["activation"] != "linear":
                made.append(Activation(layer.given["activation"], self.shape(self.size), self.memory))
        if layer.experts is not None and self.mask is not None:
            made.append(Routing(self.mask, self.shape(self.size), self.memory))
        if layer.back:
            made.append(self.product(layer.first + layer.own, 1 / math.sqrt(self.size)))
        return made

    def product(self, at: int, scale: float, adds: bool = False) -> Product:
        """The product with a block of weights."""
        weights, slope = self.blocks[at]
        self.size = weights.shape[1]
        return Product((weights, slope), scale, self.x.shape[2], self.memory, adds=adds, is_first=at == 0)


def by_column(model: Network, chains: Chains) -> tuple[Tensor, Tensor | None, int]:
    """Inputs [G C, features, columns] and their routing [G C, experts, 1, columns]; the number of positions that count.

    A column is a position of a sample, positions outermost. Chains of one data set share the memory where that is possible.
    """
    sets, count = chains.weights.shape[:2]
    has_positions = chains.x.dim() > 4

    def columns(values: Tensor) -> Tensor:
        values = values if has_positions else values.unsqueeze(3)
        if model.reads_first:
            values = values[:, :, :, :1]
        made = values.movedim(-1, 2).transpose(3, 4).flatten(3).contiguous()
        return made.expand(sets, count, *made.shape[2:]).flatten(0, 1)

    x = columns(chains.x)
    route = None if chains.route is None else columns(chains.route).unsqueeze(2)
    return x, route, x.shape[2] // chains.x.shape[2]

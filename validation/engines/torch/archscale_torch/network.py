"""A network of a plan as a function of batches of weights."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from .activations import ACTIVATIONS
from .attention import attend, score_shape
from .experts import active_of, routes
from .inputs import input_shape, round_to_integer
from .protocol import Json, NotSupportedError

# The sizes that a layer may have here: one of a later version is refused, not passed over.
SIZES = {"width", "channels", "variance", "experts", "active", "heads", "steps"}


def times(h: Tensor, weights: Tensor) -> Tensor:
    """h [G, C or 1, S, ..., in] by weights [G, C, out, in]: [G, C, S, ..., out], one matrix product for each set of data."""
    sets, chains, out, size = weights.shape
    shape = list(h.shape[2:-1])
    if h.shape[1] == 1:
        joined = torch.bmm(h.reshape(sets, -1, size), weights.reshape(sets, chains * out, size).transpose(1, 2))
        return joined.reshape([sets, *shape, chains, out]).movedim(-2, 1)
    flat = torch.bmm(h.reshape(sets * chains, -1, size), weights.reshape(sets * chains, out, size).transpose(1, 2))
    return flat.reshape([sets, chains, *shape, out])


def normed(h: Tensor) -> Tensor:
    """h [..., in] over its root mean square at each position; nothing but zeros stays as it is."""
    size = (h * h).mean(-1, keepdim=True)
    return h / torch.sqrt(torch.where(size > 0, size, torch.ones_like(size)))


@dataclass(frozen=True)
class Layer:
    """A layer of the plan with what it is here.

    first, own: its first block of weights, and how many it has. back: whether values lead back into its identity in one more.
    scale: what its pre-activations are multiplied by. experts: how many, and how many of them an input sees.
    """

    given: Json
    first: int
    own: int
    back: bool
    every_token: bool
    scale: float
    experts: tuple[int, int] | None

    @property
    def kind(self) -> str:
        return self.given["kind"]

    @property
    def steps(self) -> int:
        """How often its units are applied."""
        return round_to_integer(self.given["sizes"].get("steps", 1)) if self.kind == "recurrent" else 1


class Network:
    """A network of the plan: f at inputs, for a batch of weights in unit-variance parameters.

    hidden_count: hidden weights. count: all weights. width: features that the readout sees. widest: the most values that a layer
    makes of one sample. peak: numbers that one sample takes in a forward and backward pass. Raises NotSupportedError for what is
    not known here.
    """

    def __init__(self, network: Json) -> None:
        self.input = shape = input_shape(network["input"])
        self.layers: list[Layer] = []
        self.shapes: list[tuple[int, int]] = []
        self.peak = self.widest = math.prod(shape)
        size, grid = shape[-1], math.prod(shape[:-1])
        last_attention = max(
            (i for i, layer in enumerate(network["layers"]) if layer["kind"] == "attention"), default=-1
        )
        units = 1.0
        for index, layer in enumerate(network["layers"]):
            size, grid = self.add(layer, size, grid, every_token=index < last_attention)
            sizes = layer["sizes"]
            units = sizes.get("width", sizes.get("channels", sizes.get("heads", units))) * sizes.get("experts", 1)
        output = network["output"]
        if output["kind"] not in ("linear", "flatten", "mean", "sum"):
            raise NotSupportedError("an output of kind " + output["kind"])
        self.grid = grid
        self.reads_first = output["kind"] == "linear"
        self.pooled = {"mean": 1.0 / grid, "sum": 1.0 / math.sqrt(grid)}.get(output["kind"])
        chi = round_to_integer(units) if output["scaling"] == "meanfield" else 1
        self.width = size * grid if output["kind"] == "flatten" else size
        self.readout = math.sqrt(output.get("variance", 1.0) / (self.width * chi))
        self.hidden_count = sum(rows * columns for rows, columns in self.shapes)
        self.count = self.hidden_count + self.width

    def add(self, layer: Json, size: int, grid: int, every_token: bool) -> tuple[int, int]:
        """Adds a layer on `grid` positions of `size` numbers each; what it hands on."""
        kind, sizes, first = layer["kind"], layer["sizes"], len(self.shapes)
        unknown = NotSupportedError("layers of kind {} as {} is".format(kind, layer["name"]))
        if not set(sizes) <= SIZES:
            raise unknown
        out, scale, experts = size, 1.0, active_of(layer)
        if kind == "attention":
            heads, (rows, columns) = round_to_integer(sizes["heads"]), score_shape(layer, size)
            self.shapes.append((heads * rows, columns))
            queries = grid if every_token else 1
            self.peak += queries * heads * (3 * grid + 3 * size + columns)
            out, grid = heads * size, queries
        elif kind == "norm":
            self.peak += 3 * grid * size
        elif kind not in ("dense", "conv", "recurrent"):
            raise unknown
        else:
            if layer.get("activation") not in ACTIVATIONS:
                raise NotSupportedError("the activation {}".format(layer.get("activation")))
            if "experts" in sizes and self.shapes:
                raise NotSupportedError("experts behind layers that learn, as {} is".format(layer["name"]))
            out = round_to_integer(sizes.get("width", sizes.get("channels")))
            out *= round_to_integer(sizes.get("experts", 1))
            scale = math.sqrt(sizes.get("variance", 1.0) / size)
            self.shapes.append((out, size))
            self.peak += 3 * grid * out
            if kind == "recurrent" and round_to_integer(sizes.get("steps", 1)) > 1:
                self.shapes.append((out, out))
                self.peak += 3 * grid * out * (round_to_integer(sizes["steps"]) - 1)
        own = len(self.shapes) - first
        self.widest = max(self.widest, grid * out)
        back = layer["residual"] and (kind == "attention" or out != size)
        self.layers.append(Layer(layer, first, own, back, every_token, scale, experts))
        if back:
            # Weights that lead back into the identity: values.
            self.shapes.append((size, out))
            self.peak += 2 * grid * size
        return size if layer["residual"] else out, grid

    def views(self, weights: Tensor) -> list[Tensor]:
        """The blocks [..., rows, columns] of the hidden ones of weights [..., count], layer by layer, in the same memory."""
        at, blocks = 0, []
        for rows, columns in self.shapes:
            blocks.append(weights[..., at : at + rows * columns].unflatten(-1, (rows, columns)))
            at += rows * columns
        return blocks

    def route(self, x: Tensor) -> Tensor | None:
        """What each expert is multiplied by at inputs [S, ...input] in double precision, [S, ..., experts], if there are any."""
        for index, layer in enumerate(self.layers):
            if layer.experts is not None:
                # No layer before it has weights.
                h = self.hidden([], x.unsqueeze(0).unsqueeze(0), index)[0, 0]
                return routes(h, *layer.experts)
        return None

    def hidden(self, blocks: list[Tensor], x: Tensor, until: int, route: Tensor | None = None) -> Tensor:
        """What the layers before `until` make of x [G, 1, S, ...input], whose routing is [G, 1, S, ..., experts]."""
        h = x
        for layer in self.layers[:until]:
            own = blocks[layer.first : layer.first + layer.own]
            if layer.kind == "attention":
                z = attend(h, own[0], layer.given, layer.every_token)
            elif layer.kind == "norm":
                z = normed(h)
            else:
                phi = ACTIVATIONS[layer.given["activation"]]
                z = phi(times(h, own[0]) * layer.scale)
                for _ in range(layer.steps - 1):
                    z = phi(times(z, own[1]) / math.sqrt(z.shape[-1]))
                if layer.experts is not None and route is not None:
                    z = (z.unflatten(-1, (layer.experts[0], -1)) * route.to(z.dtype).unsqueeze(-1)).flatten(-2)
            if layer.back:
                z = times(z, blocks[layer.first + layer.own]) / math.sqrt(z.shape[-1])
            if layer.given["residual"]:
                # Of the tokens the query passes alone where attention is its own.
                z = z + (h if h.dim() == z.dim() else h[:, :, :, 0])
            h = z
        return h

    def handed_on(self, blocks: list[Tensor], x: Tensor, route: Tensor | None = None) -> Tensor:
        """What the readout sees, without the scale of its weights: [G, C, S, width]."""
        h = self.hidden(blocks, x, len(self.layers), route)
        if h.dim() == 4:
            return h
        if self.reads_first:
            return h[:, :, :, 0]
        return h.flatten(3) if self.pooled is None else h.sum(3) * self.pooled

    def features(self, blocks: list[Tensor], x: Tensor, route: Tensor | None = None) -> Tensor:
        """Phi [G, C, S, width] of f = Phi a, a the readout's weights."""
        return self.handed_on(blocks, x, route) * self.readout


def answered(features: Tensor, readout: Tensor) -> Tensor:
    """f [G, C, S] of features Phi [G, C, S, width] and the readout's weights [G, C, width]."""
    return (features * readout.unsqueeze(2)).sum(-1)

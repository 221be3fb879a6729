"""A network of a plan as a function of batches of weights."""

from __future__ import annotations

import math
from typing import Callable

import torch
from torch import Tensor

from .data import input_shape, round_to_integer
from .protocol import Json, NotSupportedError

# By the names of the language. A name that is missing here is refused.
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

# The kinds of layers that are known here, by the language's keywords. The parts of a block are attention and dense.
LAYER_KINDS = ("dense", "conv", "attention")


def times(h: Tensor, weights: Tensor) -> Tensor:
    """h [G, C or 1, S, ..., in] by weights [G, C, out, in]: [G, C, S, ..., out], one matrix product for each set of data."""
    sets, chains, out, size = weights.shape
    shape = list(h.shape[2:-1])
    if h.shape[1] == 1:
        joined = torch.bmm(h.reshape(sets, -1, size), weights.reshape(sets, chains * out, size).transpose(1, 2))
        return joined.reshape([sets, *shape, chains, out]).movedim(-2, 1)
    flat = torch.bmm(h.reshape(sets * chains, -1, size), weights.reshape(sets * chains, out, size).transpose(1, 2))
    return flat.reshape([sets, chains, *shape, out])


def attend(h: Tensor, block: Tensor, every_token: bool) -> Tensor:
    """Softmax attention on h [G, C or 1, S, tokens, in].

    Of every token [G, C, S, tokens, heads * in], or of the first one [G, C, S, heads * in].
    """
    sets, chains, rows, size = block.shape
    heads = rows // size
    keys = h.expand(sets, chains, *h.shape[2:])
    scores = block.reshape(sets, chains, heads, size, size)
    queries = keys if every_token else keys[:, :, :, :1]
    query = torch.einsum("gcsqi,gchij->gcsqhj", queries, scores) / size
    weights = torch.softmax(torch.einsum("gcsqhi,gcsbi->gcsqhb", query, keys), -1)
    made = torch.einsum("gcsqhb,gcsbi->gcsqhi", weights, keys).flatten(4)
    return made if every_token else made[:, :, :, 0]


class Network:
    """A network of the plan: f at inputs, for a batch of weights in unit-variance parameters.

    hidden_count: hidden weights. count: all weights. width: features that the readout sees. peak: numbers that one sample takes
    in a forward and backward pass. Raises NotSupportedError for what is not known here.
    """

    def __init__(self, network: Json) -> None:
        shape = input_shape(network["input"])
        self.layers: list[Json] = []
        self.shapes: list[tuple[int, int]] = []
        # Of each layer: where its blocks begin, and whether it attends to every token.
        self.first_blocks: list[int] = []
        self.every_token: list[bool] = []
        self.peak = math.prod(shape)
        size, grid = shape[-1], math.prod(shape[:-1])
        last_attention = max(
            (i for i, layer in enumerate(network["layers"]) if layer["kind"] == "attention"), default=-1
        )
        for index, layer in enumerate(network["layers"]):
            size, grid = self.add(layer, size, grid, every_token=index < last_attention)
        output = network["output"]
        if output["kind"] not in ("linear", "flatten", "mean", "sum"):
            raise NotSupportedError("an output of kind " + output["kind"])
        self.reads_first = output["kind"] == "linear"
        self.pooled = {"mean": 1.0 / grid, "sum": 1.0 / math.sqrt(grid)}.get(output["kind"])
        last = network["layers"][-1]["sizes"]
        chi = round_to_integer(next(iter(last.values()))) if output["scaling"] == "meanfield" else 1
        self.width = size * grid if output["kind"] == "flatten" else size
        self.readout = math.sqrt(output.get("variance", 1.0) / (self.width * chi))
        self.hidden_count = sum(rows * columns for rows, columns in self.shapes)
        self.count = self.hidden_count + self.width

    def add(self, layer: Json, size: int, grid: int, every_token: bool) -> tuple[int, int]:
        """Adds a layer on `grid` positions of `size` numbers each; what it hands on."""
        kind, sizes = layer["kind"], layer["sizes"]
        self.first_blocks.append(len(self.shapes))
        self.every_token.append(every_token)
        if kind in ("dense", "conv") and set(sizes) <= {"width", "channels", "variance"}:
            if layer.get("activation") not in ACTIVATIONS:
                raise NotSupportedError("the activation {}".format(layer.get("activation")))
            out = round_to_integer(sizes.get("width", sizes.get("channels")))
            self.shapes.append((out, size))
            self.peak += 3 * grid * out
        elif kind == "attention":
            if (layer.get("scores") or {}).get("form") == "lowrank":
                raise NotSupportedError("low-rank scores")
            heads = round_to_integer(sizes["heads"])
            self.shapes.append((heads * size, size))
            queries = grid if every_token else 1
            self.peak += queries * heads * (3 * grid + 3 * size)
            out, grid = heads * size, queries
        else:
            raise NotSupportedError("layers of kind {} as {} is".format(kind, layer["name"]))
        self.layers.append(layer)
        if not layer["residual"]:
            return out, grid
        if kind == "attention" or out != size:
            # Weights that lead back into the identity: values.
            self.shapes.append((size, out))
            self.peak += 2 * grid * size
        return size, grid

    def views(self, weights: Tensor) -> list[Tensor]:
        """The blocks [G, C, rows, columns] of the hidden ones of weights [G, C, count], layer by layer."""
        at, blocks = 0, []
        for rows, columns in self.shapes:
            block = weights[:, :, at : at + rows * columns]
            blocks.append(block.reshape(block.shape[0], block.shape[1], rows, columns))
            at += rows * columns
        return blocks

    def hidden(self, blocks: list[Tensor], x: Tensor, until: int) -> Tensor:
        """What the layers before `until` make of x [G, 1, S, ...input]."""
        h = x
        ends = [*self.first_blocks[1:], len(self.shapes)]
        for index, layer in enumerate(self.layers[:until]):
            block, *back = blocks[self.first_blocks[index] : ends[index]]
            if layer["kind"] == "attention":
                z = attend(h, block, self.every_token[index])
            else:
                scale = math.sqrt(layer["sizes"].get("variance", 1.0) / block.shape[-1])
                z = ACTIVATIONS[layer["activation"]](times(h, block) * scale)
            for values in back:
                z = times(z, values) / math.sqrt(z.shape[-1])
            if layer["residual"]:
                # Of the tokens the query passes alone where attention is its own.
                z = z + (h if h.dim() == z.dim() else h[:, :, :, 0])
            h = z
        return h

    def features(self, blocks: list[Tensor], x: Tensor) -> Tensor:
        """Phi [G, C, S, width] of f = Phi a, a the readout's weights."""
        h = self.hidden(blocks, x, len(self.layers))
        if h.dim() > 4:
            h = (
                h.sum(3) * self.pooled
                if self.pooled is not None
                else h[:, :, :, 0]
                if self.reads_first
                else h.flatten(3)
            )
        return h * self.readout


def answered(features: Tensor, readout: Tensor) -> Tensor:
    """f [G, C, S] of features Phi [G, C, S, width] and the readout's weights [G, C, width]."""
    return (features * readout.unsqueeze(2)).sum(-1)

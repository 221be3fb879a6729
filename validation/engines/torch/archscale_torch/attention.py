"""Softmax attention (validation/network/attention.ts and scores.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .inputs import round_to_integer
from .protocol import Json


def rank_of(layer: Json) -> int | None:
    """The rank of a layer's scores, or None where each head has a full matrix."""
    scores = layer.get("scores") or {}
    return round_to_integer(scores["rank"]) if scores.get("form") == "lowrank" else None


def score_shape(layer: Json, size: int) -> tuple[int, int]:
    """The rows and columns of one head's scores on tokens of `size` numbers: a square matrix, or W_Q above W_K."""
    rank = rank_of(layer)
    return (size, size) if rank is None else (2 * size, rank)


def attend(h: Tensor, block: Tensor, layer: Json, every_token: bool) -> Tensor:
    """Softmax attention on h [G, C or 1, S, tokens, in].

    Of every token [G, C, S, tokens, heads * in], or of the first one [G, C, S, heads * in].
    """
    size = h.shape[-1]
    sets, chains, _, columns = block.shape
    keys = h.expand(sets, chains, *h.shape[2:])
    queries = keys if every_token else keys[:, :, :, :1]
    if rank_of(layer) is None:
        scores = block.reshape(sets, chains, -1, size, size)
        query = torch.einsum("gcsqi,gchij->gcsqhj", queries, scores) / size
    else:
        both = block.reshape(sets, chains, -1, 2, size, columns)
        inner = torch.einsum("gcsqi,gchir->gcsqhr", queries, both[:, :, :, 0])
        query = torch.einsum("gcsqhr,gchjr->gcsqhj", inner, both[:, :, :, 1]) / (size * math.sqrt(columns))
    weights = torch.softmax(torch.einsum("gcsqhi,gcsbi->gcsqhb", query, keys), -1)
    made = torch.einsum("gcsqhb,gcsbi->gcsqhi", weights, keys).flatten(4)
    return made if every_token else made[:, :, :, 0]

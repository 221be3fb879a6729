"""Where chains start: at the prior, or moved onto the predicted pattern (validation/training/sample/starts.ts)."""

from __future__ import annotations

import math
from typing import Optional, Sequence

import torch
from torch import Tensor

from .attention import rank_of
from .features import feature_values, features_along
from .inputs import deviation_along, directions_of, round_to_integer
from .network import Layer, Network
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
    model: Network,
    weights: Tensor,
    starts: list[Json],
    point: Json,
    seen: tuple[Tensor, Tensor | None],
    random: Generators,
    specialised: Json,
) -> Tensor:
    """Moves prior hidden weights [G, C, hidden_count] onto the predicted pattern, layer by layer.

    starts: the pattern of each layer, as in the plan. point: of the plan, for its target and what its data are. seen: inputs
    [G, 1, S, ...input] on which directions are found, and their routing. specialised: of "units" and of "heads" {"along",
    "across"}, the pre-activation along the feature of a unit of length 1, or the score, and the factor of all other weights of
    such a unit or head.
    """
    weights, target, (x, route) = weights.clone(), point["target"], seen
    blocks = model.views(weights)
    deviation = deviation_along(point["network"]["input"], round_to_integer(directions_of(target)))
    for index, (start, layer) in enumerate(zip(starts, model.layers)):
        if start["pattern"] == "lazy" or layer.own == 0:
            continue
        is_scored = layer.kind == "attention"
        h = model.hidden(blocks, x, index, route)
        directions, spreads = [], []
        for feature in features_along(target, start["degree"], is_scored):
            values = feature_values(feature, x, deviation)
            # Behind attention there is the query alone.
            values = values if values.dim() == h.dim() - 1 else values[:, :, :, 0]
            sample = tuple(range(2, h.dim() - 1))
            direction = (h * values.unsqueeze(-1)).mean(sample)
            direction = direction / direction.norm(dim=-1, keepdim=True)
            shown = (h * direction.reshape([*direction.shape[:2], *[1 for _ in sample], -1])).sum(-1)
            directions.append(direction)
            spreads.append((shown * shown).mean(sample).sqrt())
        if directions:
            own = specialised["heads" if is_scored else "units"]
            block = blocks[layer.first]
            block.copy_(moved(Movable(layer, block), start, directions, spreads, random, own))
    return weights


class Movable:
    """The units of a layer, or the heads of its scores: what of a block [G, C, rows, columns] is moved."""

    def __init__(self, layer: Layer, block: Tensor) -> None:
        self.shape, self.is_scored = block.shape, layer.kind == "attention"
        self.rank = rank_of(layer.given) if self.is_scored else None
        columns = block.shape[3]
        self.size = (
            columns if self.rank is None else block.shape[2] // round_to_integer(layer.given["sizes"]["heads"]) // 2
        )
        numbers = columns if not self.is_scored else self.size * (columns if self.rank is None else 2 * columns)
        self.units = block.reshape([*block.shape[:2], -1, numbers])

    def unit_lean(self, spread: Tensor) -> Tensor:
        """The lean at which the pre-activation, or the score of two tokens, is 1 where those of what comes in are."""
        if not self.is_scored:
            return math.sqrt(self.size) / spread
        return self.size * math.sqrt(self.rank or 1) / (spread * spread)

    def leaning(self, lean: Tensor, direction: Tensor) -> Tensor:
        """What a lean [G, C, count] along directions [G, C or 1, count or 1, in] of unit length adds: of the shape of the units."""
        if not self.is_scored:
            return lean.unsqueeze(-1) * direction
        if self.rank is None:
            return lean.unsqueeze(-1) * (direction.unsqueeze(-1) * direction.unsqueeze(-2)).flatten(3)
        each = (
            (direction * (lean.abs() / self.rank).sqrt().unsqueeze(-1)).unsqueeze(-1).expand(*lean.shape, -1, self.rank)
        )
        return torch.stack([each, each * lean.sign().unsqueeze(-1).unsqueeze(-1)], 3).flatten(3)


def moved(
    movable: Movable,
    start: Json,
    directions: list[Tensor],
    spreads: list[Tensor],
    random: Generators,
    specialised: Json,
) -> Tensor:
    """Units moved along directions [G, C or 1, in] in turn: a block of the shape that it had.

    spreads: the deviation of what comes in along each, [G, C or 1].
    """
    units = movable.units
    count = units.shape[2]
    turn = torch.arange(count, device=units.device) % len(directions)
    along = torch.stack(directions, 2)[:, :, turn]
    lean = movable.unit_lean(torch.stack(spreads, 2)[:, :, turn]).expand(units.shape[:3])
    if start["pattern"] == "specialization":
        chosen = torch.arange(count, device=units.device) < round_to_integer(start["units"]) * len(directions)
        added = movable.leaning(specialised["along"] * start.get("length", 1) * lean, along)
        units = torch.where(chosen.reshape(1, 1, -1, 1), specialised["across"] * units + added, units)
    elif start["pattern"] == "magnetization":
        units = units + movable.leaning(start["shift"] * lean, along)
    else:
        for direction in directions:
            gains = torch.empty(units.shape[:3], device=units.device)
            fill_normal(gains, random)
            units = units + movable.leaning(math.sqrt(max(start["gain"] - 1, 0)) * gains, direction.unsqueeze(2))
    return units.reshape(movable.shape)

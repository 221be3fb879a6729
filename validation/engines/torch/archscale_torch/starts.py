"""Where chains start: at the prior, or moved onto the predicted pattern (validation/training/sample/starts.ts)."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple, Union

import torch
from torch import Tensor

from .data import UNNAMED, axes_of, form, hermite, round_to_integer
from .network import Network
from .protocol import Json

Generators = Optional[Sequence[torch.Generator]]


@dataclass(frozen=True)
class OfForm:
    """He_n of the form of a degree, a function along which weights are moved."""

    form: int
    degree: int


# A function along which weights are moved: a product of He_n, each along the parts of a direction by axis; or, without factors,
# what attention makes of the other tokens along an axis; or one of a form.
Feature = Union[OfForm, Tuple[int, Optional[List[Tuple[int, "dict[int, float]"]]]]]


def fill_normal(values: Tensor, generators: Generators) -> None:
    """Fills values [G, ...] with standard normal numbers, those of each point from its generator where there is one."""
    if generators is None:
        values.normal_()
        return
    for row, generator in zip(values, generators):
        row.normal_(generator=generator)


def features_along(target: Json, degree: int | str, is_scored: bool) -> list[Feature]:
    """The functions of a degree that a target's components are made of (validation/training/sample/features.ts)."""
    if target["kind"] == "hierarchical":
        return [OfForm(target["form"], int(degree[1:]))] if isinstance(degree, str) else []
    parts = parts_of(target)
    attended = [axis for axis, degrees in parts if degrees is None]
    if degree == "attentive":
        return [(axis, None) for axis in attended]
    found: list[Feature] = [(0, [(degree, {axis: 1.0})]) for axis in attended]
    if not (is_scored and found):
        for _, degrees in parts:
            if degrees is None or sum(degrees.values()) < degree:
                continue
            if sum(degrees.values()) == degree:
                found.append((0, [(own, {axis: 1.0}) for axis, own in degrees.items()]))
                continue
            part = 1 / math.sqrt(len(degrees))
            for signs in itertools.product((1, -1), repeat=len(degrees) - 1):
                found.append((0, [(degree, {axis: part * sign for axis, sign in zip(degrees, (1, *signs))})]))
    return [one for index, one in enumerate(found) if one not in found[:index]]


def parts_of(target: Json) -> list[tuple[int, dict[int, int] | None]]:
    """The components of a target: the degree along each axis; of the attentive one its axis, and no degrees."""
    if target["kind"] == "attentive":
        return [(0, None)]
    if target["kind"] == "hermite":
        highest = max(term["degree"] for term in target["terms"])
        return [(0, {axis: highest}) for axis in range(round_to_integer(target["directions"]))]
    axes = axes_of(target)
    return [
        (axes.index(UNNAMED), None)
        if term["component"]["kind"] == "attentive"
        else (0, {axes.index(factor["direction"]): factor["degree"] for factor in term["component"]["factors"]})
        for term in target["terms"]
    ]


def feature_values(feature: Feature, x: Tensor) -> Tensor:
    """The values of a feature at each position of x [..., in] as that of the query: [...]."""
    if isinstance(feature, OfForm):
        return values_of_form(feature, x)
    axis, factors = feature
    if factors is None:
        z = x[..., axis]
        squares = z * z - 1
        return z * (squares.sum(-1, keepdim=True) - squares)
    values = torch.ones_like(x[..., 0])
    for degree, parts in factors:
        along = torch.zeros_like(values)
        for axis, part in parts.items():
            along = along + part * x[..., axis]
        values = values * hermite(degree, along)
    return values


def values_of_form(feature: OfForm, x: Tensor) -> Tensor:
    """He_n of a form at x [..., samples, in], less what of it is constant or linear over the samples: [..., samples].

    A layer answers both far more strongly than the form, so that they would fill the direction.
    """
    values = hermite(feature.degree, form(feature.form, x))
    values = values - values.mean(-1, keepdim=True)
    slopes = (x * values.unsqueeze(-1)).mean(-2, keepdim=True)
    return values - (x * slopes).sum(-1)


def informed(
    model: Network, weights: Tensor, starts: list[Json], point: Json, x: Tensor, random: Generators, specialised: Json
) -> Tensor:
    """Moves prior hidden weights [G, C, hidden_count] onto the predicted pattern, layer by layer.

    starts: the pattern of each layer, as in the plan. point: of the plan, for its target and what its data are. x: inputs
    [G, 1, S, ...input] on which directions are found. specialised: of "units" and of "heads" {"along", "across"}, the
    pre-activation along the feature of a unit of length 1, or the score, and the factor of all other weights of such a
    unit or head.
    """
    blocks = model.views(weights)
    for index, start in enumerate(starts):
        if start["pattern"] == "lazy" or index >= len(model.layers):
            continue
        is_scored = model.layers[index]["kind"] == "attention"
        h = model.hidden(blocks, x, index)
        directions, spreads = [], []
        for feature in features_along(point["target"], start["degree"], is_scored):
            values = feature_values(feature, x)
            # Behind attention there is the query alone.
            values = values if values.dim() == h.dim() - 1 else values[:, :, :, 0]
            sample = tuple(range(2, h.dim() - 1))
            direction = (h * values.unsqueeze(-1)).mean(sample)
            direction = direction / direction.norm(dim=-1, keepdim=True)
            shown = (h * direction.reshape([*direction.shape[:2], *[1 for _ in sample], -1])).sum(-1)
            directions.append(direction)
            spreads.append((shown * shown).mean(sample).sqrt())
        if not directions:
            continue
        at = model.first_blocks[index]
        own = specialised["heads" if is_scored else "units"]
        blocks[at] = moved(blocks[at], start, directions, spreads, random, own, is_scored)
    return torch.cat([block.flatten(2) for block in blocks], 2)


def moved(
    block: Tensor,
    start: Json,
    directions: list[Tensor],
    spreads: list[Tensor],
    random: Generators,
    specialised: Json,
    is_scored: bool,
) -> Tensor:
    """A block [G, C, rows, columns] with its units, or the heads of its scores, moved along directions [G, C or 1, in] in turn.

    spreads: the deviation of what comes in along each, [G, C or 1].
    """
    size = block.shape[3]
    units = block.reshape([*block.shape[:2], -1, size * size]) if is_scored else block
    count, power = units.shape[2], 2 if is_scored else 1
    shapes = [(one.unsqueeze(-1) * one.unsqueeze(-2)).flatten(2) if is_scored else one for one in directions]
    turn = torch.arange(count, device=block.device) % len(directions)
    along = torch.stack(shapes, 2)[:, :, turn]
    lean = along * (math.sqrt(size) / torch.stack(spreads, 2)[:, :, turn].unsqueeze(-1)) ** power
    if start["pattern"] == "specialization":
        chosen = torch.arange(count, device=block.device) < round_to_integer(start["units"]) * len(directions)
        turned = specialised["across"] * units + specialised["along"] * start.get("length", 1) * lean
        units = torch.where(chosen.reshape(1, 1, -1, 1), turned, units)
    elif start["pattern"] == "magnetization":
        units = units + start["shift"] * lean
    else:
        for shape in shapes:
            gains = torch.empty(units.shape[:3], device=block.device)
            fill_normal(gains, random)
            units = units + math.sqrt(max(start["gain"] - 1, 0)) * gains.unsqueeze(-1) * shape.unsqueeze(2)
    return units.reshape(block.shape)

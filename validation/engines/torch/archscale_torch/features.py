"""Functions along which weights are moved (validation/training/sample/features.ts)."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import List, Optional, Tuple, Union

import torch
from torch import Tensor

from .inputs import UNNAMED, axes_of, round_to_integer
from .polynomials import form, hermite
from .protocol import Json


@dataclass(frozen=True)
class OfForm:
    """He_n of the form of a degree, a function along which weights are moved."""

    form: int
    degree: int


# A function along which weights are moved: a product of He_n, each along the parts of a direction by axis; or, without factors,
# what attention makes of the other tokens along an axis; or one of a form.
Feature = Union[OfForm, Tuple[int, Optional[List[Tuple[int, "dict[int, float]"]]]]]


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


def feature_values(feature: Feature, x: Tensor, deviation: float) -> Tensor:
    """The values of a feature at each position of x [..., in] as that of the query: [...].

    deviation: of the data along each of the target's directions.
    """
    if isinstance(feature, OfForm):
        return values_of_form(feature, x)
    x = x / deviation
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

"""Targets of a point: the same numbers as in the embedded engine (validation/network/target.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .gaussians import NOISE, gaussians
from .inputs import UNNAMED, axes_of, deviation_along, round_to_integer
from .polynomials import form, hermite, profile_of_form
from .protocol import Json, NotSupportedError


def target_values(target: Json, network: Json, x: Tensor) -> Tensor:
    """y at inputs [count, ...input]: [count], of unit norm over the data."""
    kind = target["kind"]
    if kind == "attentive":
        return attentive(x, 0)
    if kind == "mixture":
        return mixture(target, network, x)
    if kind == "hierarchical":
        given = network["input"]
        if given["kind"] != "gaussian" or given.get("signal") is not None:
            raise NotSupportedError("a form on data that are not gaussian or have a signal")
        return profile_of_form(target, x.shape[-1], form(target["form"], x))
    if kind != "hermite":
        raise NotSupportedError("targets of kind " + kind)
    norm = math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))
    y = torch.zeros(x.shape[:-1], dtype=x.dtype)
    directions = round_to_integer(target["directions"])
    deviation = deviation_along(network["input"], directions)
    for j in range(directions):
        for term in target["terms"]:
            y = y + term["coefficient"] / norm * hermite(term["degree"], x[..., j] / deviation)
    return over_positions(y / math.sqrt(directions), network)


def labels(target: Json, point: Json, x: Tensor) -> Tensor:
    """[count], what is learned from: the target at the samples of a point, with the noise that its sampling names."""
    y = target_values(target, point["network"], x)
    noise = point["sampling"].get("noise")
    return y + noise * gaussians(point["seed"], NOISE, len(y)) if noise else y


def over_positions(y: Tensor, network: Json) -> Tensor:
    """A function [count, ...positions] of each position as one of the input: [count]. Of tokens the query alone counts."""
    kind = network["input"]["kind"]
    if kind == "tokens":
        return y[:, 0]
    return y.sum(1) / math.sqrt(y.shape[1]) if kind == "patches" else y


def attentive(x: Tensor, axis: int) -> Tensor:
    """The attentive cubic of unit norm along an axis of tokens x [count, tokens, in]: [count]."""
    length = x.shape[1]
    return x[:, 0, axis] * hermite(2, x[:, :, axis]).sum(1) / math.sqrt(length) / attentive_norm(length)


def attentive_norm(length: int) -> float:
    """The root of <y, y> of the attentive cubic as it is written, where the query meets itself."""
    return math.sqrt((2 * (length - 1) + 10) / (2 * length))


def attentive_of_query(x: Tensor) -> Tensor:
    """What of the attentive target is a function of the query alone, at x [count, tokens, in]: [count]."""
    z, length = x[:, 0, 0], x.shape[1]
    return (z**3 - z) / math.sqrt(2 * length) / attentive_norm(length)


def mixture(target: Json, network: Json, x: Tensor) -> Tensor:
    """A sum of products of Hermite polynomials and of the attentive cubic, of unit norm (validation/network/target.ts)."""
    axes = axes_of(target)
    deviation = deviation_along(network["input"], len(axes))
    y = torch.zeros(x.shape[:-1], dtype=x.dtype)
    attended = 0.0
    for term in target["terms"]:
        component = term["component"]
        if component["kind"] == "attentive":
            attended += term["coefficient"]
            continue
        product = torch.full_like(y, term["coefficient"])
        for factor in component["factors"]:
            product = product * hermite(factor["degree"], x[..., axes.index(factor["direction"])] / deviation)
        y = y + product
    y = over_positions(y, network)
    if attended != 0:
        y = y + attended * attentive(x, axes.index(UNNAMED))
    return y / mixture_norm(target, x)


def mixture_norm(target: Json, x: Tensor) -> float:
    """The norm of a mixture of components of unit norm: the attentive cubic holds He_1 and He_3 of the query's w.x."""
    attended = shared = squares = 0.0
    for term in target["terms"]:
        component, coefficient = term["component"], term["coefficient"]
        squares += coefficient**2
        if component["kind"] == "attentive":
            attended += coefficient
        elif len(component["factors"]) == 1 and component["factors"][0]["direction"] == UNNAMED:
            shared += coefficient * {1: 2.0, 3: math.sqrt(6)}.get(component["factors"][0]["degree"], 0.0)
    if attended != 0:
        length = x.shape[1]
        squares += 2 * attended * shared / math.sqrt(2 * length) / attentive_norm(length)
    return math.sqrt(squares)

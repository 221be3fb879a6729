"""Inputs of a point: the same numbers as in the embedded engine (validation/network/input.ts)."""

from __future__ import annotations

import math

from torch import Tensor

from .gaussians import gaussians
from .protocol import Json, NotSupportedError

# The direction without a name, which the attentive component has.
UNNAMED = "w"


def round_to_integer(size: float) -> int:
    """A size as a whole number, at least 1, halves upwards as in TypeScript: relations between sizes can give fractions."""
    return max(1, math.floor(size + 0.5))


def input_shape(given: Json) -> list[int]:
    """The shape of one input of a plan's network. Raises NotSupportedError for unknown kinds."""
    kind = given["kind"]
    if kind == "gaussian":
        return [round_to_integer(given["dimension"])]
    if kind == "patches":
        return [round_to_integer(given["count"]), round_to_integer(given["size"])]
    if kind == "tokens":
        return [round_to_integer(given["length"]), round_to_integer(given["dimension"])]
    raise NotSupportedError("inputs of kind " + kind)


def axes_of(target: Json) -> list[str]:
    """The directions of a mixture by name: the j-th of them is the j-th axis of the inputs."""
    named = [
        direction
        for term in target["terms"]
        for direction in (
            [UNNAMED]
            if term["component"]["kind"] == "attentive"
            else [factor["direction"] for factor in term["component"]["factors"]]
        )
    ]
    return list(dict.fromkeys(named))


def directions_of(target: Json) -> float:
    """How many of the first axes are directions of a target."""
    kind = target["kind"]
    if kind == "hermite":
        return target["directions"]
    if kind == "mixture":
        return len(axes_of(target))
    return 1 if kind == "attentive" else 0


def input_variances(given: Json, directions: float) -> tuple[float, float]:
    """The variance of the data along each of the target's directions, and in every direction across: 1 on average over all.

    Raises ValueError when the directions vary by more than there is.
    """
    signal = given.get("signal")
    if given["kind"] != "gaussian" or signal is None:
        return 1.0, 1.0
    dimension = given["dimension"]
    left = dimension - directions * signal
    if left < 0:
        raise ValueError(f"{directions} directions of variance {signal} are more than {dimension} in all")
    return signal, left / (dimension - directions) if dimension > directions else 1.0


def deviation_along(given: Json, directions: int) -> float:
    """The deviation of the data along each of the first axes. Raises ValueError when there are fewer axes."""
    if directions > input_shape(given)[-1]:
        raise ValueError(f"there are no {directions} directions in {input_shape(given)[-1]} dimensions")
    return math.sqrt(input_variances(given, directions)[0])


def inputs(network: Json, target: Json, seed: int, stream: int, count: int) -> Tensor:
    """[count, ...input] in double precision, standard normal, or of the variance that the data have along each axis."""
    given, directions = network["input"], directions_of(target)
    shape = input_shape(given)
    along, across = input_variances(given, directions)
    x = gaussians(seed, stream, count * math.prod(shape)).reshape([count, *shape])
    if along == 1 and across == 1:
        return x
    first = math.ceil(directions)
    x[..., :first] *= math.sqrt(along)
    x[..., first:] *= math.sqrt(across)
    return x

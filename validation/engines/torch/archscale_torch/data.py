"""Inputs and targets of a point: the same numbers as in the embedded engine (validation/training/sample/data-set.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .protocol import Json, NotSupportedError

# The streams of random numbers of a seed.
SAMPLES, FRESH, NOISE = 1, 2, 3

MASK = 0xFFFFFFFF


def hashed(x: Tensor) -> Tensor:
    """A permutation of 32 bits (lowbias32), on tensors of int64."""
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def gaussians(seed: int, stream: int, count: int) -> Tensor:
    """`count` standard normal numbers in double precision: the first of them do not depend on `count`."""
    key = hashed((hashed(torch.tensor(seed)) + stream * 0x9E3779B9) & MASK)
    pairs = torch.arange((count + 1) // 2, dtype=torch.int64)
    one = (hashed(key ^ hashed(2 * pairs)).double() + 0.5) / 2.0**32
    two = hashed(key ^ hashed(2 * pairs + 1)).double() / 2.0**32
    radius = torch.sqrt(-2 * torch.log(one))
    both = torch.stack([radius * torch.cos(2 * math.pi * two), radius * torch.sin(2 * math.pi * two)], 1)
    return both.reshape(-1)[:count]


def round_to_integer(size: float) -> int:
    """A size as a whole number, at least 1: relations between sizes can give fractions."""
    return max(1, round(size))


def input_shape(given: Json) -> list[int]:
    """The shape of one input of a plan's network. Raises NotSupportedError for spiked data and unknown kinds."""
    kind = given["kind"]
    if given.get("signal") is not None:
        raise NotSupportedError("spiked data")
    if kind == "gaussian":
        return [round_to_integer(given["dimension"])]
    if kind == "patches":
        return [round_to_integer(given["count"]), round_to_integer(given["size"])]
    if kind == "tokens":
        return [round_to_integer(given["length"]), round_to_integer(given["dimension"])]
    raise NotSupportedError("inputs of kind " + kind)


def inputs(network: Json, seed: int, stream: int, count: int) -> Tensor:
    """[count, ...input], standard normal, in double precision."""
    shape = input_shape(network["input"])
    return gaussians(seed, stream, count * math.prod(shape)).reshape([count, *shape])


def labels(target: Json, point: Json, x: Tensor) -> Tensor:
    """[count], what is learned from: the target at the samples of a point, with the noise that its sampling names."""
    y = target_values(target, point["network"], x)
    noise = point["sampling"].get("noise")
    return y + noise * gaussians(point["seed"], NOISE, len(y)) if noise else y


def hermite(degree: int, g: Tensor) -> Tensor:
    """He_n of unit norm."""
    before, here = torch.zeros_like(g), torch.ones_like(g)
    for n in range(degree):
        before, here = here, (g * here - math.sqrt(n) * before) / math.sqrt(n + 1)
    return here


def form(degree: int, x: Tensor) -> Tensor:
    """The form of a degree at inputs [..., d]: blocks of features are multiplied, and added over the root of their number."""
    blocks = blocks_of(degree, x.shape[-1])
    shaped = x[..., : blocks * degree].unflatten(-1, (blocks, degree))
    return shaped.prod(-1).sum(-1) / math.sqrt(blocks)


def blocks_of(degree: int, features: int) -> int:
    """How many blocks of `degree` features there are. Raises NotSupportedError where there is none."""
    if features < degree:
        raise NotSupportedError(f"a form of degree {degree} in {features} dimensions")
    return features // degree


def form_moments(degree: int, features: int, most: int) -> list[float]:
    """The means of p^n, n from 0 to `most`, of the form p on Gaussian inputs (validation/network/form.ts)."""
    blocks = blocks_of(degree, features)
    block = [0.0 if n % 2 else math.prod(range(1, n, 2)) ** degree / math.factorial(n) for n in range(most + 1)]
    total = [1.0]
    for n in range(1, most + 1):
        total.append(sum((j * (blocks + 1) - n) * block[j] * total[n - j] for j in range(1, n + 1)) / n)
    return [value * math.factorial(n) / blocks ** (n / 2) for n, value in enumerate(total)]


def recurrence(moments: list[float]) -> list[float]:
    """b_n of the orthonormal polynomials of a symmetric law from its moments, as in validation/network/form.ts."""
    found: list[float] = [0.0]
    before: list[float] = [0.0] * len(moments)
    here = moments
    for n in range(1, (len(moments) + 1) // 2):
        following = [value - found[n - 1] * earlier for value, earlier in zip(here[1:], before)]
        found.append(following[n] / here[n - 1])
        before, here = here, following
    return found


def profile_of_form(target: Json, features: int, p: Tensor) -> Tensor:
    """The function of p that a hierarchical target is, in the orthonormal polynomials of the law of p."""
    highest = max(term["degree"] for term in target["terms"])
    roots = [math.sqrt(b) for b in recurrence(form_moments(target["form"], features, 2 * highest))]
    before, here, y = torch.zeros_like(p), torch.ones_like(p), torch.zeros_like(p)
    for n in range(highest):
        before, here = here, (p * here - roots[n] * before) / roots[n + 1]
        y = y + sum(term["coefficient"] for term in target["terms"] if term["degree"] == n + 1) * here
    return y / math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))


def target_values(target: Json, network: Json, x: Tensor) -> Tensor:
    """y at inputs [count, ...input]: [count], of unit norm over the data."""
    kind = target["kind"]
    if kind == "attentive":
        return attentive(x, 0)
    if kind == "mixture":
        return mixture(target, network, x)
    if kind == "hierarchical":
        given = network["input"]["kind"]
        if given != "gaussian":
            raise NotSupportedError("a form on inputs of kind " + given)
        return profile_of_form(target, x.shape[-1], form(target["form"], x))
    if kind != "hermite":
        raise NotSupportedError("targets of kind " + kind)
    norm = math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))
    y = torch.zeros(x.shape[:-1], dtype=x.dtype)
    directions = round_to_integer(target["directions"])
    for j in range(directions):
        for term in target["terms"]:
            y = y + term["coefficient"] / norm * hermite(term["degree"], x[..., j])
    return over_positions(y / math.sqrt(directions), network)


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


# The direction without a name, which the attentive component has.
UNNAMED = "w"


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


def mixture(target: Json, network: Json, x: Tensor) -> Tensor:
    """A sum of products of Hermite polynomials and of the attentive cubic, of unit norm (validation/network/target.ts)."""
    axes = axes_of(target)
    y = torch.zeros(x.shape[:-1], dtype=x.dtype)
    attended = 0.0
    for term in target["terms"]:
        component = term["component"]
        if component["kind"] == "attentive":
            attended += term["coefficient"]
            continue
        product = torch.full_like(y, term["coefficient"])
        for factor in component["factors"]:
            product = product * hermite(factor["degree"], x[..., axes.index(factor["direction"])])
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


def alignment_weights(target: Json, network: Json, x: Tensor, component: int | str | None) -> Tensor:
    """What outputs at x [count, ...input] are multiplied with and summed for their alignment: [count].

    With a component, for the alignment with that feature of the target alone; where the query passes beside attention, with the
    attentive target less all that is a function of the query (validation/training/sample/alignment-weights.ts).
    """
    y = target_values(target, network, x)
    if target["kind"] == "attentive":
        if any(layer["kind"] == "attention" and layer["residual"] for layer in network["layers"]):
            of_query = attentive_of_query(x)
            return component_weights(y - of_query, [of_query])
        return y / (y * y).sum()
    if component is None:
        return y / (y * y).sum()
    own, others = torch.zeros_like(y), []
    for degree, share, alone in components_alone(target, x):
        values = share * target_values(alone, network, x)
        if degree == component:
            own = values
        else:
            others.append(values)
    return component_weights(own, others)


def components_alone(target: Json, x: Tensor) -> list[tuple[int | str, float, Json]]:
    """The features of a target, what each is multiplied by in it, and each as a target of unit norm: "p3" is He_3 of a form."""
    if target["kind"] != "mixture":
        norm = math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))
        is_of_form = target["kind"] == "hierarchical"
        return [
            (
                f"p{term['degree']}" if is_of_form else term["degree"],
                abs(term["coefficient"]) / norm,
                dict(target, terms=[term]),
            )
            for term in target["terms"]
        ]
    norm = mixture_norm(target, x)
    found = []
    for degree in dict.fromkeys(degree_of(term["component"]) for term in target["terms"]):
        # All terms, so that each direction keeps its axis.
        terms = [
            term if degree_of(term["component"]) == degree else dict(term, coefficient=0.0) for term in target["terms"]
        ]
        alone = dict(target, terms=terms)
        found.append((degree, mixture_norm(alone, x) / norm, alone))
    return found


def degree_of(component: Json) -> int | str:
    """The total degree of a component of a mixture, or "attentive"."""
    return "attentive" if component["kind"] == "attentive" else sum(factor["degree"] for factor in component["factors"])


def component_weights(own: Tensor, others: list[Tensor]) -> Tensor:
    """Weights that give own + sum of others the alignment 1, and the others alone 0: [count]."""
    orthogonal: list[Tensor] = []
    for other in others:
        orthogonal.append(orthogonal_part(other, orthogonal))
    rest = orthogonal_part(own, orthogonal)
    return rest / (own * rest).sum()


def orthogonal_part(values: Tensor, others: list[Tensor]) -> Tensor:
    """What of a function is orthogonal to others, which are orthogonal to each other: [count]."""
    for other in others:
        values = values - (values * other).sum() / (other * other).sum() * other
    return values

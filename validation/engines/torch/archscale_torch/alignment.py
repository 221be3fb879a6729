"""What outputs are multiplied with for their alignment (validation/training/sample/alignment-weights.ts)."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .protocol import Json
from .targets import attentive_of_query, mixture_norm, target_values


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

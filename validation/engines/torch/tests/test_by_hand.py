"""The gradient by hand against that of autograd."""

import itertools

import pytest
import torch
from archscale_torch.gradient import ByAutograd, ByHand, Chains
from archscale_torch.network import Network
from archscale_torch.operations import Memory


def units(name, width, activation="erf", kind="dense", residual=False, **sizes):
    return {
        "name": name,
        "kind": kind,
        "residual": residual,
        "sizes": dict(sizes, **{"channels" if kind == "conv" else "width": width}),
        "activation": activation,
    }


def norm(name, residual=False):
    return {"name": name, "kind": "norm", "residual": residual, "sizes": {}}


GAUSSIAN = {"kind": "gaussian", "dimension": 3}
PATCHES = {"kind": "patches", "count": 3, "size": 2}
TOKENS = {"kind": "tokens", "length": 2, "dimension": 3}
EXPERTS = {"experts": 4, "active": 2}

STACKS = {
    **{
        name: (GAUSSIAN, [units("g", 4, name), units("h", 3, name, variance=2)], "linear")
        for name in ("erf", "tanh", "sin", "relu", "gelu", "silu", "linear", "quadratic")
    },
    "identities": (
        GAUSSIAN,
        [units("f", 5, residual=True), units("g", 3, "linear", residual=True), units("h", 4, "gelu", residual=True)],
        "linear",
    ),
    "norms": (GAUSSIAN, [norm("n"), units("g", 4), norm("o", True), units("h", 3), norm("p")], "linear"),
    "steps": (
        GAUSSIAN,
        [units("r", 4, "tanh", "recurrent", steps=4), units("s", 3, "sin", "recurrent", True, steps=2)],
        "linear",
    ),
    "experts": (GAUSSIAN, [norm("n"), units("m", 2, "gelu", residual=True, **EXPERTS), units("h", 3)], "linear"),
    "experts on tokens": (TOKENS, [units("m", 2, "gelu", **EXPERTS), norm("n")], "linear"),
    **{
        f"patches, {output}": (PATCHES, [units("c", 4, "tanh", "conv"), norm("n"), units("h", 3)], output)
        for output in ("flatten", "mean", "sum", "linear")
    },
}


def chains_of(model, samples, sets=3, chains=2, seed=1):
    """Chains at random weights on random data, in double precision, the last sample of the first set padded."""
    random = torch.Generator().manual_seed(seed)

    def normal(*shape):
        return torch.randn(shape, dtype=torch.float64, generator=random)

    x, y = normal(sets, 1, samples, *model.input), normal(sets, 1, samples)
    x[0, :, -1], y[0, :, -1] = 0, 0
    routes = [model.route(one[0]) for one in x]
    route = None if routes[0] is None else torch.stack(routes).unsqueeze(1)
    weights = normal(sets, chains, model.count)
    pull = torch.tensor([1.0, 2.0, 0.5][:sets], dtype=torch.float64).reshape(-1, 1, 1)
    mean = torch.zeros(sets, chains, model.width, dtype=torch.float64)
    return Chains(x, y, pull, route, weights, torch.zeros_like(weights), mean)


def refreshed(kind, model, chains, integrates):
    """The slope and the readout's mean that a gradient writes."""
    kind(model, chains, integrates, Memory(chains.weights)).refresh()
    return chains.slope.clone(), chains.mean.clone()


@pytest.mark.parametrize("name, integrates, samples", list(itertools.product(STACKS, [True, False], [2, 9])))
def test_gradient_by_hand_is_that_of_autograd(name, integrates, samples):
    given, layers, output = STACKS[name]
    model = Network({"input": given, "layers": layers, "output": {"kind": output, "scaling": "standard"}})
    chains = chains_of(model, samples)
    expected = refreshed(ByAutograd, model, chains, integrates)
    found = refreshed(ByHand, model, chains, integrates)
    # erf by its series, to 1.5e-7.
    for one, other in zip(found, expected):
        assert (one - other).abs().max() < 2e-6 * max(1.0, other.abs().max())
    # A second time in the same memory.
    again = refreshed(ByHand, model, chains, integrates)
    assert torch.equal(again[0], found[0])

"""The gradient of the potential against finite differences of the potential itself, written out here."""

import itertools

import pytest
import torch
from archscale_torch.ensemble import Ensemble
from archscale_torch.network import Network, answered

JOB = {
    "mixing": {"rHat": 1.01, "effectivePerChain": 100, "hottest": 2},
    "informedStart": {"units": {"along": 1.5, "across": 0.5}, "heads": {"along": 1, "across": 1}},
}

CUBIC = {"kind": "hermite", "directions": 1, "terms": [{"degree": 3, "coefficient": 1}]}


def dense(name, width, activation, residual=False):
    sizes = {"width": width}
    return {"name": name, "kind": "dense", "residual": residual, "sizes": sizes, "activation": activation}


def network(layers, given=None, output="linear", scaling="standard"):
    return {
        "input": given or {"kind": "gaussian", "dimension": 3},
        "layers": layers,
        "output": {"kind": output, "scaling": scaling},
    }


HEAD = {"name": "a", "kind": "attention", "residual": False, "sizes": {"heads": 2}}
# A block: attention and a dense layer, each with an identity around it.
BLOCK = [dict(HEAD, residual=True), dense("m", 3, "gelu", residual=True)]
CONV = {"name": "c", "kind": "conv", "residual": False, "sizes": {"channels": 3}, "activation": "tanh"}

NETWORKS = {
    "two layers": (network([dense("h", 4, "erf")]), CUBIC),
    "a residual stack in mean-field scaling": (
        network([dense("g", 4, "gelu"), dense("h", 4, "silu", residual=True)], scaling="meanfield"),
        CUBIC,
    ),
    "a convolution": (network([CONV], {"kind": "patches", "count": 2, "size": 3}, "mean"), CUBIC),
    "attention": (
        network([dense("e", 3, "linear"), HEAD], {"kind": "tokens", "length": 3, "dimension": 2}),
        {"kind": "attentive"},
    ),
    "norms, steps and experts": (
        network(
            [
                {"name": "n", "kind": "norm", "residual": False, "sizes": {}},
                dict(dense("m", 2, "gelu"), sizes={"width": 2, "experts": 3, "active": 2}),
                dict(dense("r", 3, "sin"), kind="recurrent", sizes={"width": 3, "steps": 3}),
                {"name": "o", "kind": "norm", "residual": True, "sizes": {}},
            ]
        ),
        CUBIC,
    ),
    "scores of low rank": (
        network(
            [dict(HEAD, residual=True, scores={"form": "lowrank", "rank": 2}), dense("h", 3, "erf")],
            {"kind": "tokens", "length": 3, "dimension": 2},
        ),
        {"kind": "attentive"},
    ),
    "two blocks": (
        network([*BLOCK, *BLOCK], {"kind": "tokens", "length": 3, "dimension": 2}),
        {"kind": "attentive"},
    ),
}


def potential(ensemble, weights, ridge):
    """U of one chain's weights [count] in double precision: prior and misfit, or the readout's integral by its determinant."""
    model = ensemble.model
    at = weights.reshape(1, 1, -1)
    features = model.features(model.views(at), ensemble.x.double(), ensemble.route)[0, 0]
    y = (ensemble.y / ensemble.pull).double()[0, 0]
    prior = (weights**2).sum() / 2
    if not ensemble.integrates:
        f = answered(features[None, None], at[:, :, model.hidden_count :])[0, 0]
        return prior + ((f - y) ** 2).sum() / (2 * ridge)
    kernel = features @ features.T + ridge * torch.eye(len(y), dtype=torch.float64)
    return prior + y @ torch.linalg.solve(kernel, y) / 2 + torch.logdet(kernel / ridge) / 2


@pytest.mark.parametrize(
    "name, readout, samples", list(itertools.product(NETWORKS, ["integrated", "sampled"], [3, 12]))
)
def test_gradient_is_that_of_the_potential(name, readout, samples):
    given, target = NETWORKS[name]
    ridge = 0.5
    point = {
        "network": given,
        "target": target,
        "seed": 3,
        "informed": [],
        "sampling": {"samples": samples, "ridge": ridge, "step": 0.1, "steps": 1},
    }
    method = {"readout": readout, "freshInputs": 8, "friction": 1, "chains": {"prior": 1, "informed": 0}}
    job = dict(JOB, plan={"method": method, "points": [point]})
    ensemble = Ensemble(Network(given), [point], job, torch.device("cpu"))
    at = ensemble.weights[0, 0].double()
    step = 1e-5
    slopes = [
        (potential(ensemble, at + move, ridge) - potential(ensemble, at - move, ridge)) / (2 * step)
        for move in step * torch.eye(len(at), dtype=torch.float64)
    ]
    expected = torch.stack(slopes)
    assert (ensemble.slope[0, 0].double() - expected).abs().max() < 1e-4 * max(1.0, expected.abs().max())

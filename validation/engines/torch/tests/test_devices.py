"""What runs on CUDA, as far as that can be seen without it: a step asks the device for no number and stays in its memory, and a
captured step is the step."""

import contextlib
import itertools
import types

import pytest
import torch
from archscale_torch import ensemble as module
from archscale_torch.ensemble import Ensemble, fast_step
from archscale_torch.gaussians import SAMPLES
from archscale_torch.inputs import inputs
from archscale_torch.network import Network, answered
from archscale_torch.targets import labels
from test_gradient import JOB, NETWORKS

READOUTS = ["integrated", "sampled"]


def made(name, readout, device="cpu", samples=(5, 9)):
    """The chains of two data sets."""
    given, target = NETWORKS[name]
    points = [
        {
            "network": given,
            "target": target,
            "seed": seed,
            "informed": [],
            "sampling": {"samples": count, "ridge": 0.5, "step": 0.05, "steps": 1},
        }
        for seed, count in enumerate(samples, 1)
    ]
    method = {"readout": readout, "freshInputs": 8, "friction": 1, "chains": {"prior": 2, "informed": 0}}
    return Ensemble(Network(given), points, dict(JOB, plan={"method": method, "points": points}), torch.device(device))


def memory_of(chains):
    """Where everything lies that a captured step reads and writes."""
    return {name: value.data_ptr() for name, value in vars(chains).items() if isinstance(value, torch.Tensor)}


@pytest.mark.parametrize("readout", READOUTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_step_stays_in_its_memory(name, readout):
    chains = made(name, readout)
    before = memory_of(chains)
    weights = chains.weights.clone()
    chains.draw_noise()
    chains.advance()
    assert memory_of(chains) == before
    assert not torch.equal(chains.weights, weights)


class Asks(torch.overrides.TorchFunctionMode if hasattr(torch.overrides, "TorchFunctionMode") else object):
    """Notes what a device would have to be waited for."""

    WAITS = ("item", "tolist", "__bool__", "__float__", "__int__", "cpu", "numpy", "nonzero", "unique")

    def __init__(self):
        super().__init__()
        self.seen = []

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if getattr(function, "__name__", "") in self.WAITS:
            self.seen.append(function.__name__)
        return function(*args, **(kwargs or {}))


@pytest.mark.parametrize("readout", READOUTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_step_asks_for_no_number(name, readout):
    chains = made(name, readout)
    with Asks() as asks:
        chains.advance()
    assert asks.seen == []
    with Asks() as asks:
        float(chains.weights.sum())
    assert asks.seen != []


class FakeGraph:
    """A captured step: calls it again."""

    captured = None

    def replay(self):
        FakeGraph.captured()


@pytest.mark.parametrize("fails", [False, True])
def test_captured_step_is_the_step(monkeypatch, fails, capsys):
    plain, captured = made("two layers", "integrated"), made("two layers", "integrated")
    captured.device = types.SimpleNamespace(type="cuda")

    @contextlib.contextmanager
    def graph(_):
        if fails:
            raise RuntimeError("operation not permitted when stream is capturing")
        FakeGraph.captured = captured.advance
        yield

    stream = types.SimpleNamespace(wait_stream=lambda _: None)
    for name, fake in {
        "Stream": lambda: stream,
        "current_stream": lambda: stream,
        "stream": lambda _: contextlib.nullcontext(),
        "CUDAGraph": FakeGraph,
        "graph": graph,
    }.items():
        monkeypatch.setattr(module.torch.cuda, name, fake, raising=False)
    before = captured.weights.clone()
    step = fast_step(captured)
    assert torch.equal(captured.weights, before)
    for chains, advance in ((plain, plain.advance), (captured, step)):
        for _ in range(3):
            chains.draw_noise()
            advance()
    assert torch.equal(captured.weights, plain.weights)
    assert torch.equal(captured.speed, plain.speed)
    assert ("without a CUDA graph" in capsys.readouterr().out) is fails


def test_points_that_go_on_alone_go_on_alike():
    both, rest = made("two layers", "integrated"), made("two layers", "integrated")
    rest.keep_points([1])
    for chains in (both, rest):
        chains.draw_noise()
        chains.advance()
    assert torch.allclose(both.weights[1], rest.weights[0], atol=1e-6)


@pytest.mark.parametrize("readout", READOUTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_slopes_by_the_inputs_are_those_of_finite_differences(name, readout):
    chains = made(name, readout)
    found = chains.slopes()
    step, squares = 1e-2, torch.zeros_like(found)
    weights = chains.mean if chains.integrates else chains.weights[:, :, chains.model.hidden_count :]

    def answers(x):
        return answered(chains.model.features(chains.model.views(chains.weights), x, chains.fresh_route), weights)

    for place in itertools.product(*map(range, chains.model.input)):
        moved = torch.zeros(chains.model.input)
        moved[place] = step
        slope = (answers(chains.fresh + moved) - answers(chains.fresh - moved)) / (2 * step)
        squares[:, :, place[-1]] += (slope * slope).mean(2)
    assert torch.allclose(found, squares, rtol=2e-2, atol=1e-3 * float(squares.max()))


def test_labels_have_the_noise_that_the_sampling_names():
    network, target = NETWORKS["two layers"]
    point = {"network": network, "seed": 3, "sampling": {"samples": 20_000}}
    x = inputs(network, target, 3, SAMPLES, 20_000)
    plain = labels(target, point, x)
    noisy = labels(target, dict(point, sampling={"samples": 20_000, "noise": 0.5}), x)
    assert (noisy - plain).std() == pytest.approx(0.5, rel=0.03)
    assert abs(((noisy - plain) * plain).mean()) < 0.02

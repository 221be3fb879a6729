"""Inputs are the same in both engines, and targets have unit norm."""

import math

import pytest
import torch
from archscale_torch.alignment import alignment_weights, components_alone
from archscale_torch.gaussians import FRESH, SAMPLES, gaussians, hashed
from archscale_torch.inputs import inputs, round_to_integer
from archscale_torch.polynomials import hermite
from archscale_torch.protocol import NotSupportedError
from archscale_torch.targets import target_values

GAUSSIAN = {"input": {"kind": "gaussian", "dimension": 4}}


def lowbias32(x):
    """The published permutation (Chris Wellons, hash-prospector), on Python's integers."""
    x ^= x >> 16
    x = (x * 0x7FEB352D) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 0x846CA68B) & 0xFFFFFFFF
    return x ^ (x >> 16)


def test_hash_is_the_published_permutation():
    numbers = [0, 1, 2, 3, 12345, 0x80000000, 0xFFFFFFFF]
    assert hashed(torch.tensor(numbers)).tolist() == [lowbias32(number) for number in numbers]
    some = hashed(torch.arange(100_000))
    assert len(set(some.tolist())) == 100_000


def test_shorter_sequence_begins_the_longer():
    assert torch.equal(gaussians(7, SAMPLES, 1000)[:37], gaussians(7, SAMPLES, 37))


def test_streams_and_seeds_are_independent():
    drawn = [gaussians(seed, stream, 20_000) for seed in (1, 2) for stream in (SAMPLES, FRESH)]
    correlations = torch.corrcoef(torch.stack(drawn)) - torch.eye(4)
    assert correlations.abs().max() < 5 / math.sqrt(20_000)


def test_numbers_are_standard_normal():
    drawn = gaussians(3, SAMPLES, 200_000)
    error = 1 / math.sqrt(200_000)
    assert abs(drawn.mean()) < 5 * error
    assert abs((drawn**2).mean() - 1) < 5 * math.sqrt(2) * error
    assert abs((drawn**4).mean() - 3) < 5 * math.sqrt(96) * error


def test_hermite_polynomials_are_orthonormal():
    g = gaussians(5, SAMPLES, 400_000)
    values = torch.stack([hermite(degree, g) for degree in range(5)])
    products = values @ values.T / len(g)
    assert (products - torch.eye(5, dtype=torch.float64)).abs().max() < 0.05
    assert torch.allclose(hermite(3, g), (g**3 - 3 * g) / math.sqrt(6))


def test_target_has_unit_norm():
    target = {
        "kind": "hermite",
        "directions": 2,
        "terms": [{"degree": 1, "coefficient": 3}, {"degree": 3, "coefficient": -4}],
    }
    y = target_values(target, GAUSSIAN, inputs(GAUSSIAN, target, 1, SAMPLES, 200_000))
    assert abs((y * y).mean() - 1) < 0.03


TOKENS = {"input": {"kind": "tokens", "length": 3, "dimension": 2}, "layers": []}


def product(coefficient, **degrees):
    """A term of a mixture by its degrees along directions; without any it is the attentive component."""
    factors = [{"direction": direction, "degree": degree} for direction, degree in degrees.items()]
    kind = {"kind": "hermite", "factors": factors} if factors else {"kind": "attentive", "degree": 3}
    return {"coefficient": coefficient, "component": kind}


@pytest.mark.parametrize(
    "terms, given",
    [
        ([product(1, u=1, v=2)], GAUSSIAN),
        ([product(1), product(-1, w=1), product(0.5, w=3)], TOKENS),
        ([product(2, u=1), product(1), product(1, u=1, w=1)], TOKENS),
    ],
)
def test_mixture_has_unit_norm_and_aligns_with_itself(terms, given):
    target = {"kind": "mixture", "terms": terms}
    x = inputs(given, target, 1, SAMPLES, 200_000)
    y = target_values(target, given, x)
    assert abs((y * y).mean() - 1) < 0.03
    few = x[:500]
    for component in (None, *{feature for feature, _, _ in components_alone(target, few)}):
        weights = alignment_weights(target, given, few, component)
        assert (weights * y[:500]).sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    "of,components",
    [({"kind": "hermite", "directions": 1}, (1, 3)), ({"kind": "hierarchical", "form": 2}, ("p1", "p3"))],
)
def test_alignment_of_the_target_with_itself_and_with_each_component_is_one(of, components):
    target = dict(of, terms=[{"degree": 1, "coefficient": 1}, {"degree": 3, "coefficient": -0.5}])
    x = inputs(GAUSSIAN, target, 1, FRESH, 500)
    y = target_values(target, GAUSSIAN, x)
    for component in (None, *components):
        weights = alignment_weights(target, GAUSSIAN, x, component)
        assert (weights * y).sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("form,features", [(2, 40), (2, 41), (3, 120)])
def test_target_of_a_form_has_mean_zero_and_unit_norm(form, features):
    network = {"input": {"kind": "gaussian", "dimension": features}}
    target = {
        "kind": "hierarchical",
        "form": form,
        "terms": [{"degree": 1, "coefficient": 1}, {"degree": 2, "coefficient": -1}],
    }
    y = target_values(target, network, inputs(network, target, 1, SAMPLES, 40_000))
    assert abs(y.mean()) < 0.03
    assert abs((y * y).mean() - 1) < 0.1


def test_form_needs_as_many_dimensions():
    with pytest.raises(NotSupportedError, match="a form of degree 5 in 4 dimensions"):
        target_values({"kind": "hierarchical", "form": 5, "terms": []}, GAUSSIAN, torch.zeros(3, 4))


def test_what_is_not_known_is_refused_by_name():
    with pytest.raises(NotSupportedError, match="inputs of kind image"):
        inputs({"input": {"kind": "image"}}, {"kind": "attentive"}, 1, SAMPLES, 3)
    with pytest.raises(NotSupportedError, match="targets of kind wavelet"):
        target_values({"kind": "wavelet"}, GAUSSIAN, torch.zeros(3, 4))


def test_data_with_a_signal_vary_by_one_on_average_and_by_the_signal_along_the_directions():
    network = {"input": {"kind": "gaussian", "dimension": 6, "signal": 2.5}}
    target = {"kind": "hermite", "directions": 2, "terms": [{"degree": 2, "coefficient": 1}]}
    x = inputs(network, target, 1, SAMPLES, 100_000)
    variances = (x * x).mean(0)
    assert variances[:2].tolist() == pytest.approx([2.5, 2.5], rel=0.02)
    assert variances[2:].tolist() == pytest.approx([0.25] * 4, rel=0.02)
    y = target_values(target, network, x)
    assert (y * y).mean() == pytest.approx(1, rel=0.05)
    with pytest.raises(ValueError, match="2 directions of variance 4"):
        inputs({"input": dict(network["input"], signal=4)}, target, 1, SAMPLES, 3)


def test_halves_are_rounded_upwards_as_in_typescript():
    assert [round_to_integer(size) for size in (0.2, 1.5, 2.5, 3.49)] == [1, 2, 3, 3]

"""R-hat and effective sample size against published values, and where the answer is known."""

import json
import math
from pathlib import Path

import pytest
import torch
from archscale_torch.diagnostics import effective_sample_size, has_ended, normal_scores, split_r_hat

DEMANDED = {"rHat": 1.01, "effectivePerChain": 100, "hottest": 2}
PUBLISHED = json.loads(
    (Path(__file__).resolve().parents[4] / "test/validation/training/eight-schools.json").read_text()
)["variables"]


@pytest.mark.parametrize("variable", list(PUBLISHED))
def test_published_values_of_eight_schools(variable):
    published = PUBLISHED[variable]
    chains = torch.tensor(published["chains"], dtype=torch.float64)
    assert round(split_r_hat(chains), 2) == published["rHat"]
    # The published program scales the last correlations by another power of (n - 1)/n, n = 50 draws of half a chain.
    assert effective_sample_size(normal_scores(chains)) == pytest.approx(published["effective"], rel=0.03)


def autoregressive(correlation, chains, draws, seed=1):
    """Chains of unit variance whose neighbouring draws have a given correlation."""
    noise = torch.randn(chains, draws, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    values = [noise[:, 0]]
    for draw in range(1, draws):
        values.append(correlation * values[-1] + math.sqrt(1 - correlation**2) * noise[:, draw])
    return torch.stack(values, 1)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, -0.5])
def test_effective_size_of_autoregressive_chains(correlation):
    chains = autoregressive(correlation, 4, 20_000)
    expected = 4 * 20_000 * (1 - correlation) / (1 + correlation)
    assert effective_sample_size(chains) == pytest.approx(expected, rel=0.15)


def test_chains_that_disagree_have_a_large_r_hat():
    chains = autoregressive(0.0, 4, 1000)
    assert split_r_hat(chains) < 1.01
    apart = chains + torch.tensor([0.0, 0.0, 0.0, 2.0]).unsqueeze(1)
    assert split_r_hat(apart) > 1.1
    wider = chains * torch.tensor([1.0, 1.0, 1.0, 3.0]).unsqueeze(1)
    assert split_r_hat(wider) > 1.1


def test_chains_end_when_they_have_mixed_or_diverged():
    mixed, cool = autoregressive(0.0, 4, 1000).T, torch.ones(1000, 4)
    assert has_ended(mixed, cool, 0.5, DEMANDED)
    apart = mixed + torch.tensor([0.0, 0.0, 0.0, 1.0])
    assert not has_ended(apart, cool, 0.5, DEMANDED)
    assert has_ended(apart, cool, 0.5, dict(DEMANDED, rHat=3, effectivePerChain=1))
    assert not has_ended(mixed, cool, 0.5, dict(DEMANDED, effectivePerChain=1000))
    hot = torch.ones(1000, 4)
    hot[500:, 2] = 2.5
    assert has_ended(apart, hot, 0.5, DEMANDED)
    assert not has_ended(apart, hot, 0.5, dict(DEMANDED, hottest=3))
    broken = apart.clone()
    broken[900, 1] = math.nan
    assert has_ended(broken, cool, 0.5, DEMANDED)

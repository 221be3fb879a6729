"""Underdamped Langevin dynamics (BAOAB) of the chains of some points, advanced together."""

from __future__ import annotations

from typing import Callable

import torch
from torch import Tensor

from .data import FRESH, SAMPLES, alignment_weights, inputs, labels
from .device import is_out_of_memory
from .network import Network, answered
from .protocol import Json, emit, first_line
from .readout import integrated
from .starts import fill_normal, informed

# So many fresh inputs are enough to find the directions of an informed start.
MOST_FOR_DIRECTIONS = 1024

# So many fresh inputs are enough for the slopes of f.
MOST_FOR_SLOPES = 512

# What a point has of its own.
OF_POINTS = (
    *("x", "y", "pull", "fresh", "alignment", "weights", "mean"),
    *("speed", "noise", "step", "keep", "kick", "slope"),
)


class Ensemble:
    """Chains of some points of one network: [G data sets, C chains each], advanced together."""

    def __init__(self, model: Network, points: list[Json], job: Json, device: torch.device) -> None:
        method, self.model, self.device = job["plan"]["method"], model, device
        network, target = points[0]["network"], points[0]["target"]
        most = max(point["sampling"]["samples"] for point in points)
        data = [inputs(network, p["seed"], SAMPLES, p["sampling"]["samples"]) for p in points]
        fresh = [inputs(network, p["seed"], FRESH, method["freshInputs"]) for p in points]

        def padded(rows: list[Tensor]) -> Tensor:
            stacked = torch.zeros([len(rows), most, *list(rows[0].shape[1:])])
            for row, values in zip(stacked, rows):
                row[: len(values)] = values.float()
            return stacked.to(device).unsqueeze(1)

        self.x = padded(data)
        # The root of one over the ridge, and 0 where a smaller data set is padded.
        roots = [torch.full((len(x),), p["sampling"]["ridge"] ** -0.5) for x, p in zip(data, points)]
        self.pull = padded(roots)
        self.y = padded([labels(target, p, x) for x, p in zip(data, points)]) * self.pull
        self.fresh = torch.stack(fresh).float().to(device).unsqueeze(1)
        component = method.get("component")
        weighed = [alignment_weights(target, network, x, component) for x in fresh]
        self.alignment = torch.stack(weighed).float().to(device).unsqueeze(1)
        counts = method["chains"]
        self.starts = ["prior"] * counts["prior"] + ["informed"] * counts["informed"]
        self.integrates = method["readout"] == "integrated"
        count = model.hidden_count if self.integrates else model.count
        # On a CPU of its own for each point, so that a point does not depend on which others share its batch; elsewhere that
        # would be many small calls a step.
        seeds = [p["seed"] * 1000003 + p["sampling"]["samples"] for p in points]
        on_cpu = device.type == "cpu"
        self.random = [torch.Generator().manual_seed(seed) for seed in seeds] if on_cpu else None
        torch.manual_seed(seeds[0])
        self.weights = torch.empty(len(points), len(self.starts), count, device=device)
        fill_normal(self.weights, self.random)
        self.mean = torch.zeros(len(points), len(self.starts), model.width, device=device)
        if counts["informed"]:
            on = self.weights[:, counts["prior"] :, : model.hidden_count]
            first = self.fresh[:, :, : min(MOST_FOR_DIRECTIONS, self.fresh.shape[2])]
            on.copy_(informed(model, on, points[0]["informed"], points[0], first, self.random, job["informedStart"]))
        self.speed, self.noise = torch.empty_like(self.weights), torch.empty_like(self.weights)
        fill_normal(self.speed, self.random)
        self.step = torch.tensor([p["sampling"]["step"] for p in points], device=device).reshape(-1, 1, 1)
        # An Ornstein-Uhlenbeck step at temperature 1 and unit mass keeps <v^2> = 1: v' = c v + sqrt(1 - c^2) xi.
        self.keep = torch.exp(-method["friction"] * self.step)
        self.kick = torch.sqrt(1 - self.keep**2)
        self.slope = torch.zeros_like(self.weights)
        self.refresh()

    def draw_noise(self) -> None:
        """Fills the noise of the next step."""
        fill_normal(self.noise, self.random)

    def keep_points(self, kept: list[int]) -> None:
        """Goes on with some of the points only."""
        for name in OF_POINTS:
            setattr(self, name, getattr(self, name)[kept].clone())
        if self.random is not None:
            self.random = [self.random[index] for index in kept]

    def refresh(self) -> None:
        """Gradient of U = |theta|^2 / 2 + sum of (f - y)^2 / (2 kappa), or of that with the readout integrated out."""
        hidden = self.model.hidden_count
        with torch.enable_grad():
            blocks = [block.detach().requires_grad_(True) for block in self.model.views(self.weights)]
            features = self.model.features(blocks, self.x) * self.pull.unsqueeze(-1)
            seen = features.detach()
            if self.integrates:
                slope, mean = integrated(seen, self.y)
                self.mean.copy_(mean)
            else:
                readout = self.weights[:, :, hidden:]
                misfit = answered(seen, readout) - self.y
                slope = misfit.unsqueeze(-1) * readout.unsqueeze(2)
                self.slope[:, :, hidden:] = (misfit.unsqueeze(-1) * seen).sum(2) + readout
            slopes = torch.autograd.grad(features, blocks, slope)
        flat = torch.cat([one.flatten(2) for one in slopes], 2)
        self.slope[:, :, :hidden] = flat + self.weights[:, :, :hidden]

    def advance(self) -> None:
        """One BAOAB step; the two half kicks of neighbouring steps use the same gradient. `noise` is filled before."""
        half = 0.5 * self.step
        self.speed -= half * self.slope
        self.weights += half * self.speed
        self.speed.copy_(self.keep * self.speed + self.kick * self.noise)
        self.weights += half * self.speed
        self.refresh()
        self.speed -= half * self.slope

    def look(self) -> tuple[Tensor, Tensor]:
        """[G, C]: alignment with the target on fresh inputs, of the readout's mean where it is integrated; kinetic temperature."""
        readout = self.mean if self.integrates else self.weights[:, :, self.model.hidden_count :]
        f = answered(self.model.features(self.model.views(self.weights), self.fresh), readout)
        return (f * self.alignment).sum(-1), (self.speed * self.speed).mean(-1)

    def slopes(self) -> Tensor:
        """[G, C, features]: the mean squares of df/dx on some fresh inputs, summed over the positions, of the same f as in `look`."""
        sets, chains = self.weights.shape[:2]
        fresh = self.fresh[:, :, :MOST_FOR_SLOPES]
        readout = self.mean if self.integrates else self.weights[:, :, self.model.hidden_count :]
        with torch.enable_grad():
            x = fresh.expand(sets, chains, *fresh.shape[2:]).clone().requires_grad_(True)
            f = answered(self.model.features(self.model.views(self.weights), x), readout)
            (slope,) = torch.autograd.grad(f.sum(), x)
        squares = (slope * slope).flatten(3, -2) if slope.dim() > 4 else (slope * slope).unsqueeze(3)
        return squares.sum(3).mean(2)


def fast_step(ensemble: Ensemble) -> Callable[[], None]:
    """The step as a CUDA graph where there is CUDA; the plain step elsewhere and where capturing fails."""
    if ensemble.device.type != "cuda" or not hasattr(torch.cuda, "CUDAGraph"):
        return ensemble.advance
    moved = (ensemble.weights, ensemble.speed, ensemble.slope)
    kept = [tensor.clone() for tensor in moved]
    try:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                ensemble.advance()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            ensemble.advance()
        step: Callable[[], None] = graph.replay
    except RuntimeError as error:
        if is_out_of_memory(error):
            raise
        emit(event="warning", message=f"The steps run without a CUDA graph: {first_line(error)}")
        step = ensemble.advance
    for tensor, before in zip(moved, kept):
        tensor.copy_(before)
    return step

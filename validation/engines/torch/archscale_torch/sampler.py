"""Runs the chains of an ensemble until they have mixed."""

from __future__ import annotations

import threading
from typing import Callable, Iterator, Tuple

import torch
from torch import Tensor

from .diagnostics import has_ended
from .ensemble import Ensemble, fast_step
from .protocol import Json


class StoppedError(Exception):
    """The chains were asked to stop."""


Finished = Tuple[int, Tensor, Tensor, Tensor, Tensor]


def sample(
    ensemble: Ensemble, points: list[Json], job: Json, stopped: threading.Event, on_progress: Callable[[float], None]
) -> Iterator[Finished]:
    """Runs the chains, and those of points that have not mixed on for as long as they were run, as often as the method allows.

    Yields each point as it is finished: its index among the points, its draws and kinetic temperatures [draws, C], its last
    weights [C, count] and the squares of its slopes there [C, features]. on_progress is given the share of the work that is done. Raises StoppedError when asked to stop.
    """
    method, steps = job["plan"]["method"], points[0]["sampling"]["steps"]
    most, left, done = method["draws"] << method["doublings"], list(range(len(points))), 0
    alignments: list[Tensor] = []
    temperatures: list[Tensor] = []
    for doubling in range(method["doublings"] + 1):
        advance = fast_step(ensemble)
        while len(alignments) < method["draws"] << doubling:
            until = steps * (len(alignments) + 1) // method["draws"]
            while done < until:
                if stopped.is_set():
                    raise StoppedError()
                ensemble.draw_noise()
                advance()
                done += 1
            alignment, temperature = ensemble.look()
            alignments.append(alignment)
            temperatures.append(temperature)
            on_progress(len(alignments) / most)
        seen, heat = torch.stack(alignments).cpu().double(), torch.stack(temperatures).cpu().double()
        last = doubling == method["doublings"]
        ended = [last or has_ended(seen[:, g], heat[:, g], method["burnIn"], job["mixing"]) for g in range(len(left))]
        slopes = ensemble.slopes()
        for g, index in enumerate(left):
            if ended[g]:
                yield index, seen[:, g], heat[:, g], ensemble.weights[g], slopes[g]
        stay = [g for g in range(len(left)) if not ended[g]]
        if not stay:
            return
        if len(stay) < len(left):
            ensemble.keep_points(stay)
            alignments = [one[stay] for one in alignments]
            temperatures = [one[stay] for one in temperatures]
            left = [left[g] for g in stay]

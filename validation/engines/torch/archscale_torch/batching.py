"""Which points are advanced together, and what they need."""

from __future__ import annotations

import json
from typing import Iterator

import torch

from .gradient import NUMBERS_IN_CACHE
from .network import Network
from .process import cores
from .protocol import Json

# How much larger a data set may be than the smallest in its batch: padding costs work, batches save calls.
CPU_PADDING = 1.15
GPU_PADDING = 2.5


def bytes_needed(model: Network, samples: int, method: Json) -> int:
    """Memory for the chains of one point with so many samples."""
    most = max(samples, method["freshInputs"])
    numbers = 6 * model.count + 3 * most * model.peak
    if method["readout"] == "integrated":
        # The features a few times, and square matrices in double precision.
        numbers += 6 * most * model.width + 8 * min(most, model.width) ** 2
    return 4 * (method["chains"]["prior"] + method["chains"]["informed"]) * numbers


def batches(plan: Json, done: set[int], memory: int, device: torch.device) -> Iterator[tuple[Network, list[int]]]:
    """Points that can be advanced together, by index: the same network and steps, little padding, within the memory."""
    method, on_cpu = plan["method"], device.type == "cpu"
    chains = method["chains"]["prior"] + method["chains"]["informed"]
    if on_cpu:
        # Each core measures a batch of its own.
        memory //= cores()
    padding = CPU_PADDING if on_cpu else GPU_PADDING
    alike: dict[str, list[tuple[int, int]]] = {}
    for index, point in enumerate(plan["points"]):
        if index in done:
            continue
        key = json.dumps([point["network"], point["target"], point.get("informed"), point["sampling"]["steps"]])
        alike.setdefault(key, []).append((point["sampling"]["samples"], index))
    for members in alike.values():
        model = Network(plan["points"][members[0][1]]["network"])
        batch: list[tuple[int, int]] = []
        for samples, index in sorted(members):
            together = len(batch) + 1
            full = together * bytes_needed(model, samples, method) > memory or (
                on_cpu and together * chains * model.widest * samples > NUMBERS_IN_CACHE
            )
            if batch and (full or samples > padding * batch[0][0]):
                yield model, [at for _, at in batch]
                batch = []
            batch.append((samples, index))
        if batch:
            yield model, [at for _, at in batch]


def work_of(point: Json) -> int:
    """What the time of a point goes with: samples x steps x weights."""
    return point["sampling"]["samples"] * point["sampling"]["steps"] * Network(point["network"]).count

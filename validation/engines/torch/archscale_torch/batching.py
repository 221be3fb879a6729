"""Which points are advanced together, and what they need."""

from __future__ import annotations

import json
from typing import Iterator

import torch

from .network import Network
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
    method = plan["method"]
    padding = CPU_PADDING if device.type == "cpu" else GPU_PADDING
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
            needed = bytes_needed(model, samples, method)
            full = batch and (needed * (len(batch) + 1) > memory or samples > padding * batch[0][0])
            if full:
                yield model, [at for _, at in batch]
                batch = []
            batch.append((samples, index))
        if batch:
            yield model, [at for _, at in batch]


def work_of(point: Json) -> int:
    """What the time of a point goes with: samples x steps x weights."""
    return point["sampling"]["samples"] * point["sampling"]["steps"] * Network(point["network"]).count

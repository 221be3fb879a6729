"""Measuring the points of a job, or timing some steps of it."""

from __future__ import annotations

import json
import threading
import time
from functools import partial
from typing import Callable, Iterator

import torch

from .batching import batches, bytes_needed, work_of
from .device import best_device, free_memory, is_out_of_memory, synchronized
from .ensemble import Ensemble
from .network import Network
from .process import cores
from .progress import Progress
from .protocol import Json, emit, emit_chains
from .sampler import StoppedError, sample
from .workers import in_workers

# So long batches are timed, in seconds; the first one always.
TIMING_SECONDS = 1.5

# What Python and PyTorch take before any point is measured, in megabytes.
MEGABYTES_OF_PYTORCH = 300


def timing(job: Json) -> None:
    """Times some steps of some batches, those with the most work first; emits what the plan would take if no chains mix early."""
    plan, device = job["plan"], best_device()
    method, points = plan["method"], plan["points"]
    memory = job.get("memory") or free_memory(device)
    pending = [
        (sum(work_of(points[i]) for i in members), model, members)
        for model, members in batches(plan, set(), memory, device)
    ]
    pending.sort(key=lambda one: -one[0])
    times, repeats, bytes_of_all = 1 << method["doublings"], 2, 0
    seconds, timed, begun = 0.0, 0.0, time.monotonic()
    for work, model, members in pending:
        here = [points[index] for index in members]
        most = max(point["sampling"]["samples"] for point in here)
        bytes_of_all = max(bytes_of_all, len(here) * bytes_needed(model, most, method))
        if timed > 0 and time.monotonic() - begun > TIMING_SECONDS:
            continue
        first = synchronized(device)
        ensemble = Ensemble(model, here, job, device)
        ensemble.advance()
        second = synchronized(device)
        for _ in range(repeats):
            ensemble.draw_noise()
            ensemble.advance()
        third = synchronized(device)
        ensemble.look()
        each, look = (third - second) / repeats, synchronized(device) - third
        seconds += second - first + times * (here[0]["sampling"]["steps"] * each + method["draws"] * look)
        timed += work
    total = sum(work for work, _, _ in pending)
    workers = max(1, min(cores(), len(pending))) if device.type == "cpu" else 1
    emit(
        event="cost",
        seconds=seconds * total / timed / workers if timed > 0 else 0.0,
        megabytes=(MEGABYTES_OF_PYTORCH + bytes_of_all / 1e6) * workers,
    )


def measure_batch(
    job: Json,
    batch: tuple[Network, list[int]],
    device: torch.device,
    stopped: threading.Event,
    on_progress: Callable[[list[int], float], None],
    on_end: Callable[[list[int]], None],
) -> None:
    """Measures the points of a batch and emits each as it is finished; in halves where the memory does not suffice.

    on_progress is given the points that are measured together and the share of their work that is done; on_end, points that are
    measured. Raises StoppedError when it was stopped.
    """
    plan = job["plan"]
    model, pending = batch[0], [batch[1]]
    while pending:
        members = pending.pop(0)
        points, done = [plan["points"][index] for index in members], []
        ensemble = None
        try:
            ensemble = Ensemble(model, points, job, device)
            share = partial(on_progress, members)
            for position, *found in sample(ensemble, points, job, stopped, share):
                emit_chains(members[position], ensemble.starts, *found)
                done.append(members[position])
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error) or len(members) == 1:
                raise
            ensemble = None
            if device.type == "cuda":
                torch.cuda.empty_cache()
            left_over = [index for index in members if index not in done]
            middle = max(1, len(left_over) // 2)
            pending[:0] = [half for half in (left_over[:middle], left_over[middle:]) if half]
        on_end(done)


def measure(job: Json, stopped: threading.Event) -> bool:
    """Measures the points of a job that are not done, and emits each as it is finished. False when it was stopped."""
    plan, device = job["plan"], best_device()
    memory = job.get("memory") or free_memory(device)
    done = set(job.get("done") or [])
    pending = list(batches(plan, done, memory, device))
    progress = Progress({index: work_of(point) for index, point in enumerate(plan["points"])}, done)
    count = min(cores(), len(pending))
    if device.type == "cpu" and count > 1:
        return in_workers(job, [members for _, members in pending], progress, stopped, count)

    def on_end(members: list[int]) -> None:
        done.update(members)
        progress.end(0, members)

    try:
        for batch in pending:
            measure_batch(job, batch, device, stopped, partial(progress.share, 0), on_end)
    except StoppedError:
        return False
    return True


def work(job: Json, lines: Iterator[str], stopped: threading.Event) -> bool:
    """Measures the points that each line names, as a worker of another process. False when it was stopped."""
    device, last = best_device(), 0.0

    def on_progress(_: list[int], share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > 0.5:
            last = now
            emit(event="share", share=share)

    try:
        for line in lines:
            members = json.loads(line)
            model = Network(job["plan"]["points"][members[0]]["network"])
            measure_batch(job, (model, members), device, stopped, on_progress, lambda _: None)
            emit(event="ended")
    except StoppedError:
        return False
    return True

"""Measuring the points of a job, or timing some steps of it."""

from __future__ import annotations

import threading
import time
from typing import Callable

import torch

from .batching import batches, bytes_needed, work_of
from .device import best_device, free_memory, is_out_of_memory, synchronized
from .ensemble import Ensemble
from .protocol import Json, emit, emit_chains
from .sampler import StoppedError, sample

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
    emit(
        event="cost",
        seconds=seconds * total / timed if timed > 0 else 0.0,
        megabytes=MEGABYTES_OF_PYTORCH + bytes_of_all / 1e6,
    )


def progress_reporter(
    done: set[int], total: int, begun: float, share_of: Callable[[float], float]
) -> Callable[[float], None]:
    """Emits the progress of a batch at most once a second.

    done: the points that are finished, as the batch adds to them. begun: when the job began, in seconds.
    share_of: turns the share of the batch that is done into the share of all work.
    """
    last = 0.0

    def report(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < 1:
            return
        last = now
        so_far = share_of(share)
        emit(event="progress", done=len(done), of=total, secondsLeft=(now - begun) * (1 - so_far) / so_far)

    return report


def measure(job: Json, stopped: threading.Event) -> bool:
    """Measures the points of a job that are not done, and emits each as it is finished. False when it was stopped."""
    plan, device = job["plan"], best_device()
    memory = job.get("memory") or free_memory(device)
    done = set(job.get("done") or [])
    total, begun = len(plan["points"]), time.monotonic()
    work = {index: work_of(point) for index, point in enumerate(plan["points"])}
    left = sum(cost for index, cost in work.items() if index not in done)
    finished = 0.0
    pending = list(batches(plan, done, memory, device))
    while pending:
        model, members = pending.pop(0)
        here = sum(work[index] for index in members)
        before = finished
        on_progress = progress_reporter(
            done, total, begun, lambda share, before=before, here=here: (before + share * here) / left
        )
        points = [plan["points"][index] for index in members]
        ensemble = None
        try:
            ensemble = Ensemble(model, points, job, device)
            for position, draws, temperatures, weights, slopes in sample(ensemble, points, job, stopped, on_progress):
                emit_chains(members[position], ensemble.starts, draws, temperatures, weights, slopes)
                done.add(members[position])
        except StoppedError:
            return False
        except (RuntimeError, MemoryError) as error:
            left_over = [index for index in members if index not in done]
            if not is_out_of_memory(error) or len(members) == 1:
                raise
            ensemble = None
            if device.type == "cuda":
                torch.cuda.empty_cache()
            middle = max(1, len(left_over) // 2)
            pending[:0] = [(model, half) for half in (left_over[:middle], left_over[middle:]) if half]
            finished += here - sum(work[index] for index in left_over)
            continue
        finished += here
    return True

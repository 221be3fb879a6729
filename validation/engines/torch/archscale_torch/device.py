"""What the engine runs on, and how much memory it may use there."""

from __future__ import annotations

import os
import time

import torch


def best_device() -> torch.device:
    """The best device there is: CUDA, Apple's, or the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    mps = getattr(torch.backends, "mps", None)
    if mps is not None and mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def device_name(device: torch.device) -> str:
    """The device as a person calls it."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else "CPU"


def free_memory(device: torch.device) -> int:
    """Bytes that may be used: a part of what is free, so that others keep theirs."""
    if device.type == "cuda":
        return int(0.7 * torch.cuda.mem_get_info(device)[0])
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        free = 4 << 30
    return min(int(0.5 * free), 8 << 30)


def synchronized(device: torch.device) -> float:
    """The time, in seconds, once the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.monotonic()


def is_out_of_memory(error: BaseException) -> bool:
    """True for whatever PyTorch raises where memory does not suffice: its type depends on device and version."""
    message = str(error).lower()
    return "out of memory" in message or "can't allocate" in message or isinstance(error, MemoryError)

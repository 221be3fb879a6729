"""What a process is given before PyTorch is loaded: threads, and memory that stays its own. Imports nothing of PyTorch."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import lru_cache

# What libraries read, as they are loaded, to know how many threads to start.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

# mallopt's parameters (malloc.h), and what they are set to: nothing is mapped anew for each large tensor, freed memory is not given
# back, and the heap grows by 64 MB at a time. Else a step at 64 units takes 4,661 page faults, and most of its time.
MALLOC = {-4: 0, -1: 2_000_000_000, -2: 64 << 20}


@lru_cache(maxsize=None)
def cores() -> int:
    """How many processor cores this process may use: OMP_NUM_THREADS at the first call, or all that there are for it."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_memory() -> None:
    """Makes glibc's malloc keep what is freed; other C libraries are left as they are."""
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for parameter, value in MALLOC.items():
        mallopt(parameter, value)


def environment(threads: int) -> dict[str, str]:
    """The environment of a process that is to use so many threads."""
    return dict(os.environ, **{name: str(threads) for name in THREADS})

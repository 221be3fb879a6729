"""What a process is given before PyTorch is loaded."""

import sys
import types

from archscale_torch import process


def test_freed_memory_is_kept(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    told = {}
    libc = types.SimpleNamespace(mallopt=told.__setitem__)
    monkeypatch.setattr(process.ctypes, "CDLL", lambda _: libc)
    process.keep_memory()
    # M_MMAP_MAX, M_TRIM_THRESHOLD and M_TOP_PAD of malloc.h.
    assert told == {-4: 0, -1: 2_000_000_000, -2: 64 << 20}
    monkeypatch.setattr(process.ctypes, "CDLL", lambda _: types.SimpleNamespace())
    process.keep_memory()

"""The engine as a program: `python archscale_torch`, or `python -m archscale_torch`. See __init__.py for its job and its events."""

from __future__ import annotations

import json
import os
import sys
import threading
from queue import Queue

if not __package__:
    # Started by the path of its folder: that folder's parent is where the package is found.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.dont_write_bytecode = True

from archscale_torch.process import cores, environment, keep_memory

STOPPED, FAILED = 3, 4


def read_input(lines: Queue[str | None], stopped: threading.Event) -> None:
    """Hands on what is given on standard input, line by line; closing it asks to stop."""
    try:
        for line in iter(sys.stdin.readline, ""):
            lines.put(line)
    finally:
        stopped.set()
        lines.put(None)


def main(arguments: list[str]) -> int:
    """Does what the arguments ask for; the exit status: 0 done, 3 stopped, 4 failed, after an event that says why."""
    keep_memory()
    is_worker = arguments == ["--worker"]
    if not is_worker:
        # Cores are used by workers, each of which has its own number of threads.
        cores()
        os.environ.update(environment(1))
    try:
        import torch
    except ImportError as missing:
        # Without PyTorch nothing else of the package can be imported.
        message = f"PyTorch is missing in {sys.executable}: {missing}"
        print(json.dumps({"event": "failed", "message": message}), flush=True)
        return FAILED
    from archscale_torch.device import best_device, device_name
    from archscale_torch.measuring import measure, timing, work
    from archscale_torch.protocol import NotSupportedError, emit, first_line

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    if arguments == ["--probe"]:
        device = best_device()
        python = sys.version.split()[0]
        emit(python=python, torch=torch.__version__, device=device.type, name=device_name(device))
        return 0
    stopped, lines = threading.Event(), Queue()
    try:
        if arguments and not is_worker:
            with open(arguments[0]) as file:
                job = json.load(file)
        else:
            threading.Thread(target=read_input, args=(lines, stopped), daemon=True).start()
            job = json.loads(lines.get() or "")
        with torch.no_grad():
            if is_worker:
                return 0 if work(job, iter(lines.get, None), stopped) else STOPPED
            if job.get("timing"):
                timing(job)
                return 0
            return 0 if measure(job, stopped) else STOPPED
    except NotSupportedError as unknown:
        emit(event="failed", message=f"The torch engine does not know {unknown}; use the engine js.")
    except (RuntimeError, MemoryError, ValueError, KeyError, TypeError) as error:
        emit(event="failed", message=f"{type(error).__name__}: {first_line(error)}")
    return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The engine as a program: `python archscale_torch`, or `python -m archscale_torch`. See __init__.py for its job and its events."""

from __future__ import annotations

import json
import os
import sys
import threading

if not __package__:
    # Started by the path of its folder: that folder's parent is where the package is found.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.dont_write_bytecode = True

STOPPED, FAILED = 3, 4


def watch_input(stopped: threading.Event) -> None:
    """Closing standard input asks to stop."""
    try:
        while sys.stdin.readline():
            pass
    finally:
        stopped.set()


def main(arguments: list[str]) -> int:
    """Does what the arguments ask for; the exit status: 0 done, 3 stopped, 4 failed, after an event that says why."""
    try:
        import torch
    except ImportError as missing:
        # Without PyTorch nothing else of the package can be imported.
        message = f"PyTorch is missing in {sys.executable}: {missing}"
        print(json.dumps({"event": "failed", "message": message}), flush=True)
        return FAILED
    from archscale_torch.device import best_device, device_name, use_one_thread
    from archscale_torch.measuring import measure, timing
    from archscale_torch.protocol import NotSupportedError, emit, first_line

    use_one_thread()
    if arguments == ["--probe"]:
        device = best_device()
        python = sys.version.split()[0]
        emit(python=python, torch=torch.__version__, device=device.type, name=device_name(device))
        return 0
    stopped = threading.Event()
    try:
        if arguments:
            with open(arguments[0]) as file:
                job = json.load(file)
        else:
            job = json.loads(sys.stdin.readline())
            threading.Thread(target=watch_input, args=(stopped,), daemon=True).start()
        with torch.no_grad():
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

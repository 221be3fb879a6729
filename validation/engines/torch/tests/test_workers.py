"""Points that are measured side by side, by processes that end with the one that started them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PACKAGE = str(Path(__file__).resolve().parents[1] / "archscale_torch")


def job(steps, width=24):
    """Six points, each of them a batch of its own."""
    network = {
        "input": {"kind": "gaussian", "dimension": width},
        "layers": [
            {"name": "h", "kind": "dense", "residual": False, "sizes": {"width": width}, "activation": "erf"},
        ],
        "output": {"kind": "linear", "scaling": "standard"},
    }
    target = {"kind": "hermite", "directions": 1, "terms": [{"degree": 1, "coefficient": 1}]}
    points = [
        {
            "network": network,
            "target": target,
            "seed": seed,
            "informed": [],
            "sampling": {"samples": 40 * width, "ridge": 0.5, "step": 0.02, "steps": steps},
        }
        for seed in range(1, 7)
    ]
    method = {
        **{
            "readout": "integrated",
            "freshInputs": 64,
            "friction": 1,
            "draws": steps // 2,
            "doublings": 0,
            "burnIn": 0.5,
        },
        "chains": {"prior": 4, "informed": 0},
    }
    return {
        "plan": {"method": method, "points": points},
        "done": [5],
        "mixing": {"rHat": 1.01, "effectivePerChain": 100, "hottest": 2},
        "informedStart": {},
    }


def started(cores, given):
    """The engine on so many cores."""
    process = subprocess.Popen(
        [sys.executable, "-B", PACKAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ, OMP_NUM_THREADS=str(cores)),
        text=True,
    )
    process.stdin.write(json.dumps(given) + "\n")
    process.stdin.flush()
    return process


def ended(process):
    """Its events and its status."""
    events = [json.loads(line) for line in process.stdout]
    return events, process.wait()


def children(process):
    """The processes that a process has started."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def until(condition, seconds=60):
    """Waits for something to become true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid):
    """Whether a process runs; one that has ended and is not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_workers_measure_the_same_chains_as_one_process():
    draws = []
    for cores in (1, 2):
        events, status = ended(started(cores, job(20)))
        assert status == 0
        found = {event["index"]: event["draws"] for event in events if event["event"] == "chains"}
        assert sorted(found) == [0, 1, 2, 3, 4]
        draws.append(found)
    assert draws[0] == draws[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("end", ["close", "kill", "kill a worker"])
def test_no_worker_outlives_what_ends_its_job(end):
    process = started(2, job(10_000_000))
    assert until(lambda: len(children(process)) == 2)
    workers = children(process)
    assert '"event": "progress"' in process.stdout.readline()
    if end == "close":
        process.stdin.close()
    elif end == "kill":
        process.kill()
    else:
        os.kill(workers[0], signal.SIGKILL)
    events, status = ended(process)
    assert until(lambda: not any(map(is_alive, workers)), 20)
    if end == "close":
        assert status == 3
    elif end == "kill a worker":
        assert status == 3
        assert events[-1] == {"event": "failed", "message": "A worker process of the torch engine ended with -9."}

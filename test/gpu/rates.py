"""What a step of the torch engine takes, and what its matrix products alone would take at this device's own rate.

    python rates.py '{"device": "cpu", "cases": [[64, 1, "integrated"]], "chains": 4, "rounds": 5, "seconds": 20}'

A case is d = N, how many data sets are advanced together, and the readout. Prints a line for each: {"d", "sets", "readout", "step",
"products", "rate"}, times in milliseconds for a chain and a step, a pair for each round, taken in turns: of the processor on a CPU,
of the clock elsewhere. "rate" is in operations a second, of the largest product of the step alone. Two layers, erf, He_3, P = 20 d:
4 P d N operations a step, and 3 P N^2 + N^3 more with the readout integrated out.
"""

import json
import sys
import time
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "validation/engines/torch"
sys.path.insert(0, str(PACKAGE))
sys.dont_write_bytecode = True

from archscale_torch.process import keep_memory  # noqa: E402

keep_memory()

import torch  # noqa: E402
from archscale_torch.ensemble import Ensemble, fast_step  # noqa: E402
from archscale_torch.network import Network  # noqa: E402

# A round repeats what it times for so long, in seconds.
STRETCH = 0.06


def clock(device):
    """Seconds, once the device has done what it was given."""
    if device.type == "cpu":
        return time.process_time()
    torch.cuda.synchronize()
    return time.perf_counter()


def timed(device, call):
    """Seconds that a call takes."""
    repeats = 1
    while True:
        begun = clock(device)
        for _ in range(repeats):
            call()
        took = clock(device) - begun
        if took >= STRETCH:
            return took / repeats
        repeats = max(repeats + 1, int(1.2 * repeats * STRETCH / max(took, 1e-6)))


def ensemble_of(d, sets, readout, chains, device):
    """The chains of a case."""
    network = {
        "input": {"kind": "gaussian", "dimension": d},
        "layers": [{"name": "h", "kind": "dense", "residual": False, "sizes": {"width": d}, "activation": "erf"}],
        "output": {"kind": "linear", "scaling": "standard"},
    }
    target = {"kind": "hermite", "directions": 1, "terms": [{"degree": 3, "coefficient": 1}]}
    sampling = {"samples": 20 * d, "ridge": 0.2, "step": 0.1 / d, "steps": 1}
    points = [
        {"network": network, "target": target, "seed": seed, "informed": [], "sampling": sampling}
        for seed in range(1, sets + 1)
    ]
    method = {"readout": readout, "freshInputs": 8, "friction": 1, "chains": {"prior": chains, "informed": 0}}
    return Ensemble(Network(network), points, {"plan": {"method": method}, "informedStart": {}}, device)


def measure(d, sets, readout, given, device):
    """The figures of a case."""
    chains, samples = given["chains"], 20 * d
    ensemble = ensemble_of(d, sets, readout, chains, device)
    advance = fast_step(ensemble)

    def step():
        ensemble.draw_noise()
        advance()

    count = sets * chains
    weights, x = torch.randn(count, d, d, device=device), torch.randn(count, d, samples, device=device)
    made = torch.empty(count, d, samples, device=device)
    operations = 4 * samples * d * d + (3 * samples * d * d + d**3 if readout == "integrated" else 0)
    steps, products, rates = [], [], []
    begun = time.monotonic()
    for index in range(-1, given["rounds"]):
        taken = timed(device, step) / count
        rate = 2 * count * samples * d * d / timed(device, lambda: torch.bmm(weights, x, out=made))
        if index >= 0:
            steps.append(1000 * taken)
            products.append(1000 * operations / rate)
            rates.append(rate)
        if steps and time.monotonic() - begun > given["seconds"]:
            break
    middle = sorted(rates)[len(rates) // 2]
    return {"d": d, "sets": sets, "readout": readout, "step": steps, "products": products, "rate": middle}


def main():
    given = json.loads(sys.argv[1])
    device = torch.device(given["device"])
    torch.set_num_threads(1)
    with torch.no_grad():
        for case in given["cases"]:
            print(json.dumps(measure(*case, given, device)), flush=True)


main()

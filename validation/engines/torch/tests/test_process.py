"""What a process is given before PyTorch is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import resource, sys
sys.path.insert(0, {folder!r})
from archscale_torch.process import keep_memory
if {keeps}:
    keep_memory()
import torch
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        torch.ones(1 << 20) * 2
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
faults()
print(faults())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mallopt is of glibc")
def test_freed_memory_is_kept():
    tests = Path(__file__).resolve().parent

    def faults(keeps):
        program = PROGRAM.format(folder=str(tests.parent), keeps=keeps)
        return int(subprocess.check_output([sys.executable, "-B", "-c", program], cwd=tests, text=True))

    # Twice 4 MB, ten times: 20,480 pages of 4 kB, or 40 huge ones.
    assert 5 * faults(True) < faults(False)

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
    for _ in range(3):
        torch.ones(1 << 24) * 2
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

    # Twice 64 MB, three times: glibc maps anew what is larger than 32 MB, in pages of 4 kB or huge ones.
    assert 5 * faults(True) < faults(False)

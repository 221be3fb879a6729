"""Runs exported scripts one after the other, each for few steps, and writes the network of each as ONNX beside it."""

import runpy
import sys
import warnings
from os.path import splitext

warnings.simplefilter("ignore")
for script in sys.argv[1:]:
    few = ["--steps", "2", "--samples", "60", "--test", "60", "--onnx", f"{splitext(script)[0]}.onnx"]
    sys.argv = [script, *few]
    print(script)
    runpy.run_path(script, run_name="__main__")

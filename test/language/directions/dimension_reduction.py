"""What statsmodels' dimension reduction finds in a table: python3 dimension_reduction.py FILE.csv, ten slices, the label last."""

import json
import sys

import numpy as np
from statsmodels.regression.dimred import SlicedAverageVarianceEstimation, SlicedInverseReg

table = np.loadtxt(sys.argv[1], delimiter=",")
x, y = table[:, :-1], table[:, -1]
rows = len(y) // 10


def leading(result):
    """The largest eigenvalue and its direction."""
    return {"eigenvalue": float(result.eigs[0]), "direction": result.params[:, 0].tolist()}


inverse = SlicedInverseReg(y, x).fit(slice_n=rows)
variance = SlicedAverageVarianceEstimation(y, x, bc=True).fit(slice_n=rows)
json.dump({"inverse": leading(inverse), "variance": leading(variance)}, sys.stdout)

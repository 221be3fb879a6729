"""A second implementation of M (docs/theory.md, "Directions from labels"), by other means: numpy, and the symmetric root of C.

/usr/bin/python3 test/language/directions/reference.py   writes reference.csv and reference.json beside it.
"""

import json
from pathlib import Path

import numpy as np

here = Path(__file__).parent
random = np.random.default_rng(5)
rows, columns = 240, 5
x = random.standard_normal((rows, columns)) @ random.standard_normal((columns, columns)) + 3
score = (x - x.mean(0)) @ np.array([1.0, -2.0, 0.5, 0.0, 1.0])
score /= score.std()
labels = (score**2 - 1) / np.sqrt(2) + 0.3 * random.standard_normal(rows)
table = np.round(np.column_stack([x, labels]), 6)
np.savetxt(here / "reference.csv", table, delimiter=",", fmt="%.6f", header="a,b,c,d,e,y", comments="")

x, y = table[:, :-1], table[:, -1]
centred = x - x.mean(0)
values, vectors = np.linalg.eigh(np.cov(centred.T, bias=True))
root = vectors @ np.diag(values**-0.5) @ vectors.T
z = centred @ root
m = np.zeros((columns, columns))
for part in np.array_split(np.argsort(y), 10):
    share, mean = len(part) / rows, z[part].mean(0)
    excess = np.cov(z[part].T, bias=True) + np.outer(mean, mean) - np.eye(columns)
    m += share * np.outer(mean, mean) + share / 2 * excess @ excess
eigenvalues, eigenvectors = np.linalg.eigh(m)
w = root @ eigenvectors[:, -1]
w /= np.linalg.norm(w)
result = {"eigenvalue": eigenvalues[-1], "direction": list(w * np.sign(w[0]))}
(here / "reference.json").write_text(json.dumps(result, indent=2) + "\n")

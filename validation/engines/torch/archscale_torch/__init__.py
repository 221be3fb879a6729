"""Archscale's torch engine: samples the posterior ensembles of a plan by underdamped Langevin dynamics.

    python archscale_torch --probe      one JSON line: which PyTorch, which device, or what is missing
    python archscale_torch [JOB.json]   measures; without a file the job is the first line of standard input
    python archscale_torch --worker     measures a part of a job for the process that started it; see workers.py

A job is {"plan": PLAN, "done": [indices], "mixing": {...}, "informedStart": {...}, "memory": bytes or null, "timing": bool}.
Its constants are those of validation/training, so that both engines use the same ones; see protocol.py.
Events go to standard output, one JSON object a line: progress, chains (the draws of one finished point), warning, failed.
With "timing" it measures nothing and emits what the plan would take: cost. It stops when its standard input is closed.
Python 3.8 and PyTorch 1.13 or later.
"""

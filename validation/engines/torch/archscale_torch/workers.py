"""A process for each core: on a CPU, products of the sizes here gain nothing from several threads, and side by side they all do.

A worker is `python archscale_torch --worker`: it is given its job in a line, then a line of points at a time, and says when it is
done with them. It stops when its standard input is closed, so that none outlives the process that started it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading

from .process import cores, environment
from .progress import Progress
from .protocol import Json, emit

# How long workers that are asked to stop may take, in seconds.
PATIENCE = 1.0


class Worker:
    """A process that measures batches, one after the other."""

    def __init__(self, number: int, threads: int) -> None:
        self.number, self.members = number, []
        command = [sys.executable, os.path.dirname(os.path.abspath(__file__)), "--worker"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(threads), text=True
        )

    def give(self, given: Json) -> None:
        """Writes a line to it; a worker that has ended is noticed where its words end."""
        try:
            self.process.stdin.write(json.dumps(given) + "\n")
            self.process.stdin.flush()
        except (OSError, ValueError):
            pass

    def stop(self) -> None:
        """Asks it to stop."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()


class Pool:
    """Batches and the workers that measure them."""

    def __init__(self, batches: list[list[int]], progress: Progress, stopped: threading.Event) -> None:
        self.pending, self.progress, self.stopped = list(batches), progress, stopped
        self.lock = threading.Lock()
        self.has_failed = threading.Event()

    def next_of(self, worker: Worker) -> bool:
        """Gives a worker its next batch. False when there is none."""
        with self.lock:
            if not self.pending or self.has_failed.is_set():
                return False
            worker.members = self.pending.pop(0)
        worker.give(worker.members)
        return True

    def follow(self, worker: Worker, job: Json) -> None:
        """Passes on what a worker says until it ends."""
        worker.give(job)
        has_more = self.next_of(worker)
        for line in worker.process.stdout:
            event = json.loads(line)
            if event["event"] == "share":
                self.progress.share(worker.number, worker.members, event["share"])
            elif event["event"] == "ended":
                self.progress.done.update(worker.members)
                self.progress.end(worker.number, worker.members)
                has_more = self.next_of(worker)
                if not has_more:
                    worker.stop()
            else:
                emit(**event)
                if event["event"] == "failed":
                    self.has_failed.set()
        status = worker.process.wait()
        if has_more and not (self.stopped.is_set() or self.has_failed.is_set()):
            emit(event="failed", message=f"A worker process of the torch engine ended with {status}.")
            self.has_failed.set()


def in_workers(job: Json, batches: list[list[int]], progress: Progress, stopped: threading.Event, count: int) -> bool:
    """Measures batches by so many workers, the largest first. False when it was stopped, or a worker has failed and said why."""
    pool = Pool(sorted(batches, key=progress.of, reverse=True), progress, stopped)
    workers = [Worker(number, max(1, cores() // count)) for number in range(count)]
    threads = [threading.Thread(target=pool.follow, args=(worker, job), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if stopped.is_set() or pool.has_failed.is_set():
            for worker in workers:
                worker.stop()
            for thread in threads:
                thread.join(PATIENCE)
            for worker in workers:
                worker.process.kill()
            break
        for thread in threads:
            thread.join(0.05)
    return not stopped.is_set() and not pool.has_failed.is_set()

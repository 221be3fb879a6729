"""How far the points of a job are."""

from __future__ import annotations

import threading
import time

from .protocol import emit


class Progress:
    """Adds up the work that is done, of batches in turn or side by side, and emits it at most once a second."""

    def __init__(self, work: dict[int, int], done: set[int]) -> None:
        """work: of each point, by index. done: points that are measured."""
        self.work, self.done = work, done
        self.left = sum(cost for index, cost in work.items() if index not in done)
        self.finished = 0.0
        self.running: dict[int, float] = {}
        self.begun, self.last = time.monotonic(), 0.0
        self.lock = threading.Lock()

    def of(self, members: list[int]) -> int:
        """The work of some points."""
        return sum(self.work[index] for index in members)

    def share(self, runner: int, members: list[int], share: float) -> None:
        """A runner has done a share of its batch."""
        with self.lock:
            self.running[runner] = share * self.of(members)
            now, so_far = time.monotonic(), (self.finished + sum(self.running.values())) / self.left
            if now - self.last < 1 or so_far == 0:
                return
            self.last = now
            left = (now - self.begun) * (1 - so_far) / so_far
            emit(event="progress", done=len(self.done), of=len(self.work), secondsLeft=left)

    def end(self, runner: int, members: list[int]) -> None:
        """A runner is done with a batch."""
        with self.lock:
            self.running.pop(runner, None)
            self.finished += self.of(members)

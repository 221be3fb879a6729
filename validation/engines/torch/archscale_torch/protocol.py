"""What the engine is given and what it emits: JSON, one object a line."""

from __future__ import annotations

import json
import math
from typing import Any, Iterable

from torch import Tensor

# A plan, a point or a network of it, as validation/plan.ts defines them.
Json = Any

# More weights than this are not sent with the draws of a point: nobody counts their units.
MOST_WEIGHTS_SENT = 2e5


class NotSupportedError(Exception):
    """Something of the plan that this engine does not know; the message names it."""


def emit(**event: Json) -> None:
    """Writes one event to standard output."""
    print(json.dumps(event), flush=True)


def finite(values: Iterable[float]) -> list[float | None]:
    """JSON has no NaN: what is not finite becomes null."""
    return [value if math.isfinite(value) else None for value in values]


def emit_chains(
    index: int, starts: list[str], draws: Tensor, temperatures: Tensor, weights: Tensor, slopes: Tensor
) -> None:
    """Emits a finished point.

    index: of the point in the plan. starts: of each chain, "prior" or "informed".
    draws, temperatures: [draws, chains]. weights: the last ones, [chains, count]. slopes: mean squares there, [chains, features].
    """
    emit(
        event="chains",
        index=index,
        starts=starts,
        draws=[finite(row) for row in draws.T.tolist()],
        temperatures=[finite(row) for row in temperatures.T.tolist()],
        slopes=[finite(row) for row in slopes.cpu().double().tolist()],
        weights=[finite(row) for row in weights.cpu().double().tolist()]
        if weights.shape[-1] < MOST_WEIGHTS_SENT
        else [],
    )


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or its type where it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

"""What a push tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from publisher.model.plan import Outcome, Step


class Stage(StrEnum):
    """Where a step is: taken up, asking the platform, a picture sent, the draft being written, ended."""

    STARTED = "started"
    ASKING = "asking"
    UPLOADED = "uploaded"
    WRITING = "writing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Event:
    """`detail` names the picture of UPLOADED; `done` of `total` count pictures there; `outcome` goes with
    ENDED."""

    stage: Stage
    step: Step
    detail: str = ""
    done: int = 0
    total: int = 0
    outcome: Outcome | None = None


Tell = Callable[[Event], None]

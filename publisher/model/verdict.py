"""What an examination says of one thing: all well, or what is wrong and what to do. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`error`: a push would fail. `warning`: it may work, but something will be missed sooner or later."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(State)[::-1].index(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was looked at. `what` is a stable word for programs ("session", "clock"); `message` says
    how it stands, `hint` what to do about it ("" = nothing)."""

    what: str
    message: str
    state: State = State.OK
    hint: str = ""


def worst(verdicts: Iterable[Verdict]) -> State:
    """The gravest state among them; OK of none."""
    return min((verdict.state for verdict in verdicts), key=lambda state: state.rank, default=State.OK)

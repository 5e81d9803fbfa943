"""What came of asking whether a page of another site is there. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`there`; `gone`: its host says so; `untold`: it does not say; `untrusted`: its certificate cannot be
    trusted; `no-host`: nobody goes by that name; `not-asked`: it may not be asked for, or there was no time.
    """

    THERE = "there"
    GONE = "gone"
    UNTOLD = "untold"
    UNTRUSTED = "untrusted"
    NO_HOST = "no-host"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Came:
    """`reason` says in a few words why it is not simply there; `moved` is the address to which it has moved
    for good, "" = it has not."""

    state: State
    reason: str = ""
    moved: str = ""

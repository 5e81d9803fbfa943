"""What the account may do through the interface: each group of calls asked once, in the way that costs least.

Drafts and pictures are open to every account; publishing and listing articles only to verified ones, which
is no fault: then a person publishes in the console (the README's list of rights says where this is from).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.errors import AuthError, PlatformError, Throttled
from publisher.model.verdict import State, Verdict

from . import errors
from .calls import Calls

LIBRARY_FULL = 100_000
NEARLY = 95_000
ONE: Mapping[str, object] = {"offset": 0, "count": 1}


@dataclass(frozen=True, slots=True)
class Right:
    """A group of calls. `without`: what an account that lacks it does instead, "" = it cannot do without."""

    what: str
    path: str
    body: Mapping[str, object]
    words: str
    without: str = ""


RIGHTS = (
    Right("drafts", "/cgi-bin/draft/batchget", {**ONE, "no_content": 1}, "use the draft box"),
    Right(
        "material", "/cgi-bin/material/batchget_material", {**ONE, "type": "image"}, "use the picture library"
    ),
    Right(
        "freepublish",
        "/cgi-bin/freepublish/batchget",
        {**ONE, "no_content": 1},
        "publish through the interface",
        "you publish its drafts in the console",
    ),
)


def examine(calls: Calls) -> Iterator[Verdict]:
    """A verdict for each right; one, and no more, where nothing can be asked at all."""
    for right in RIGHTS:
        try:
            told = calls.post(right.path, right.body, f"look whether the account may {right.words}")
        except PlatformError as error:
            yield _refused(right, error)
            if error.stop and error.code != str(errors.UNAUTHORIZED):
                return  # credentials, address list: every other call would say the same
            continue
        yield _library(told) if right.what == "material" else Verdict(right.what, f"it may {right.words}")


def _refused(right: Right, error: PlatformError) -> Verdict:
    if error.code != str(errors.UNAUTHORIZED):
        later = isinstance(error, Throttled) and right.without
        what = "address" if error.code == str(errors.ADDRESS_REFUSED) else right.what
        what = "session" if isinstance(error, AuthError) and what == right.what else what
        return Verdict(what, error.message, State.WARNING if later else State.ERROR, error.hint)
    if right.without:
        return Verdict(right.what, f"it lacks the right to {right.words}: {right.without}")
    return Verdict(right.what, f"the account lacks the right to {right.words}", State.ERROR, error.hint)


def _library(told: Mapping[str, object]) -> Verdict:
    held = told.get("total_count")
    if isinstance(held, int) and held >= NEARLY:
        return Verdict(
            "material",
            f"the picture library holds {held} of {LIBRARY_FULL} pictures: soon it takes no more covers",
            State.WARNING,
            "delete old ones in the console (素材库)",
        )
    return Verdict("material", "it may use the picture library")

"""A run that is killed while it sends pictures, and the next: only what is missing goes again."""

from __future__ import annotations

from typing import Any

import pytest

from publisher import registry
from publisher.sandbox.kit import Request


def is_upload(request: Request) -> bool:
    return request.path in {"/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"} or (
        request.path.startswith("/upload/")
    )


def begins_a_draft(request: Request) -> bool:
    return request.path in {"/cgi-bin/draft/add", "/zhuanlan/api/articles/drafts"}


def finished(small: Any) -> None:
    """The next run puts everything right, and the one after that finds nothing to do."""
    ran = small.run()
    assert ran.code == 0, ran.out + ran.err
    assert {len(titles) for titles in small.drafts().values()} == {3}
    assert all(len(set(titles)) == 3 for titles in small.drafts().values())
    arrived = {name: platform.arrived() for name, platform in small.server.platforms.items()}
    assert all("asset:" not in draft.source for drafts in arrived.values() for draft in drafts)
    assert {step["action"] for step in small.run().steps} == {"skip"}


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize("number", [1, 6, 13])
def test_killed_at_an_upload(small: Any, number: int, acts: bool) -> None:
    small.killed(number, is_upload, acts=acts)
    before, known = small.sent(), small.recorded()
    finished(small)
    after = small.sent()
    small.seen = 0
    for name, all_sent in small.sent().items():
        unheard = before[name].keys() - known[name]
        at_once = registry.adapter(name).limits.uploads_at_once
        assert len(unheard) <= at_once, "no more than was in flight is not on record"
        assert not after[name].keys() & known[name], "nothing goes again whose answer was recorded"
        assert set(after[name].values()) <= {1}
        again = {picture for picture, times in all_sent.items() if times > 1}
        assert again <= unheard, name
        assert small.recorded()[name] == all_sent.keys()


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize("number", [1, 3])
def test_killed_while_a_draft_is_made(small: Any, number: int, acts: bool) -> None:
    small.killed(number, begins_a_draft, acts=acts)
    known = small.recorded()
    small.sent()
    finished(small)
    for name, after in small.sent().items():
        assert not after.keys() & known[name]


def test_killed_again_and_again_it_still_gets_there(small: Any) -> None:
    for number in (2, 1, 3, 2):
        small.killed(number, is_upload, acts=True)
    finished(small)
    small.seen = 0
    for sent in small.sent().values():
        assert max(sent.values()) <= 5

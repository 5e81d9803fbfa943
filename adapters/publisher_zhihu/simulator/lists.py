"""The lists of what was written: drafts, and published articles as two of Zhihu's pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from publisher.sandbox.kit import Request, Response

from .checks import answered, malformed, refused
from .markup import parse

MOST = 20
"""Entries of a page, however many were asked for."""
EXCERPT = 100


def drafts(state: Mapping[str, Any], request: Request) -> Response:
    """`GET /api/v4/articles/my_drafts`: newest first, by pages."""
    found = [draft for draft in reversed(state["drafts"].values()) if draft["state"] == "draft"]
    return _paged(request, [{"url_token": draft["id"], "title": draft["title"]} for draft in found])


def created(state: Mapping[str, Any], request: Request, *, signed: bool) -> Response:
    """`GET /api/v4/creators/creations/v2/article`: the creator's centre; every entry one level down."""
    _check(signed=signed)
    return _paged(
        request,
        [
            {
                "type": "article",
                "data": {
                    "id": draft["id"],
                    "url_token": draft["id"],
                    "title": draft["title"],
                    "excerpt": parse(draft["content"]).text[:EXCERPT],
                    "created_time": draft["created"],
                    "updated_time": draft["updated"],
                },
                "reaction": {"read_count": 0, "vote_up_count": 0, "comment_count": 0, "collect_count": 0},
            }
            for draft in _published(state)
        ],
    )


def shown(state: Mapping[str, Any], request: Request, *, signed: bool) -> Response:
    """`GET /api/v4/members/{name}/articles`: the profile. The text comes where `include` asks for it."""
    _check(signed=signed)
    keys = ["id", "type", "title", "excerpt", "url", "created", "updated", "author"]
    if "content" in request.query.get("include", ""):
        keys.append("content")
    entries = [
        {**draft, "type": "article", "excerpt": parse(draft["content"]).text[:EXCERPT]}
        for draft in _published(state)
    ]
    return _paged(request, [{key: entry[key] for key in keys} for entry in entries])


def _published(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Newest first."""
    return [state["drafts"][draft] for draft in reversed(state["published"]) if draft in state["drafts"]]


def _check(*, signed: bool) -> None:
    if signed:  # nobody signs here
        raise refused(403, 10003, "请求参数异常，请升级客户端后重试。")


def _paged(request: Request, entries: Sequence[object]) -> Response:
    try:
        offset, limit = (
            int(request.query.get(name, default)) for name, default in (("offset", "0"), ("limit", "20"))
        )
    except ValueError:
        raise malformed("分页参数不正确") from None
    if offset < 0 or limit < 1:
        raise malformed("分页参数不正确")
    page = entries[offset : offset + min(limit, MOST)]
    end = offset + len(page) >= len(entries)
    following = f"https://www.zhihu.com{request.path}?offset={offset + len(page)}&limit={limit}"
    paging = {"is_start": offset == 0, "is_end": end, "totals": len(entries), "next": following}
    return answered({"paging": paging, "data": page})

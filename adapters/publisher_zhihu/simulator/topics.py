"""Topics: a few that exist, found by their beginning, attached to a draft one by one."""

from __future__ import annotations

from typing import Any

from publisher.sandbox.kit import Request, Response

from .checks import answered, malformed, refused

KNOWN = ("数学", "数学建模", "机器学习", "大语言模型", "Python", "编程")
MOST = 5


def search(request: Request) -> Response:
    """`GET /api/autocomplete/topics`: a list of topics."""
    token = request.query.get("token", "").casefold()
    if not token:
        raise malformed("参数 token 不正确")
    matches = [topic(name) for name in KNOWN if name.casefold().startswith(token)]
    return answered(matches[: int(request.query.get("max_matches", MOST))])


def attach(draft: dict[str, Any], request: Request) -> Response:
    """`POST /api/articles/{id}/topics`: a topic as the search gave it; twice is a repeated action."""
    given = request.json()
    if given not in [topic(name) for name in KNOWN]:
        raise malformed("话题不存在")
    if given in draft["topics"]:
        raise refused(400, 103003, "请勿重复操作", "RepeatedActionException")
    draft["topics"].append(given)
    return answered(given)


def topic(name: str) -> dict[str, Any]:
    number = str(19550000 + KNOWN.index(name))
    url = f"https://www.zhihu.com/topic/{number}"
    return {"type": "topic", "id": number, "name": name, "url": url, "introduction": "", "avatar_url": ""}

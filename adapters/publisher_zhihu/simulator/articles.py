"""Drafts as Zhihu keeps them: created empty, patched key by key, answered whole."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from publisher.sandbox.kit import Request, Response

from .checks import answered, check_body, malformed, refused
from .markup import parse

KEYS: dict[str, type] = {
    "title": str,
    "content": str,
    "table_of_contents": bool,
    "delta_time": int,
    "can_reward": bool,
    "titleImage": str,
    "isTitleImageFullScreen": bool,
}
CREATION = {
    name: KEYS[name] for name in ("title", "content", "table_of_contents", "delta_time", "can_reward")
}
FIRST_ID = 1923542694602474000
TITLE = 100


def author(account: str) -> dict[str, Any]:
    return {
        "is_followed": False,
        "avatar_url_template": "",
        "uid": "1000000000000000001",
        "user_type": "people",
        "is_following": False,
        "url_token": "sandbox-author",
        "id": account,
        "description": "",
        "name": "沙盒作者",
        "is_advertiser": False,
        "headline": "",
        "gender": -1,
        "url": f"/people/{account}",
        "avatar_url": "",
        "is_org": False,
        "type": "people",
    }


def create(state: dict[str, Any], request: Request, account: str, lint: Callable[[str], None]) -> Response:
    """`POST /api/articles/drafts`: 200, never 201."""
    body = check_body(request.json(), CREATION)
    drafts = state["drafts"]
    state["created"] = state.get("created", 0) + 1
    draft = str(FIRST_ID + state["created"])
    now = int(time.time())
    made = {
        "image_url": "",
        "updated": now,
        "copyright_permission": "need_review",
        "reviewers": [],
        "topics": [],
        "excerpt": "",
        "article_type": "normal",
        "force_login_when_click_read_more": False,
        "excerpt_title": "",
        "summary": "",
        "title_image_size": {"width": 0, "height": 0},
        "id": draft,
        "author": author(account),
        "url": f"https://zhuanlan.zhihu.com/p/{draft}",
        "comment_permission": "all",
        "settings": {
            "commercial_report_info": {"is_report": False, "commercial_types": []},
            "commercial_zhitask_bind_info": {},
            "table_of_contents": {"enabled": False},
        },
        "created": now,
        "content": "",
        "has_publishing_draft": False,
        "state": "draft",
        "content_need_truncated": False,
        "is_title_image_full_screen": False,
        "title": "",
        "title_image": "",
        "type": "article_draft",
    }
    _merge(made, body, lint)
    drafts[draft] = made
    return answered(made)


def patch(draft: dict[str, Any], request: Request, lint: Callable[[str], None]) -> Response:
    """`PATCH …/draft`: only the keys given change. Of a published article: refused unsigned."""
    if draft["state"] == "published":
        raise refused(403, 10003, "请求参数异常，请升级客户端后重试。")
    body = check_body(request.json(), KEYS)
    if not body:
        raise malformed("没有参数")
    _merge(draft, body, lint)
    draft["updated"] = int(time.time())
    return answered(draft)


def _merge(draft: dict[str, Any], body: dict[str, Any], lint: Callable[[str], None]) -> None:
    if len(body.get("title", "")) > TITLE:
        raise malformed("标题过长")
    cover = body.get("titleImage", "")
    if cover and not urlsplit(cover).netloc.endswith(".zhimg.com"):
        raise malformed("图片地址不合法")
    if "content" in body:
        lint(body["content"])
        draft["content"] = body["content"]
        draft["summary"] = re.sub(r"\s+", " ", parse(body["content"]).text)[:120]
    draft["title"] = body.get("title", draft["title"])
    draft["title_image"] = body.get("titleImage", draft["title_image"])
    draft["is_title_image_full_screen"] = body.get(
        "isTitleImageFullScreen", draft["is_title_image_full_screen"]
    )
    if "table_of_contents" in body:
        draft["settings"]["table_of_contents"]["enabled"] = body["table_of_contents"]

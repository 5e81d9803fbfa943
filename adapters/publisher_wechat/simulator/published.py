"""Publishing through the interface, as far as verified accounts may: the list of what is public."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from . import box
from .account import APP_ID, Account
from .refusals import Refused

BIZ = "c2FuZGJveA=="


def release(account: Account, media_id: str) -> str:
    """A person publishes a draft in the console: it leaves the box. Returns the short address."""
    found = box.found(account, media_id)
    account.state["drafts"].remove(found)
    return str(made_public(account, found)["address"])


def made_public(account: Account, draft: Mapping[str, Any]) -> Mapping[str, Any]:
    """What had been a draft, as an article."""
    number = account.serial()
    seal = hashlib.md5(f"{APP_ID}/{number}".encode(), usedforsecurity=False).hexdigest()
    long = f"https://mp.weixin.qq.com/s?__biz={BIZ}&mid={2247480000 + number}&idx=1&sn={seal}"
    short = f"https://mp.weixin.qq.com/s/{account.new_id(22)}"
    public = {
        "article_id": account.new_id(),
        "address": short,
        "long": long,
        "update_time": int(account.now()),
    }
    account.state["articles"].append({**draft, **public})
    return public


def delete(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """`/cgi-bin/freepublish/delete`: for good."""
    _found(account, body)["deleted"] = True
    return {"errcode": 0, "errmsg": "ok"}


def getarticle(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """`/cgi-bin/freepublish/getarticle`."""
    public = _found(account, body)
    return {"news_item": [_told(article, public, bare=False) for article in public["articles"][:1]]}


def link(public: Mapping[str, Any]) -> str:
    """The long form, with what is no part of its name."""
    return f"{public['long']}&chksm={'f' * 64}#rd"


def _found(account: Account, body: Mapping[str, Any]) -> dict[str, Any]:
    for public in account.state["articles"]:
        if public["article_id"] == body.get("article_id"):
            return public  # type: ignore[no-any-return]
    raise Refused(53600)


def batchget(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """`/cgi-bin/freepublish/batchget`: newest first; addresses in the long form, http, with what is no part
    of their names."""
    offset, size = body.get("offset"), body.get("count")
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or not 1 <= size <= 20:
        raise Refused(40035)
    newest = account.state["articles"][::-1]
    bare = bool(body.get("no_content"))
    items = [
        {
            "article_id": public["article_id"],
            "content": {
                "news_item": [_told(article, public, bare=bare) for article in public["articles"][:1]]
            },
            "update_time": public["update_time"],
        }
        for public in newest[offset : offset + size]
    ]
    return {"total_count": len(newest), "item_count": len(items), "item": items}


def _told(article: Mapping[str, Any], public: Mapping[str, Any], *, bare: bool) -> Mapping[str, object]:
    url = link(public).replace("https:", "http:")
    return {**box.told(article, bare=bare), "url": url, "is_deleted": bool(public.get("deleted"))}

"""Publication through the interface: put in a queue, under way for a while, then public or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import box, published
from .account import Account
from .refusals import Refused

FIRST = 2_247_483_000
DONE, UNDER_WAY, DELETED, BANNED = 0, 1, 5, 6


def submit(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """`/cgi-bin/freepublish/submit`: the draft leaves the box at once. The id is a number, as recorded."""
    draft = box.found(account, body.get("media_id"))
    if account.refuses_release:
        raise Refused(account.refuses_release)
    account.state["drafts"].remove(draft)
    number = FIRST + account.serial()
    account.state["releases"].append(
        {"publish_id": number, "left": account.reviews, "draft": draft, "article_id": ""}
    )
    return {"errcode": 0, "errmsg": "ok", "publish_id": number, "msg_data_id": number + 1}


def get(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """`/cgi-bin/freepublish/get`: takes the id as number and as text. A refused draft is in the box again."""
    release = _found(account, body.get("publish_id"))
    told = {"publish_id": release["publish_id"], "article_id": "", "article_detail": {"count": 0, "item": []}}
    if release["left"]:
        release["left"] -= 1
        return {**told, "publish_status": UNDER_WAY, "fail_idx": []}
    if release["article_id"]:
        return {**told, **_public(account, release["article_id"]), "fail_idx": []}
    if account.verdict:
        if release["draft"] not in account.state["drafts"]:
            account.state["drafts"].append(release["draft"])
        return {**told, "publish_status": account.verdict, "fail_idx": [1]}
    release["article_id"] = published.made_public(account, release["draft"])["article_id"]
    return {**told, **_public(account, release["article_id"]), "fail_idx": []}


def _public(account: Account, article: str) -> Mapping[str, object]:
    public = next(one for one in account.state["articles"] if one["article_id"] == article)
    if public.get("deleted") or public.get("banned"):
        return {"publish_status": BANNED if public.get("banned") else DELETED}
    item = {"idx": 1, "article_url": published.link(public)}
    return {
        "publish_status": DONE,
        "article_id": article,
        "article_detail": {"count": 1, "item": [item]},
    }


def _found(account: Account, publish_id: object) -> dict[str, Any]:
    for release in account.state["releases"]:
        if str(release["publish_id"]) == str(publish_id):
            return release  # type: ignore[no-any-return]
    raise Refused(40035)

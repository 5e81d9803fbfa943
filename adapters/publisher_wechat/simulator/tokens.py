"""Access tokens: two kinds that do not know of each other, a new one of a kind supersedes the old."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from .account import Account
from .refusals import Refused

LIFE = 7200
OVERLAP = 300
FORCED_A_DAY = 20
FORCED_APART = 30
SHAPE = re.compile(r"\d+_[0-9a-zA-Z_-]{60,}")
NOT_ALLOWED = "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"


def classic(account: Account, query: Mapping[str, str]) -> Mapping[str, object]:
    """GET /cgi-bin/token: always a new one."""
    _identify(account, query)
    token = _mint(account, "classic", overlap=OVERLAP)
    return {"access_token": token, "expires_in": LIFE}


def stable(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    """POST /cgi-bin/stable_token: the same one with the time it has left, unless forced or nearly over."""
    _identify(account, body)
    now = account.now()
    slot = account.state["tokens"].get("stable")
    if body.get("force_refresh"):
        forced = account.state["tokens"].setdefault("forced", [])
        forced[:] = [at for at in forced if at > now - 86400]
        if len(forced) >= FORCED_A_DAY:
            raise Refused(45009)
        if not forced or now - forced[-1] >= FORCED_APART:
            forced.append(now)
            return {"access_token": _mint(account, "stable", overlap=0), "expires_in": LIFE}
    if slot is None or now > slot["ends"] - OVERLAP:
        return {"access_token": _mint(account, "stable", overlap=OVERLAP), "expires_in": LIFE}
    return {"access_token": slot["value"], "expires_in": int(slot["ends"] - now)}


def check(account: Account, token: str | None) -> None:
    """41001 missing, 40014 malformed, 42001 expired, 40001 superseded or made up."""
    if not token:
        raise Refused(41001)
    if not SHAPE.fullmatch(token):
        raise Refused(40014)
    now = account.now()
    for kind in ("classic", "stable"):
        slot = account.state["tokens"].get(kind, {})
        if token == slot.get("value"):
            if now > slot["ends"]:
                raise Refused(42001)
            return
        if token == slot.get("former") and now < slot["former_ends"]:
            return
    raise Refused(40001)


def _mint(account: Account, kind: str, overlap: int) -> str:
    tokens, now = account.state["tokens"], account.now()
    former = tokens.get(kind, {}).get("value", "")
    value = f"86_{hashlib.sha512(f'{account.app_id}/{kind}/{account.serial()}'.encode()).hexdigest()}"
    tokens[kind] = {"value": value, "ends": now + LIFE, "former": former, "former_ends": now + overlap}
    return value


def _identify(account: Account, given: Mapping[str, Any]) -> None:
    if given.get("grant_type") != "client_credential":
        raise Refused(40002)
    if not given.get("appid"):
        raise Refused(41002)
    if not given.get("secret"):
        raise Refused(41004)
    if given["appid"] != account.app_id:
        raise Refused(40013)
    if given["secret"] != account.app_secret:
        raise Refused(40125)
    if not account.address_allowed:
        raise Refused(40164, NOT_ALLOWED)

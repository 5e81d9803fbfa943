"""WeChat's error codes → the kinds of error a user can meet, with what to do about each.

Sources: the platform's error tables, and what other clients saw; see the README's list.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from publisher.errors import AuthError, InDoubt, PlatformError, Rejected, Throttled, Unavailable

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
"""The token is superseded, malformed or expired: fetch another, once."""
UNKNOWN_ID = 40007
INVALID_CONTENT = 45166
UNAUTHORIZED = 48001
ADDRESS_REFUSED = 40164

BEIJING = timezone(timedelta(hours=8))  # where the platform's day begins
ADDRESS = re.compile(r"invalid ip\s+([0-9a-fA-F:.]+)")
TRACE = re.compile(r"\s*(hint: \[[^\]]*\]|rid: [0-9a-f-]+)")
CONSOLE = "https://mp.weixin.qq.com/ (设置与开发 → 开发接口管理)"

OURS = "this is a fault of this program: report it"
PICTURE = "convert the picture to PNG or JPEG"
CREDENTIALS = {
    40001: "the app secret or token is wrong: compare app_secret with the one in the console",
    40002: OURS,
    40013: "compare app_id with the one in the console: it begins with wx and is of this account",
    40014: "run again; if it stays, reset the app secret in the console",
    40125: "compare app_secret with the one in the console, or reset it there",
    40243: "the app secret is frozen: unfreeze it in the console",
    41001: OURS,
    41002: "set app_id",
    41004: "set app_secret",
    42001: "run again; if it stays, check this machine's clock",
    50001: "an administrator has to grant this interface to the account",
    50002: "the account is limited: see the notices in the console",
    50004: "this kind of account may not use the interface",
    50007: "the account is frozen: see the notices in the console",
    89503: "an administrator of the account has to confirm this address on a phone: do so, then run again",
    89506: "an administrator refused this address; it can be asked again after 24 hours",
    89507: "an administrator refused this address; it can be asked again after an hour",
}
ADVICE = {
    40004: OURS,
    40005: PICTURE,
    40006: "make the picture smaller",
    UNKNOWN_ID: "the draft or the cover is no longer there: run again, or with --create for a new draft",
    40009: "make the picture smaller",
    40010: PICTURE,
    40011: PICTURE,
    40012: "make the cover smaller",
    40033: "a relay rewrites the text on its way (\\u escapes): check proxy and endpoints.api",
    40035: OURS,
    40066: "compare endpoints.api with https://api.weixin.qq.com",
    40113: PICTURE,
    40114: "the draft has no such article any more: run again with --create for a new draft",
    40118: OURS,
    40121: "the cover is of a kind that cannot be one: name a picture as cover",
    40137: "save the picture again with another program, not too small and not too long",
    41005: "a relay between here and WeChat loses the body of uploads: check proxy and endpoints",
    41006: OURS,
    41039: "the post's address is refused as link to the original: check [site] url",
    43001: OURS,
    43002: "a relay changes POST to GET: check endpoints.api",
    43003: "endpoints.api has to begin with https://",
    44001: "the picture is empty",
    44002: "a relay between here and WeChat loses what is sent: check proxy and endpoints",
    44003: OURS,
    44004: "the post has no text or no title",
    45001: "the picture is too large, or the account's material library is full: clear it in the console",
    45002: "shorten the post, or split it",
    45005: "the post's address is too long: shorten [site] url or the post's own",
    45006: "the address of a picture is too long: report it",
    45007: PICTURE,
    45008: OURS,
    45028: "the account has used up its pushes to followers: publish without one, or wait",
    45065: "this was sent to followers before: look into the console",
    45106: OURS,
    45003: "set publish.<target>.title in the front matter to a shorter one",
    45004: "set publish.<target>.digest in the front matter to a shorter one",
    45110: "set author in the target's settings to a shorter name",
    INVALID_CONTENT: "something in the text is refused: publish push --bisect POST finds out what",
    47001: OURS,
    48001: "the account lacks the right to this interface: see 接口权限 in the console",
    48004: "the interface is barred for this account after a breach: see the notices in the console",
    48005: "an automatic reply or a menu of the account uses it: take it out there first",
    48006: "the quota was cleared 10 times this month: wait for tomorrow",
    53402: "set crops = false for this target: WeChat then shows the cover's middle",
    53404: "the account may not advertise products in articles: see the notices in the console",
    53405: "the product named is not there: check it in the console",
    53406: "the account has no products yet: see the console",
    53503: "the draft did not pass WeChat's check: open it in the console, which says why",
    53504: "open the draft in the console and publish it there",
    53505: "open the draft in the console and save it there once, then run again",
    53600: "the article is not there any more: look into the console",
    76001: OURS,
    76002: OURS,
    76003: "the call was another account's: compare app_id with the one in the console",
    76004: "the call is too long ago: WeChat remembers them for seven days",
    76021: OURS,
    76022: OURS,
    87009: OURS,
    87014: "the platform finds the text risky: change it",
    88000: 'the account has no comments: set comments = "closed"',
    88001: "the article is not there any more: look into the console",
    88002: "the article is limited: see the notices in the console",
}
STOP = frozenset(CREDENTIALS) | {40164, 45009, 48001, 48004}
"""After these, everything else would be refused too."""


def error(code: int, message: str, what: str, now: datetime, *, safe: bool = True) -> PlatformError:
    """The error for an answer to `what` ("create the draft"); `safe`: the call may be repeated."""
    text = TRACE.sub("", message).strip(" ,") or "no reason given"
    told = f"WeChat refuses to {what}: {text} ({code})"
    trace = TRACE.search(message)
    stop = code in STOP
    if code == -1:
        return _busy(f"WeChat is busy and did not {what} (-1)", what, safe=safe)
    if code == 40164:
        found = ADDRESS.search(message)
        address = found.group(1) if found else "the one named"
        hint = f"add the address {address} to the IP allow-list at {CONSOLE}; it may change with your network"
        return AuthError(told, hint=hint, code=str(code), stop=stop)
    if code in {45009, 45011}:
        return _throttled(code, told, now)
    if code in CREDENTIALS:
        return AuthError(told, hint=f"{CREDENTIALS[code]} — {CONSOLE}", code=str(code), stop=stop)
    asks = f"ask WeChat about it:{trace.group()}" if trace else "see WeChat's list of error codes"
    return Rejected(told, hint=ADVICE.get(code, asks), code=str(code), stop=stop)


def _busy(message: str, what: str, *, safe: bool) -> PlatformError:
    """-1 says "busy", not "not done": only what may be repeated without harm is repeated."""
    if safe:
        return Unavailable(message, hint="try again in a few minutes", code="-1")
    return InDoubt(
        f"no telling whether this was done: {what} (-1, system busy)",
        hint="the next run looks there before it repeats anything",
        code="-1",
    )


def _throttled(code: int, message: str, now: datetime) -> Throttled:
    day = code == 45009
    hint = (
        "today's calls are used up: go on tomorrow, or clear the quota in the console (10 times a month)"
        if day
        else "too many calls in this minute"
    )
    late = Throttled(message, hint=hint, code=str(code), stop=day)
    late.retry_after = _until_midnight(now) if day else 60.0
    return late


def _until_midnight(now: datetime) -> float:
    local = now.astimezone(BEIJING)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds()

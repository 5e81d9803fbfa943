"""Zhihu's answers → values, or errors that say what a person must do.

Envelope `{"error": {"code", "name", "message"}}`; codes and their meaning are in the README.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publisher.errors import AuthError, PlatformError, Rejected
from publisher.wire.answers import Answer
from publisher.wire.client import Call

LOGIN = "log in to zhihu.com in a browser and store its cookie again"
VERIFY = (
    "open https://www.zhihu.com in a browser on this network, pass the verification there, then try again; "
    "nothing more is sent to Zhihu in this run"
)
PARAMETERS = (
    "Zhihu wants a signature or a fresher session here: log in again in a browser and store its cookie; "
    "if it stays, save this draft by hand"
)

ABNORMAL = frozenset({"10001", "10002", "10003"})
"""Codes of a request that lacks a signature, or comes from a stale session."""

_STOPS: dict[str, tuple[type[PlatformError], str, str]] = {
    "100": (AuthError, "Zhihu does not accept the cookie", LOGIN),
    **dict.fromkeys(ABNORMAL, (Rejected, "Zhihu calls the request abnormal", PARAMETERS)),
    "40350": (Rejected, "Zhihu asks for a verification", VERIFY),
    "40352": (Rejected, "Zhihu finds the network unusual and asks for a verification", VERIFY),
    "40353": (AuthError, "Zhihu asks for a new login", LOGIN),
    "40362": (
        Rejected,
        "Zhihu has limited this account's requests for a while",
        "wait some hours before the next push, and open zhihu.com in a browser first",
    ),
}
"""Codes after which nothing more may be sent in this run: repeating makes them worse."""

GONE = frozenset({"4041"})


class Missing(Rejected):
    """The draft is not there (any more)."""


def json_reader(call: Call) -> Callable[[Answer], Any]:
    """How to read the answer to this call: its JSON ({} for an empty 2xx), or one of the errors above. What
    cannot be read is a ValueError: the client knows whether the call may be repeated."""

    def read(answer: Answer) -> Any:
        if answer.is_html:
            if answer.status == 404:
                raise Missing(f"could not {call.what}: there is no such page", code="404")
            raise Rejected(
                f"could not {call.what}: Zhihu answered with a web page (安全验证) instead of data",
                hint=VERIFY,
                code="html",
                stop=True,
            )
        if 200 <= answer.status < 300 and not answer.content.strip():
            return {}
        value = answer.json() if answer.status < 300 else _lenient(answer)
        problem = value.get("error") if isinstance(value, dict) else None
        if 200 <= answer.status < 300 and not isinstance(problem, dict):
            return value
        raise _error(call, answer, problem if isinstance(problem, dict) else {})

    return read


def _error(call: Call, answer: Answer, problem: dict[str, Any]) -> PlatformError:
    code = str(problem.get("code") or answer.status)
    said = str(problem.get("message") or problem.get("name") or f"HTTP {answer.status}")
    if code in _STOPS:
        kind, wrong, hint = _STOPS[code]
        return kind(f"could not {call.what}: {wrong} ({code}: {said})", hint=hint, code=code, stop=True)
    message = f"could not {call.what}: {said} ({code})"
    if answer.status == 401:
        return AuthError(message, hint=LOGIN, code=code, stop=True)
    if answer.status == 403:
        return Rejected(message, hint=VERIFY, code=code, stop=True)
    if answer.status == 404 or code in GONE:
        return Missing(message, hint="it may have been deleted on zhihu.com", code=code)
    return Rejected(message, hint="Zhihu will not take this as it is; see the message", code=code)


def _lenient(answer: Answer) -> Any:
    """The JSON of a refusal, {} where it has none."""
    try:
        return answer.json()
    except ValueError:
        return {}

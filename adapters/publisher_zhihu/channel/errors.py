"""Zhihu's answers → values, or errors that say what a person must do.

Envelope `{"error": {"code", "name", "message"}}`; codes and their meaning are in the README.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publisher.errors import AuthError, PlatformError, Rejected
from publisher.wire.answers import Answer
from publisher.wire.client import Call

HOME = "https://www.zhihu.com/"
LOGIN = "log in to zhihu.com in a browser and store its cookie again (publish login TARGET)"
VERIFY = (
    f"open {HOME} in a browser on this network, pass the verification there, then try again; "
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


SILENT = frozenset({"PATCH", "PUT", "DELETE"})
"""Methods that may be answered with nothing at all."""


def json_reader(call: Call, needs: tuple[str, ...] = ()) -> Callable[[Answer], Any]:
    """How to read the answer to this call: its JSON ({} for an empty 2xx where that is an answer), or one of
    the errors above. What cannot be read, or lacks a field it `needs`, is a ValueError: the client knows
    whether the call may be repeated."""

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
        if 200 <= answer.status < 300 and not answer.content.strip() and call.method in SILENT:
            return {}
        if 300 <= answer.status < 400:
            raise _redirected(call, answer)
        value = answer.json() if answer.status < 300 else _lenient(answer)
        problem = value.get("error") if isinstance(value, dict) else None
        if 200 <= answer.status < 300 and not isinstance(problem, dict):
            if needs and not (isinstance(value, dict) and all(name in value for name in needs)):
                raise ValueError("a field is missing")
            return value
        raise _error(call, answer, problem if isinstance(problem, dict) else {})

    return read


def _error(call: Call, answer: Answer, problem: dict[str, Any]) -> PlatformError:
    code = str(problem.get("code") or answer.status)
    said = str(problem.get("message") or problem.get("name") or f"HTTP {answer.status}")
    if code in _STOPS:
        kind, wrong, hint = _STOPS[code]
        hint = _verified_at(str(problem.get("redirect") or ""), hint)
        return kind(f"could not {call.what}: {wrong} ({code}: {said})", hint=hint, code=code, stop=True)
    message = f"could not {call.what}: {said} ({code})"
    if answer.status == 401:
        return AuthError(message, hint=LOGIN, code=code, stop=True)
    if answer.status == 403:
        return Rejected(message, hint=VERIFY, code=code, stop=True)
    if answer.status == 404 or code in GONE:
        return Missing(message, hint="it may have been deleted on zhihu.com", code=code)
    return Rejected(message, hint="Zhihu will not take this as it is; see the message", code=code)


def _redirected(call: Call, answer: Answer) -> PlatformError:
    """An interface never leads elsewhere, unless a person is wanted there."""
    where, code = answer.headers.get("location", ""), str(answer.status)
    message = f"could not {call.what}: Zhihu leads elsewhere (HTTP {code})"
    if "/account/unhuman" in where:
        return Rejected(message, hint=_verified_at(where, VERIFY), code=code, stop=True)
    if "/signin" in where or "/signup" in where:
        return AuthError(message, hint=LOGIN, code=code, stop=True)
    return Rejected(message, hint="check the target's endpoints and proxy", code=code)


def _verified_at(address: str, hint: str) -> str:
    """The advice with the very page Zhihu wants to be opened, where it names one of its own."""
    if hint is VERIFY and address.startswith(f"{HOME}account/unhuman"):
        return hint.replace(HOME, address.split()[0], 1)
    return hint


def _lenient(answer: Answer) -> Any:
    """The JSON of a refusal, {} where it has none."""
    try:
        return answer.json()
    except ValueError:
        return {}

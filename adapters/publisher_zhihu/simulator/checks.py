"""What every request must carry, and how Zhihu refuses one that does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from publisher.sandbox.kit import Request, Response

SITE = "https://zhuanlan.zhihu.com"
COOKIE = {"z_c0": "2|1:0|sandbox-login-token", "_xsrf": "sandbox-xsrf-token", "d_c0": "sandbox-device-id"}
JSON = {"content-type": "application/json"}


class Refused(Exception):
    """A request Zhihu answers with an error."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def answered(value: object, status: int = 200) -> Response:
    """JSON as Zhihu's servers write it: non-ASCII escaped, closing tags too."""
    text = json.dumps(value, ensure_ascii=True).replace("</", "<\\/")
    return Response(status, text.encode(), JSON)


def refused(status: int, code: int, message: str, name: str = "", **more: object) -> Refused:
    """Zhihu's error envelope."""
    problem: dict[str, object] = {"code": code, "message": message, **more}
    if name:
        problem["name"] = name
    return Refused(answered({"error": problem}, status))


def malformed(message: str) -> Refused:
    return refused(400, 400, message, "MalformRequestException")


def check_session(request: Request) -> None:
    """Logged in, from a browser."""
    cookies = _cookies(request.headers.get("cookie", ""))
    if cookies.get("z_c0") != COOKIE["z_c0"]:
        raise refused(401, 100, "请求头或参数封装错误", "AuthenticationInvalidRequest")
    if any(cookies.get(name) != COOKIE[name] for name in ("_xsrf", "d_c0")):
        raise _abnormal()
    if not request.headers.get("user-agent", "").startswith("Mozilla/5.0 ("):
        raise _abnormal()
    if request.headers.get("x-requested-with") != "fetch":
        raise _abnormal()


def check_write(request: Request) -> None:
    """From the editor's own page."""
    if request.headers.get("x-xsrftoken") != COOKIE["_xsrf"]:
        raise _abnormal()
    if request.headers.get("origin") != SITE or not request.headers.get("referer", "").startswith(SITE + "/"):
        raise _abnormal()
    if request.method != "DELETE" and not request.headers.get("content-type", "").startswith(
        "application/json"
    ):
        raise malformed("请求的 Content-Type 不正确")


def check_body(body: object, kinds: Mapping[str, type]) -> dict[str, object]:
    """A JSON object of these keys and types, and no others."""
    if not isinstance(body, dict):
        raise malformed("请求体不是对象")
    for name, value in body.items():
        if name not in kinds or type(value) is not kinds[name]:
            raise malformed(f"参数 {name} 不正确")
    return body


def cookie_header() -> str:
    return "; ".join(f'{name}="{value}"' for name, value in COOKIE.items())


def _cookies(header: str) -> Mapping[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _abnormal() -> Refused:
    return refused(403, 10003, "请求参数异常，请升级客户端后重试。")

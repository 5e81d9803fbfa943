"""How a person hands over a session of zhihu.com: there is no other way in than a browser's."""

from __future__ import annotations

from publisher.contract import Login

HOW = """\
1. Log in to https://www.zhihu.com in a browser, and stay on that page.
2. Open its developer tools (F12), Network, and load the page again.
3. Click the first request (www.zhihu.com); under Request Headers copy the value of Cookie, all of it."""


def _check(cookie: str) -> None:
    from .channel.session import read_cookie  # no HTTP client for those who only ask for help

    read_cookie(cookie, "as given")


LOGIN = Login(setting="cookie", hosts=("zhihu.com",), how=HOW, check=_check)

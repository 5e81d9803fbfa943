"""What is a public article's address on WeChat, and the spelling of each of its two forms."""

from __future__ import annotations

import pytest

from publisher_wechat import ADAPTER

SEAL = "0123456789abcdef0123456789abcdef"
LONG = f"https://mp.weixin.qq.com/s?__biz=MzkyODY1MTA3Ng==&mid=2247483759&idx=1&sn={SEAL}"
SHORT = "https://mp.weixin.qq.com/s/RtI95hu-ZLxGkdGuNIkERQ"


@pytest.mark.parametrize(
    "url",
    [
        LONG,
        LONG.replace("https", "http") + "&chksm=c214b4a1&scene=21#wechat_redirect",
        LONG.replace("&", "&amp;"),
        f"https://mp.weixin.qq.com/s?sn={SEAL}&idx=1&mid=2247483759&__biz=MzkyODY1MTA3Ng%3D%3D",
    ],
)
def test_the_long_form_keeps_what_names_the_article_and_nothing_else(url: str) -> None:
    assert ADAPTER.address(url) == LONG


@pytest.mark.parametrize("url", [SHORT, f"{SHORT}?scene=1", SHORT.replace("https", "http") + "#rd"])
def test_the_short_form_is_bare(url: str) -> None:
    assert ADAPTER.address(url) == SHORT


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://mp.weixin.qq.com/",
        "https://mp.weixin.qq.com/s/preview",
        "https://mp.weixin.qq.com/s?tempkey=MTIzNA%3D%3D",
        f"{LONG}&tempkey=MTIzNA==",
        f"{SHORT}?tempkey=MTIzNA==",
        "https://mp.weixin.qq.com/s?__biz=MzkyODY1MTA3Ng==&mid=2247483759&idx=1",
        f"https://mp.weixin.qq.com/s?__biz=&mid=2247483759&idx=1&sn={SEAL}",
        f"https://mp.weixin.qq.com/s?__biz=MzkyODY1MTA3Ng==&mid=x&idx=1&sn={SEAL}",
        "https://mp.weixin.qq.com/cgi-bin/appmsg?t=media/appmsg_edit&appmsgid=1&token=2",
        "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzkyODY1MTA3Ng==",
        "https://mp.weixin.qq.com.evil.example/s/RtI95hu-ZLxGkdGuNIkERQ",
        "weixin://s/RtI95hu-ZLxGkdGuNIkERQ",
        "http://[broken/s",
    ],
)
def test_previews_editors_and_other_pages_have_no_address(url: str) -> None:
    assert ADAPTER.address(url) == ""

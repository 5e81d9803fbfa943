"""WeChat official accounts (微信公众号): a post becomes inline-styled HTML, pushed as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.contract import Access, Adapter
from publisher.model.rendition import Limits

from .addresses import address
from .codes import CODES
from .front import OPTIONS
from .render import ADDRESS_CHARS, BODY_BYTES, render
from .settings import Settings, example
from .show import show
from .theme import RESOURCES, inspect

if TYPE_CHECKING:
    from .channel import Conversation


def _connect(settings: Settings, access: Access, /) -> Conversation:
    from .channel import connect  # a dry run must not pay for what only a push needs

    return connect(settings, access)


ADAPTER = Adapter(
    name=__name__.removeprefix("publisher_"),
    limits=Limits(
        title_chars=64,
        title_chars_advised=32,
        title_bytes_advised=64,
        author_chars=16,
        author_columns_advised=16,
        summary_chars=128,
        summary_bytes_advised=120,
        source_url_bytes=1024,
        body_chars_advised=20_000,
        body_bytes=BODY_BYTES,
        address_chars=ADDRESS_CHARS,
        picture_types=frozenset({"image/png", "image/jpeg", "image/gif"}),
        picture_bytes=10_000_000,  # what the library takes
        picture_bytes_advised=1_000_000,  # of an article's pictures; larger ones go to the library
        animated_bytes=10_000_000,
        needs_cover=True,
        uploads_at_once=30,  # clients send all of an article's at once; the pace bounds it
        calls_per_minute=600,  # no rate is published: fast enough to go unnoticed, slow enough to be kind
    ),
    settings=Settings,
    render=render,
    show=show,
    connect=_connect,
    resources=RESOURCES,
    options=OPTIONS,
    example=example,
    inspect=inspect,
    codes=CODES,
    address=address,
    address_example="https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv, copied from the published "
    "article: the link of a preview runs out",
    related=5,  # at the end of a long article on a phone
    releases=True,
    probes=True,
    by_hand="open the draft under 草稿箱 in the console and press 发表",
    names=frozenset({"微信", "公众号", "微信公众号", "wechat"}),
)

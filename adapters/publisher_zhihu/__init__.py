"""Zhihu (知乎) articles: a post becomes the editor's own HTML, pushed as a private draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.contract import Access, Adapter, package_resources
from publisher.model.rendition import Limits

from .addresses import address
from .codes import CODES
from .login import LOGIN
from .render import render
from .settings import Settings, example
from .show import show

if TYPE_CHECKING:
    from .channel.conversation import Conversation


def _connect(settings: Settings, access: Access, /) -> Conversation:
    from .channel.conversation import connect  # a dry run must not pay for what only a push needs

    return connect(settings, access)


ADAPTER = Adapter(
    name=__name__.removeprefix("publisher_"),
    limits=Limits(
        title_chars=100,
        picture_types=frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"}),
        picture_bytes=20 * 1024 * 1024,
        uploads_at_once=3,
        calls_per_minute=200,  # one every 300 ms, the gap clients keep
    ),
    settings=Settings,
    render=render,
    show=show,
    connect=_connect,
    resources=package_resources(__name__),
    options=frozenset({"title", "cover", "topics", "toc"}),
    example=example,
    codes=CODES,
    address=address,
    address_example="https://zhuanlan.zhihu.com/p/123456789",
    related=10,
    qr_codes=False,  # moderation is reported to filter them
    names=frozenset({"知乎", "知乎专栏", "zhihu"}),
    tells_published=True,  # one id serves draft and article
    by_hand="press 发布 at the top of the editor",
    login=LOGIN,
)

"""A blog made by Hexo, Hugo or Jekyll: the author's own Markdown, delivered into its source tree."""

from publisher.contract import Adapter, package_resources
from publisher.model.rendition import Limits

from .channel import connect
from .codes import CODES
from .render import render
from .settings import BlogSettings, example
from .show import show

_PICTURES = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/svg+xml",
        "image/avif",
        "image/bmp",
        "image/x-icon",
    }
)

ADAPTER = Adapter(
    name=__name__.removeprefix("publisher_"),
    limits=Limits(picture_types=_PICTURES, files_with_text=True),
    settings=BlogSettings,
    render=render,
    show=show,
    connect=connect,
    resources=package_resources(__name__),
    example=example,
    codes=CODES,
    related=20,
)

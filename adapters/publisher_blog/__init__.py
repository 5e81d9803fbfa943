"""A blog made by Hexo, Hugo or Jekyll: the author's own Markdown, delivered into its source tree."""

from publisher.contract import Adapter, package_resources
from publisher.model.rendition import Limits

from .addresses import address
from .channel import connect
from .codes import CODES
from .render import render
from .settings import BlogSettings, example
from .show import show
from .survey import survey

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
    limits=Limits(picture_types=_PICTURES, animated_types=_PICTURES, files_with_text=True),
    settings=BlogSettings,
    render=render,
    show=show,
    connect=connect,
    resources=package_resources(__name__),
    example=example,
    codes=CODES,
    address=address,
    address_example="https://www.example.com/post.html",
    related=20,
    names=frozenset({"博客", "个人博客", "blog"}),
    survey=survey,
    by_hand="build and deploy the site; merge the branch first where drafts go to one",
)

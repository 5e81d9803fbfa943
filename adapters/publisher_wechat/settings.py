"""The `[targets.X]` table of a WeChat target."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from publisher.contract import TargetSettings

Comments = Literal["closed", "open", "followers"]
FontSize = Annotated[float, msgspec.Meta(ge=14, le=18)]
"""px; what can be read on a phone without filling it."""


class Endpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The host spoken to; may be a relay with a fixed address or a simulator. No trailing slash."""

    api: str = "https://api.weixin.qq.com"


class Settings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`app_id` and `app_secret` are secret references.

    What the platform leaves undocumented, or answers differently for different accounts, is a setting.
    """

    app_id: str = "env:WECHAT_APP_ID"
    app_secret: str = "env:WECHAT_APP_SECRET"  # noqa: S105 - a reference, not a secret
    endpoints: Endpoints = Endpoints()
    theme: str = "default"
    """The name of one of ours (`publish theme` lists them), or a CSS file of the site's own."""
    palette: str = ""
    """The colours of code, by name; "" = what the theme chose."""
    accent: str = ""
    """A colour in place of the theme's own, in any of CSS's spellings."""
    font: str = ""
    """`sans`, `serif`, or font names as in CSS; "" = the theme's."""
    font_size: FontSize | None = None
    """px, of running text; what is set in relation to it follows."""
    author: str = ""
    """At most 16 characters; "" = the post's author, else the site's."""
    comments: Comments = "closed"
    """Anything but "closed" is refused (88000) for accounts without the comment privilege."""
    crops: bool = True
    """Say what of the cover is shown as banner and as square (`pic_crop_235_1`, `pic_crop_1_1`); without,
    WeChat shows the middle. Documented, but a box that it takes amiss refuses the whole draft (53402)."""
    keep_mp_links: bool = True
    """Leave links to mp.weixin.qq.com clickable; some accounts report 45166 for them: then switch off."""
    budget: Annotated[int, msgspec.Meta(ge=0)] = 20_000
    """Characters an article should stay below, as sent; 0 = any number. The platform documents 20 000, and
    was measured to take more: a text that cannot be made to fit is sent as it is."""
    formulas: Literal["auto", "svg", "png"] = "auto"
    """"auto": words where a formula is that simple, else SVG, and pictures as far as the budget asks."""
    formula_words: Literal["svg", "png"] = "svg"
    """Drawn formulas with Chinese in them: SVG is set in the reader's font, a picture needs a Chinese font
    where it is made. SVG text is kept by the interface; of the editor nothing is known."""
    code: Literal["wrap", "scroll"] = "wrap"
    """What long lines of code do. Wrapping cannot hide any of it."""
    line_numbers: bool = False
    """Number the lines of every code block that does not say itself."""
    lists: Literal["paragraphs", "native"] = "paragraphs"
    """"native": lists of one level with one line an item are real ones. The editor may tear those apart."""
    moving_pictures: Literal["library", "article"] = "library"
    """Which interface GIFs go through. That for articles documents JPEG and PNG, and was seen to take GIF;
    the library takes it for certain, and holds 100 000 pictures."""
    drafts_searched: int = 100
    """How many of the newest drafts are looked through for one that is ours."""
    articles_searched: int = 1000
    """How many published articles `publish discover` asks for, 20 with each of the day's 100 calls."""


def example(_dialect: str) -> str:
    """What `publish init` writes."""
    return """app_id = "env:WECHAT_APP_ID"   # a secret is named here, never written here
app_secret = "env:WECHAT_APP_SECRET"
theme = "default"                # `publish theme` lists them; `publish theme try POST` shows a post in each
"""

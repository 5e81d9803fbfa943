"""What of a cover is to be shown: boxes read as strictly as can be, against the picture that arrived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from publisher.sandbox.pictures import size

from .account import Account
from .refusals import Refused
from .uploads import served

FIELDS = {"pic_crop_235_1": 2.35, "pic_crop_1_1": 1.0}
"""Width by height of each."""
SLACK = 0.01
"""How far a box may be from its shape: sides are given in shares, pictures have whole pixels."""
_NUMBER = r"(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)"
_BOX = re.compile(rf"({_NUMBER})_({_NUMBER})_({_NUMBER})_({_NUMBER})")


def checked(account: Account, article: Mapping[str, Any]) -> dict[str, str]:
    """The boxes an article gives; 53402 for one that is none, lies outside or has another shape."""
    found: dict[str, str] = {}
    for name, ratio in FIELDS.items():
        text = article.get(name, "")
        if text == "":
            continue
        box = _BOX.fullmatch(text) if isinstance(text, str) else None
        if box is None:
            raise Refused(53402)
        left, top, right, bottom = map(float, box.groups())
        url = account.state["media"][article["thumb_media_id"]]["url"]
        width, height = size(account.store.get_file(served(url)))
        if not (left < right and top < bottom):
            raise Refused(53402)
        shape = (right - left) * width / ((bottom - top) * height)
        if abs(shape / ratio - 1) > SLACK:
            raise Refused(53402)
        found[name] = text
    return found

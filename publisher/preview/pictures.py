"""Where a page on this disk finds a post's pictures: the site's in place, drawn ones in a folder by it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from publisher.contract import Tools
from publisher.errors import PublishError
from publisher.images.sniff import ImageError
from publisher.model.post import Asset, DiagramOrigin, FileOrigin, FormulaOrigin, WebOrigin

DRAWN = "drawn"
"""The folder beside a page for what was drawn for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it: its address from there, bytes (0 = not known). `why` says why there is a
    stand-in instead, `wrong` that nothing else will ever be there."""

    asset: Asset
    address: str
    size: int = 0
    why: str = ""
    wrong: bool = False

    @property
    def what(self) -> str:
        """What it shows, where its name does not tell: a formula's TeX, a diagram's first line."""
        origin = self.asset.origin
        if isinstance(origin, FormulaOrigin):
            return " ".join(origin.tex.split())
        return origin.text.strip().partition("\n")[0] if isinstance(origin, DiagramOrigin) else ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures for a page in `folder`. `root` is the site's; without `tools` nothing is drawn."""

    folder: Path
    root: Path
    tools: Tools | None = None

    def show(self, asset: Asset) -> Shown:
        """Raises nothing: what cannot be shown has a stand-in that says why."""
        origin = asset.origin
        if isinstance(origin, FileOrigin):
            return Shown(asset, self._address(self.root / origin.path), asset.size)
        if isinstance(origin, WebOrigin):
            return _missing(asset, f"fetched when pushed: {origin.url}")
        if self.tools is None:
            return _missing(asset, "drawn when pushed")
        try:
            file = draw_into(self.folder / DRAWN, asset, self.tools)
        except PublishError as error:
            why = f"{error.message} ({error.hint})" if error.hint else error.message
            return _missing(asset, why, wrong=True)
        return Shown(asset, self._address(file), file.stat().st_size)

    def _address(self, file: Path) -> str:
        return quote(Path(os.path.relpath(file, self.folder)).as_posix())


def draw_into(folder: Path, asset: Asset, tools: Tools) -> Path:
    """The file of a drawn asset in `folder`, made where it is not there yet. Raises PublishError."""
    file = folder / f"{asset.ref.removeprefix('asset:')}.png"
    if not file.is_file():
        from publisher.images.drawings import drawn  # only what is drawn needs a rasteriser

        assert not isinstance(asset.origin, FileOrigin | WebOrigin)
        try:
            data = drawn(asset.origin, tools)
        except ImageError as error:
            raise PublishError(error.message, hint=error.hint) from None
        new = file.with_suffix(f".{os.getpid()}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
            new.replace(file)
        except OSError as error:
            raise PublishError(f"cannot be written: {error}", hint="look at the folder's rights") from None
    return file


def stand_in(asset: Asset, why: str) -> bytes:
    """An SVG in place of a picture, saying why; for a formula, whose place is small, only that it is one."""
    if isinstance(asset.origin, FormulaOrigin):
        return SMALL.encode()
    return LARGE.format(escape(asset.name), escape(why)).encode()


def _missing(asset: Asset, why: str, *, wrong: bool = False) -> Shown:
    return Shown(asset, f"data:image/svg+xml,{quote(stand_in(asset, why))}", why=why, wrong=wrong)


LARGE = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="96" font-family="sans-serif">
<rect x="1" y="1" width="598" height="94" rx="6" fill="#f4f4f5" stroke="#a1a1aa" stroke-dasharray="6 4"/>
<text x="300" y="42" text-anchor="middle" font-size="15" fill="#3f3f46">{}</text>
<text x="300" y="66" text-anchor="middle" font-size="13" fill="#71717a">{}</text></svg>"""
SMALL = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" preserveAspectRatio="none">
<rect x="1" y="1" width="38" height="18" fill="#fdf2f2" stroke="#c0392b" stroke-dasharray="4 3"/></svg>"""

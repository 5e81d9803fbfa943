"""The preview page in a real browser: pictures load inside the frames, scripts do not run."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from publisher.contract import Page
from publisher.model.post import Asset, FileOrigin
from publisher.preview.pages import View, write_page

REF = "asset:" + "0" * 64
PINK, GREEN = (255, 0, 170), (0, 200, 0)


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed")
    return found


def pixels_of(chromium: str, page: Path, tmp_path: Path) -> dict[tuple[int, int, int], int]:
    """Colours of a screenshot and how often each occurs."""
    shot = tmp_path / "shot.png"
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    flags += ["--disable-sync", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [chromium, *flags, "--window-size=1400,1000", f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    colours = Image.open(shot).convert("RGB").getcolors(2**24)
    assert colours is not None
    return {colour: count for count, colour in colours if isinstance(colour, tuple)}


def test_pictures_are_shown_and_scripts_are_not_run(chromium: str, tmp_path: Path) -> None:
    Image.new("RGB", (200, 100), PINK).save(tmp_path / "图.png")
    paint = (
        "document.body.style.background='rgb(0,200,0)';parent.document.body.style.background='rgb(0,200,0)'"
    )
    html = f'<img src="{REF}"><script>{paint}</script><img src="x" onerror="{paint}">'
    assets = {REF: Asset(REF, "图.png", FileOrigin("图.png"))}
    views = [View(name, "题", Page(375, "", html), assets) for name in ("wechat", "zhihu")]
    page = write_page(tmp_path / ".publish/preview", tmp_path, "k", "k.md", views)
    seen = pixels_of(chromium, page, tmp_path)
    assert seen.get(PINK, 0) >= 2 * 200 * 100
    assert GREEN not in seen

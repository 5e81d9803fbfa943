"""Drawing what a stranger wrote in a process of its own, which can be ended: a few lines of SVG can ask for
hours of work and all of the memory."""

from __future__ import annotations

import subprocess
import sys

from publisher.images.sniff import ImageError

SECONDS = 20
MEMORY = 1_500_000_000
"""Bytes of address space, where the system can bound it."""
_PROGRAM = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
except (ImportError, ValueError, OSError):
    pass
import resvg_py
svg = sys.stdin.buffer.read().decode("utf-8")
scale, fonts = float(sys.argv[1]), sys.argv[2] == "fonts"
try:
    png = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=scale, dpi=96, languages=["zh", "en"], skip_system_fonts=not fonts
    )
except ValueError:
    sys.exit(3)
sys.stdout.buffer.write(bytes(png))
"""


def rasterise_apart(svg: str, scale: float, *, fonts: bool) -> bytes:
    """As `resvg.rasterise`. Raises ImageError also for what takes too long or too much memory."""
    command = [sys.executable, "-c", _PROGRAM, repr(scale), "fonts" if fonts else "none"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and program
            command, input=svg.encode("utf-8", "replace"), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ImageError(f"is an SVG that takes over {SECONDS} seconds to draw", "export it as PNG") from None
    if done.returncode or not done.stdout:
        raise ImageError("is an SVG that cannot be drawn", "export it again, or as PNG")
    return done.stdout

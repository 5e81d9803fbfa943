"""The rasteriser as it is: SVG → PNG bytes."""

from __future__ import annotations

import resvg_py

from publisher.images.sniff import ImageError


def rasterise(svg: str, scale: float, *, fonts: bool) -> bytes:
    """RGBA, `scale` pixels for each CSS pixel. `fonts`: with those of the machine, which takes longer to find
    than most drawings take. Raises ImageError for what is no SVG."""
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, zoom=scale, dpi=96, languages=["zh", "en"], skip_system_fonts=not fonts
            )
        )
    except ValueError as error:
        raise ImageError("is an SVG that cannot be drawn", "export it again, or as PNG") from error

"""Mermaid → SVG by merman, an engine in Rust: no browser, no script, the same bytes on every machine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import merman
from merman import MermanTextMeasurementOperation as Ask
from merman import MermanTextMeasurementResultKind as Kind

from publisher.model.drawing import DiagramError
from publisher.typeset.widths import width, wrapped

OPTIONS = {
    "version": 2,
    "runtime_policy": "deterministic",
    "svg": {"pipeline": "resvg-safe", "diagram_id": "diagram"},
    "resources": {"profile": "interactive"},
    "layout": {"container_width": 640},
}
"""The profile bounds what a diagram may cost: half a second at most. The width, in CSS pixels, is that of
Gantt charts; other diagrams are as wide as they must be."""
LOOK = Path(__file__).with_name("mermaid.json")
"""Colours and sizes, as Mermaid's own configuration; what a diagram says for itself comes before it."""
_PREFIX = re.compile(r"^Diagram parse error \([\w-]+\): ")


def draw(text: str) -> str:
    """The diagram as SVG. Raises DiagramError."""
    services = merman.MermanEngineServices().with_text_measurer(_Measurer())
    options = {**OPTIONS, "site_config": json.loads(LOOK.read_bytes())}
    engine = merman.MermanEngine(json.dumps(options), services)  # one each: they may not be shared by threads
    try:
        return str(engine.render_svg(text, None))
    except merman.MermanError.Binding as error:
        raise DiagramError(_reason(error), _line(error, text)) from None
    finally:
        engine.close()


class _Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]
    """Says how large text will be; where it says nothing, the engine has its own estimate."""

    def measure(self, request: Any) -> Any:
        bold = request.font_weight in {"bold", "bolder", "600", "700", "800", "900"}
        if request.operation in _LENGTHS:
            return _answer(Kind.LENGTH, length=width(request.text, bold=bold) * request.font_size)
        if request.operation not in _METRICS:
            return None
        rows = wrapped(request.text, (request.max_width or 0) / request.font_size, bold=bold)
        long = max(width(row, bold=bold) for row in rows) * request.font_size
        if request.max_width and len(rows) > 1:
            long = max(long, request.max_width)
        high = request.line_height * len(rows)
        return _answer(Kind.METRICS, width=long, height=high, line_count=len(rows))


_LENGTHS = frozenset(
    {
        Ask.COMPUTED_LENGTH,
        Ask.SIMPLE_B_BOX_WIDTH,
        Ask.RAW_B_BOX_WIDTH,
        Ask.TSPAN_B_BOX_WIDTH,
        Ask.WRAP_PROBE_B_BOX_WIDTH,
        Ask.BOUNDING_CLIENT_RECT_WIDTH,
        Ask.CANVAS_MEASURE_TEXT_WIDTH,
    }
)
_METRICS = frozenset({Ask.MEASURE, Ask.WRAPPED, Ask.MERMAID_CALCULATE_TEXT_DIMENSIONS})


def _answer(kind: Kind, **sizes: float) -> Any:
    nothing = {"width": 0.0, "height": 0.0, "length": 0.0, "line_count": 0}
    nowhere = {"bbox_left": None, "bbox_right": None, "raw_width": None}
    return merman.MermanTextMeasureResult(result_kind=kind, **{**nothing, **nowhere, **sizes})


def _reason(error: Any) -> str:
    """The engine's own words, the first line of them."""
    if error.resource is not None:
        return "it is too large"
    if error.kind == merman.MermanErrorKind.MISSING_CAPABILITY:
        return f"it needs {error.capability_id}, which is not drawn"
    return _PREFIX.sub("", str(error.message)).partition("\n")[0].strip()


def _line(error: Any, text: str) -> int:
    """Where it stumbled: 1-based, 0 = it does not say."""
    span = error.diagnostic.span if error.diagnostic else None
    return text.encode()[: span.start].count(b"\n") + 1 if span else 0

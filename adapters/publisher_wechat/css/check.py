"""A user's own style sheet held against what WeChat keeps and what readers can read."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.errors import ConfigError
from publisher.model.post import Note

from .faults import STOPS, Fault
from .readable import Pair, glaring, pairs
from .settle import Settled


def findings(settled: Settled) -> tuple[Fault, ...]:
    """Everything there is to say, by line."""
    if any(fault.kind in STOPS for fault in settled.faults):
        return tuple(settled.faults)
    return tuple(sorted((*settled.faults, *_contrasts(settled)), key=lambda fault: fault.line))


def _contrasts(settled: Settled) -> Iterator[Fault]:
    told: dict[tuple[int, bool], list[Pair]] = {}
    for pair in pairs(settled.styles):
        if not pair.readable:
            told.setdefault((_line(settled, pair), pair.night), []).append(pair)
    for (line, night), faint in sorted(told.items()):
        worst = min(faint, key=lambda pair: pair.ratio)
        more = f" (and {len(faint) - 1} more)" if len(faint) > 1 else ""
        yield Fault(
            "theme-contrast",
            line,
            f"{worst.where}{more} is hard to read {'in dark mode' if night else 'by day'}: "
            f"{worst.text} on {worst.behind} has a contrast of {worst.ratio:.1f}",
            f"it needs {worst.wanted:g}: {NIGHT if night else DAY}",
        )
    for name, colour in glaring(settled.styles):
        yield Fault(
            "theme-glare",
            settled.lines.get((name, "background"), 0),
            f"the background of {name!r} becomes {colour} in dark mode, a pale box on a dark page",
            "use a pure grey (#f5f5f5), almost white (#fffdf8) or a translucent colour (rgba(0,90,80,.08))",
        )


DAY = "choose a darker text or a lighter background"
NIGHT = "choose a deeper colour (dark mode turns round greys up to #595959, and leaves what is mid-toned)"


def _line(settled: Settled, pair: Pair) -> int:
    """The line of the user's own sheet that colours this text, itself or by a variable, or else what is
    behind it; 0 = none does."""
    lines = settled.lines
    colour = lines.get((pair.by, "color"), 0) or settled.named.get(pair.said, 0)
    return colour or lines.get((pair.ground, "background"), 0)


def as_note(fault: Fault) -> Note:
    return Note(fault.kind, fault.text, fault.line)


def summary(settled: Settled, path: str, accent: str) -> tuple[Note, ...]:
    """What a post says of its look: how much of the user's sheet is not kept, and whether the accent can be
    read. `path` is the sheet as the user named it, "" = it is ours. Raises ConfigError for a sheet whose
    meaning is unclear."""
    stops = [fault for fault in settled.faults if fault.kind in STOPS]
    if stops:
        raise ConfigError(
            stops[0].what,
            hint=stops[0].advice,
            path=path,
            line=stops[0].line,
            problems=tuple(f"{path}:{fault.line}: {fault.text}" for fault in stops),
        )
    notes: list[Note] = []
    lost = [fault for fault in settled.faults if fault.kind.endswith("-lost")]
    if lost:
        more = f", and {len(lost) - 1} more" if len(lost) > 1 else ""
        notes.append(
            Note("theme-lost", f"{path}:{lost[0].line}: {lost[0].text}{more} (publish theme check {path})")
        )
    faint = [pair for pair in pairs(settled.styles) if not pair.readable]
    if faint:
        worst = min(faint, key=lambda pair: pair.ratio)
        who = f"the accent {accent}" if accent else path
        when = "in dark mode" if worst.night else "by day"
        notes.append(
            Note(
                "theme-contrast",
                f"{who} makes {worst.where} hard to read {when}: {worst.text} on {worst.behind} has a "
                f"contrast of {worst.ratio:.1f} and needs {worst.wanted:g}; {NIGHT if worst.night else DAY}",
            )
        )
    return tuple(notes)

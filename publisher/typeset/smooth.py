"""Outlines said in fewer curves: runs of quadratic ones become single curves that look the same.

MathJax's letters were drawn with cubic curves once and were cut into two or three quadratic ones for each.
Joining these again, and leaving out what is too small to be seen, halves what a formula costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from publisher.typeset.affine import Point
from publisher.typeset.outlines import Outline, Step

CORNER = 0.94
"""Cosine of the turn from which on two curves do not join smoothly."""
SHORT = 30.0
"""Thousandths of an em; shorter lines are parts of curves, mostly."""
WHERE = (0.5, 1.0)
"""Parameters of each curve at which another is compared with it."""
Segment = tuple[Point, ...]
"""Begin, controls, end."""
Seen = tuple[float, Point]
"""A parameter, and the point a curve should have there."""


def simplified(outline: Outline, tolerance: float) -> Outline:
    """An outline that strays from the given one by no more than the tolerance at the points compared, and
    hardly more between them.

    Rings come closed, and all outlines run round the same way (their area, holes taken off, is positive):
    where two in one path overlap, both are filled.
    """
    steps: list[Step] = []
    rings = list(_rings(outline))
    if sum(map(_area, rings)) < 0:
        rings = [[segment[::-1] for segment in reversed(ring)] for ring in rings]
    for ring in map(_bent, rings):
        first = next((at for at in range(len(ring)) if not _joins(ring[at - 1], ring[at])), 0)
        ring = ring[first:] + ring[:first]
        steps.append(("M", (ring[0][0],)))
        for segment in _joined(ring, tolerance):
            plain = _straight(segment, tolerance)
            steps.append(("LQC"[len(plain) - 2], plain[1:]))
        steps.append(("Z", ()))
    return tuple(steps)


def _rings(outline: Outline) -> Iterator[list[Segment]]:
    """Each ring's segments, the closing line included, those that lead nowhere left out."""
    ring: list[Segment] = []
    here = begun = (0.0, 0.0)
    for kind, points in (*outline, ("M", ((0.0, 0.0),))):
        ahead = points or (begun,)
        if kind == "M":
            if here != begun:
                ring.append((here, begun))
            if ring:
                yield ring
            ring, begun = [], ahead[0]
        elif any(point != here for point in ahead):
            ring.append((here, *ahead))
        here = ahead[-1]


def _area(ring: Sequence[Segment]) -> float:
    """Twice the area, curves taken as straight; its sign is the way round."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, *_, b in ring)


def _bent(ring: list[Segment]) -> list[Segment]:
    """Straight curves as lines, short lines as curves."""
    made = []
    for segment in ring:
        (x0, y0), (x1, y1) = ends = (segment[0], segment[-1])
        if len(segment) == 2 and math.dist(*ends) <= SHORT:
            segment = ends[0], ((x0 + x1) / 2, (y0 + y1) / 2), ends[1]
        made.append(_straight(segment, 0) if math.dist(*ends) > SHORT else segment)
    return made


def _straight(segment: Segment, tolerance: float) -> Segment:
    """A quadratic curve that is as good as a line is one."""
    if len(segment) != 3:
        return segment
    (x0, y0), (x1, y1), (x2, y2) = segment
    off = abs((x1 - x0) * (y2 - y0) - (y1 - y0) * (x2 - x0))  # the curve strays half as far as its control
    return (segment[0], segment[2]) if off <= tolerance * math.hypot(x2 - x0, y2 - y0) else segment


def _joins(before: Segment, after: Segment) -> bool:
    """Whether two curves meet without a corner."""
    if len(before) != 3 or len(after) != 3:
        return False
    ax, ay = before[2][0] - before[1][0], before[2][1] - before[1][1]
    bx, by = after[1][0] - after[0][0], after[1][1] - after[0][1]
    lengths = math.hypot(ax, ay) * math.hypot(bx, by)
    return lengths > 0 and ax * bx + ay * by > CORNER * lengths


def _turns_back(first: Segment, last: Segment) -> bool:
    """Whether a run has turned by nearly half a circle, further than one curve follows it."""
    ax, ay = first[1][0] - first[0][0], first[1][1] - first[0][1]
    bx, by = last[2][0] - last[1][0], last[2][1] - last[1][1]
    return ax * bx + ay * by < -CORNER * math.hypot(ax, ay) * math.hypot(bx, by)


def _joined(ring: Sequence[Segment], tolerance: float) -> Iterator[Segment]:
    """Each stretch without corners in as few curves as will do, the longest first."""
    at = 0
    while at < len(ring):
        end = at + 1
        while end < len(ring) and _joins(ring[end - 1], ring[end]) and not _turns_back(ring[at], ring[end]):
            end += 1
        one = None
        while end > at + 1 and one is None:
            one = _one(ring[at:end], tolerance)
            end -= one is None
        yield one or ring[at]
        at = end


def _one(run: Sequence[Segment], tolerance: float) -> Segment | None:
    """The single curve with the run's end tangents that does for the run, None where none does.

    Each quadratic takes the share of the parameter at which speed does not jump from one to the next,
    so that points of both curves can be compared without searching for the nearest.
    """
    shares = [1.0]
    for (_, out, joint), (_, into, _) in pairwise(run):
        shares.append(shares[-1] * math.dist(joint, into) / math.dist(out, joint))
    total, passed = sum(shares), 0.0
    seen: list[Seen] = []
    for ((x0, y0), (x1, y1), (x2, y2)), share in zip(run, shares, strict=True):
        for t in WHERE:
            s = 1 - t
            point = s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2
            seen.append(((passed + share * t) / total, point))
        passed += share
    del seen[-1]
    ends = run[0][0], run[0][1], run[-1][1], run[-1][2]
    for handles, quadratic in ((_meeting(ends), True), (_fitting(ends, seen), False)):
        if handles is None or min(handles) <= 0:
            continue
        early, late = (_along(ends[0], ends[1], handles[0]), _along(ends[3], ends[2], handles[1]))
        cubic = ends[0], early, late, ends[3]
        if _follows(cubic, seen, tolerance):
            return (ends[0], _along(ends[0], ends[1], 1.5 * handles[0]), ends[3]) if quadratic else cubic
    return None


def _along(start: Point, towards: Point, share: float) -> Point:
    return start[0] + share * (towards[0] - start[0]), start[1] + share * (towards[1] - start[1])


def _meeting(ends: Segment) -> tuple[float, float] | None:
    """The handles of the quadratic curve whose control is where the end tangents meet."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ends
    ax, ay, bx, by = x1 - x0, y1 - y0, x2 - x3, y2 - y3
    cross = ax * by - ay * bx
    if abs(cross) < 1e-6:
        return None
    return (
        ((x3 - x0) * by - (y3 - y0) * bx) / cross / 1.5,
        ((x3 - x0) * ay - (y3 - y0) * ax) / cross / 1.5,
    )


def _fitting(ends: Segment, seen: Sequence[Seen]) -> tuple[float, float] | None:
    """How long the handles of the best cubic are, by least squares."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ends
    ax, ay, bx, by = x1 - x0, y1 - y0, x2 - x3, y2 - y3
    aa = ab = bb = at_a = at_b = 0.0
    for t, (x, y) in seen:
        s = 1 - t
        early, late = 3 * s * s * t, 3 * s * t * t
        from_start, from_end = s * s * (s + 3 * t), t * t * (t + 3 * s)
        off_x, off_y = x - x0 * from_start - x3 * from_end, y - y0 * from_start - y3 * from_end
        aa += early * early
        ab += early * late
        bb += late * late
        at_a += early * (off_x * ax + off_y * ay)
        at_b += late * (off_x * bx + off_y * by)
    aa, ab, bb = aa * (ax * ax + ay * ay), ab * (ax * bx + ay * by), bb * (bx * bx + by * by)
    scale = aa * bb - ab * ab
    if scale <= 1e-9 * aa * bb:
        return None
    return (at_a * bb - at_b * ab) / scale, (at_b * aa - at_a * ab) / scale


def _follows(cubic: Segment, seen: Sequence[Seen], tolerance: float) -> bool:
    """Whether all points lie beside the curve. Along it they may be off by twice as much, since the
    parameters are only nearly right."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = cubic
    for t, (x, y) in seen:
        s = 1 - t
        off_x = x - (s * s * (s * x0 + 3 * t * x1) + t * t * (3 * s * x2 + t * x3))
        off_y = y - (s * s * (s * y0 + 3 * t * y1) + t * t * (3 * s * y2 + t * y3))
        if math.hypot(off_x, off_y) > 2 * tolerance:
            return False
        to_x = s * s * (x1 - x0) + 2 * s * t * (x2 - x1) + t * t * (x3 - x2)
        to_y = s * s * (y1 - y0) + 2 * s * t * (y2 - y1) + t * t * (y3 - y2)
        if abs(off_x * to_y - off_y * to_x) > tolerance * math.hypot(to_x, to_y):
            return False
    return True

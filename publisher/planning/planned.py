"""A step together with what it was decided for. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.plan import Step
from publisher.planning.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Planned:
    """A step and the rendition it was decided for (none where the post is left alone unread)."""

    step: Step
    prepared: Prepared

    @property
    def is_backfill(self) -> bool:
        """Whether nobody asked for this step, neither by a change of the post nor by naming it: it would be
        taken only because posts it links to moved."""
        return self.step.backfill and self.step.action.writes and not self.prepared.work.named

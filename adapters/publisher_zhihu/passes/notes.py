"""What a pass has to tell the author, collected on its way through a tree."""

from __future__ import annotations

from publisher.model.post import Note
from publisher.model.tree import Node


class Notes(list[Note]):
    """The notes of one pass over one document."""

    def say(self, kind: str, detail: str, node: Node) -> None:
        """A note at the line on which the node begins."""
        self.append(Note(kind, detail, node.lines[0]))

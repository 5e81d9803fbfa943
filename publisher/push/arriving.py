"""Telling an author what of a draft did not arrive, and where it stands in the source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publisher.errors import Rejected
from publisher.model.post import Note, Post
from publisher.model.record import Remote
from publisher.model.rendition import REFERENCE, Rendition
from publisher.planning.arrival import Lack, is_cut, lacks, line_of
from publisher.push.pictures import drawn_line

LOST = "the platform confirmed the draft, but {} stands there"


@dataclass(frozen=True, slots=True)
class Source:
    """A post's own file, to say on which of its lines something stands. `root` is the site's."""

    root: Path
    post: Post
    rendition: Rendition

    def notes(self, wanted: Remote, there: Remote) -> tuple[Note, ...]:
        """A note for each thing that was sent and does not stand there."""
        return tuple(self._note(lack) for lack in lacks(wanted, there))

    def lost(self, wanted: Remote, there: Remote) -> Rejected | None:
        """Why a draft cannot be called arrived, with the line of the first words lost; None where it can."""
        if not is_cut(wanted, there):
            return None
        first = next((note for note in self.notes(wanted, there) if note.line), None)
        less = "only the beginning of the text" if there.text.strip() else "no text"
        return Rejected(
            LOST.format(less),
            hint="run this again; if it stays so, shorten the post, or change what stands at that place",
            path=self.post.path,
            line=first.line if first else 0,
        )

    def line_of(self, words: str, first: int = 1, after: int = 0) -> int:
        """The line these words (as `planning.marks.words` gives them) stand on, 0 = not found; see
        `planning.arrival.line_of`."""
        return line_of(words, self._text(), first, after)

    def _note(self, lack: Lack) -> Note:
        what, line = lack.what, self.line_of(lack.words) if lack.words else 0
        shown = REFERENCE.findall(self.rendition.body)
        if lack.picture is not None and lack.picture < len(shown):
            ref = shown[lack.picture]
            what += f" ({self.rendition.assets[ref].name})"
            line = drawn_line(self.post, self.rendition, ref)
        return Note("not-as-sent", f"not there as it was sent: {what}", line)

    def _text(self) -> str:
        """The file as it is: a rendition kept from an earlier run comes without its post's text."""
        if self.post.text:
            return self.post.text
        try:
            return (self.root / self.post.path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ""

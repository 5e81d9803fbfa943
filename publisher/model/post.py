"""What the author has: posts, their pictures, and the site they stand in. Frozen facts, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType
from urllib.parse import unquote, urlsplit

from publisher.model.tree import Document

PostKey = NewType("PostKey", str)
"""A post's stable identity: front matter `abbrlink`, else `slug`, else its path below the content folder."""


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A picture in the site. `path` is POSIX, relative to the site's root."""

    path: str


@dataclass(frozen=True, slots=True)
class WebOrigin:
    """A picture elsewhere on the web; its bytes are known only once fetched."""

    url: str


@dataclass(frozen=True, slots=True)
class FormulaOrigin:
    """A formula to be drawn. `recipe` names how (engine, scale), so that another drawing is another asset."""

    tex: str
    display: bool
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class DiagramOrigin:
    """Diagram text (mermaid…) to be drawn. `line` is the author's, 0 = not known."""

    language: str
    text: str
    recipe: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CardOrigin:
    """A cover to be drawn from words, for a post without a picture that could be one. `accent` is the colour
    it is drawn in, as `#rrggbb`; "" = our own."""

    title: str
    site: str
    accent: str = ""


Origin = FileOrigin | WebOrigin | FormulaOrigin | DiagramOrigin | CardOrigin


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture a post refers to.

    `ref` is `asset:<sha256>` of its source (a file's bytes; for the others the text it is made from),
    never of pixels made from it: so digests agree on every machine. `width`, `height` are pixels and
    `size` bytes of the source as measured (0 = not known); `media_type` was sniffed from the bytes.
    """

    ref: str
    name: str
    origin: Origin
    media_type: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    animated: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend before this post can be sent. `line` is of the author's file, 0 = whole file;
    `code` is a stable kebab-case word, as a Note's `kind`."""

    message: str
    hint: str = ""
    line: int = 0
    code: str = "source"


@dataclass(frozen=True, slots=True)
class Note:
    """A loss of fidelity or a remark, as a value: never a log line. `kind` is a stable kebab-case word,
    explained in `planning.check.codes` or by the adapter (`Adapter.codes`); `column` counts from 1, 0 = the
    whole line."""

    kind: str
    detail: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """One canonical manuscript.

    `text` is the file exactly as decoded (BOM and CRLF included): the blog patches it span by span.
    `front` is the front matter as read (scalars such as abbrlink kept as text); `publish` is its
    `publish:` table. `document` has block regions recognised and pictures bound to `assets` (by ref).
    `body_line` is the 1-based line where the Markdown begins. Dates carry a zone. `place` is the file's
    path below its content folder (POSIX, with its extension): where a blog keeps it. `pictures` leads from
    an address as written (in the post, or in a template that may be filled for it) to its asset's ref.
    """

    key: PostKey
    path: str
    text: str
    title: str
    document: Document
    url: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    abbrlink: str = ""
    slug: str = ""
    author: str = ""
    summary: str = ""
    cover: str = ""  # ref of the asset named in front matter, "" = none named
    front: Mapping[str, object] = field(default_factory=dict)
    publish: Mapping[str, object] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    body_line: int = 1
    place: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    def options(self, target: str) -> Mapping[str, object]:
        """The front matter's `publish.<target>` table; empty when absent or not a table."""
        found = self.publish.get(target)
        return found if isinstance(found, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Entry:
    """What other posts need to know of a post: enough to link to it and to relate it."""

    key: PostKey
    path: str
    title: str
    url: str
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    series: str = ""  # as its front matter names it; "" = told from the title, if at all
    group: str = ""  # the heading it is listed under where posts are listed; "" = not said
    listed: bool = (
        True  # False: hidden, a draft, not published; no list shows it unless its author wrote it there
    )
    left_out: tuple[str, ...] = ()  # the targets its front matter says no to


@dataclass(frozen=True, slots=True)
class BlockRule:
    """A `[[blocks]]` entry of publish.toml. `starts`: whole lines, bare of spaces, bold and colon, a
    trailing `*` lets the line go on; `line`: a regular expression on one line bare of surrounding
    spaces. `place` says where a post without the block gets it: top | end | none."""

    name: str
    starts: tuple[str, ...] = ()
    line: str = ""
    place: str = "none"


@dataclass(frozen=True, slots=True)
class Site:
    """The site as one target sees it.

    `index` maps every spelling of an own address, path or title (`address_key`) to a key; `addresses`
    is where each own post stands *on this target* (published address), absent = only on the blog;
    `elsewhere` leads from every other address an own post has or had (on any platform, or here before it
    was renamed) to its key, in the spelling of `model.places`.
    `own_links` says what becomes of a link to an own post that is not on this target: canonical | text |
    hold. `citations` are the own posts each post links to in its prose, in order; `sections` the headings
    posts are listed under. `related` is how many related posts a list may have (0 = any), `cut_kept`
    whether that holds for lists kept by hand too; without `qr_codes` generated blocks show none.
    `platforms` are what running text calls the site's targets, case-folded.
    `resources` are the adapter's templates and themes by path (`templates/footer.md.j2`), the user's
    own over the adapter's. `permalink` is the site's pattern, in Hexo's tokens.
    """

    title: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    author: str = ""
    timezone: str = "UTC"
    dialect: str = "hexo"
    permalink: str = ""
    target: str = ""
    profiles: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[PostKey, Entry] = field(default_factory=dict)
    index: Mapping[str, PostKey] = field(default_factory=dict)
    addresses: Mapping[PostKey, str] = field(default_factory=dict)
    elsewhere: Mapping[str, PostKey] = field(default_factory=dict)
    own_links: str = "canonical"
    citations: Mapping[PostKey, tuple[PostKey, ...]] = field(default_factory=dict)
    sections: Mapping[PostKey, str] = field(default_factory=dict)
    related: int = 0
    cut_kept: bool = False
    qr_codes: bool = True
    platforms: tuple[str, ...] = ()
    resources: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[BlockRule, ...] = ()

    def is_own(self, url: str) -> bool:
        """Whether an address lies on this site, under any of its spellings."""
        host = urlsplit(url).netloc.lower()
        return bool(host) and any(
            host == urlsplit(base).netloc.lower() for base in (self.url, *self.aliases) if base
        )

    def resolve(self, url: str) -> PostKey | None:
        """The own post an address, site path or title leads to, by lookup, never by computing."""
        if urlsplit(url).scheme in {"http", "https"} and not self.is_own(url):
            return None
        return self.index.get(address_key(url))


def address_key(address: str) -> str:
    """One spelling for all spellings of an own address: decoded path, no index.html, no outer slashes."""
    parts = urlsplit(address.strip())
    path = unquote(parts.path).strip("/")
    return path.removesuffix("index.html").rstrip("/")

"""What an adapter is: a frozen record of pure functions and one door to the platform.

An adapter is a package `publisher_<name>` with `ADAPTER = Adapter(...)` in its `__init__`. Everything
a platform needs beyond this record is one of the small optional protocols below, never a further
method on `Channel`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

from publisher.model.article import Article
from publisher.model.drawing import Colour as Colour
from publisher.model.drawing import Diagram as Diagram
from publisher.model.drawing import DiagramError as DiagramError
from publisher.model.drawing import FormulaError as FormulaError
from publisher.model.drawing import Typeset as Typeset
from publisher.model.finding import Explanation
from publisher.model.post import Asset, Note, Post, PostKey, Site
from publisher.model.record import Draft, Release, Remote, Uploaded, Use
from publisher.model.rendition import Limits, Payload, Rendition
from publisher.model.target import Schedule as Schedule
from publisher.model.target import TargetSettings as TargetSettings
from publisher.model.verdict import Verdict

if TYPE_CHECKING:  # a plan or a render must not pay for an HTTP client
    from publisher.wire.client import Client
    from publisher.wire.patience import Clock

S = TypeVar("S", bound="TargetSettings")
S_contra = TypeVar("S_contra", bound="TargetSettings", contravariant=True)


class Tools(Protocol):
    """Deterministic engines a render may call, cached by content.

    typeset raises FormulaError, draw DiagramError; colour never raises (unknown language: one plain run).
    `formula_recipe` and `diagram_recipe` name how pixels are made of either: FormulaOrigin and
    DiagramOrigin carry them, so that another way of drawing is another asset.
    """

    @property
    def formula_recipe(self) -> str: ...

    @property
    def diagram_recipe(self) -> str: ...

    @property
    def lenient(self) -> bool:
        """True: broken TeX becomes a Note and its source is shown, instead of an error."""

    def typeset(self, tex: str, display: bool, /) -> Typeset: ...
    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]: ...
    def draw(self, text: str, language: str, /) -> Diagram: ...


class Render(Protocol[S_contra]):
    """Post → Rendition. Pure: no network, no clock, no disk. Raises SourceError or LimitError."""

    def __call__(self, post: Post, site: Site, settings: S_contra, tools: Tools, /) -> Rendition: ...


@dataclass(frozen=True, slots=True)
class Page:
    """How readers will see a rendition: `html` is a fragment holding asset references, `css` styles it,
    `width` is the reader's column in CSS pixels (375 = a phone). `dark` is the same in dark mode, where the
    platform has one of its own."""

    width: int
    css: str
    html: str
    dark: Page | None = None


Show = Callable[[Rendition], Page]
Inspect = Callable[[str, str], tuple[Note, ...]]
"""Path and text of a resource of the user's own (a theme, a template) → what this platform would not
keep of it, with the lines of that file. Pure."""


class Channel(Protocol):
    """One authenticated conversation with a platform: the only door to it.

    Every method may raise a PlatformError; what each kind means for repeating is in `publisher.errors`.
    """

    @property
    def account(self) -> str:
        """Stable name of the account (appid, user id, repository or folder): receipts and caches carry it."""

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        """Drafts there that could be this post, asked from the platform, not the ledger."""

    def read(self, draft: Draft) -> Remote:
        """What stands there now."""

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        """Store a picture (`data` already fits the Limits): address for BODY, id for COVER, both from one
        call where the platform can. Not called when `Limits.files_with_text`."""

    def create(self, key: PostKey, payload: Payload) -> Draft:
        """Make a draft; returns as soon as an id exists. An incomplete Draft is completed by `update`."""

    def update(self, draft: Draft, payload: Payload) -> Draft:
        """Replace the draft's content, in place. Where that takes several calls, what `read` shows goes
        last: seeing it there then means that everything arrived."""


@runtime_checkable
class Foreseeing(Protocol):
    """A channel that knows what `read` will give once a payload has arrived: title and body, normalised
    as `read` does it. With it a write whose answer was lost is recognised for certain, without it only
    by its words. Asks nobody."""

    def expected(self, payload: Payload) -> Remote: ...


@runtime_checkable
class Listable(Protocol):
    """A channel that can list what the account has published, newest first. Raises a PlatformError, Rejected
    where the account lacks the right."""

    def articles(self) -> Iterator[Article]: ...


@runtime_checkable
class Releasable(Protocol):
    """A channel that can make a draft public. None of it is called unless the target's settings and a person
    say so."""

    def release(self, draft: Draft) -> Release:
        """Ask for it, once: REVIEW or PUBLISHED; BY_HAND where the account lacks the right. Raises InDoubt
        where the answer was lost; after any other PlatformError nothing has happened."""

    def released(self, request: str) -> Release:
        """What has become of what was asked for. One call."""

    def find_release(self, draft: Draft, since: datetime) -> Release | None:
        """After a lost answer: the public article that the draft became after `since`; None where there is
        none (yet), BY_HAND where the account may not, so that nothing can have come of it."""


@runtime_checkable
class Examinable(Protocol):
    """A channel that can examine itself, for `publish doctor`: whether the session is good, what the account
    may do there. It changes nothing; what goes wrong on the way is a Verdict, not an error."""

    def examine(self) -> tuple[Verdict, ...]: ...


@runtime_checkable
class Probing(Protocol):
    """A channel that can ask whether its platform would take a body, where the platform does not say what of
    it is refused. Within the block each question is: is this body taken, or refused for what stands in it?
    Whatever is put there to ask is removed at the block's end, however that comes about; no draft of the
    post is touched. Raises a PlatformError for every other answer."""

    def probing(self, payload: Payload) -> AbstractContextManager[Callable[[str], bool]]: ...


@runtime_checkable
class Owned(Protocol):
    """A channel that knows whose account it is, in words its owner recognises (a pen name)."""

    @property
    def owner(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Login:
    """How a person hands over a browser's session, for `publish login`.

    `setting` names the setting whose secret it is, `hosts` are those whose cookies it is made of, `how` says
    where to find it. `check` raises ConfigError, quoting nothing of it, for a Cookie header that cannot be
    a session there; whether it is one the platform tells when a channel is opened with it."""

    setting: str
    hosts: tuple[str, ...]
    how: str
    check: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Access:
    """What a channel is given to work with.

    `secret` turns a reference from the settings into its value (ConfigError when missing) and makes
    the http client redact it from then on. `folder` is private to the target (0700), for tokens.
    `root` is the site's root: relative paths in settings start there.
    """

    http: Client
    secret: Callable[[str], str]
    folder: Path
    root: Path
    clock: Clock
    target: str


class Connect(Protocol[S_contra]):
    """Opens a channel: the first moment at which secrets are read. Raises ConfigError or AuthError."""

    def __call__(self, settings: S_contra, access: Access, /) -> Channel: ...


class Survey(Protocol[S_contra]):
    """What can be told of a target without asking the platform (folders, tools), given the site's root. Opens
    no connection, reads no secret; never raises."""

    def __call__(self, settings: S_contra, root: Path, /) -> tuple[Verdict, ...]: ...


@dataclass(frozen=True, slots=True)
class Adapter(Generic[S]):
    """A platform, as data. `resources` are the package's own templates and themes, by path; `options`
    the names a post may set under `publish.<target>` in its front matter; `example` gives, for a site's
    dialect, the lines `publish init` writes into this adapter's `[targets.X]` table; `inspect` looks at
    resources of the user's own; `codes` explains the kinds of Note that only this adapter makes.

    `address` gives the one spelling of a public article's address there, "" for what is none;
    `address_example` shows a person what one looks like. `related` is
    how many related posts its readers want, 0 = any number; `qr_codes` whether it suffers QR codes. `names`
    are what running text calls the platform ("知乎"); `tells_published`: reading a draft tells that it
    became public, and where; `releases`: its channels are Releasable, `probes`: they are Probing; `by_hand`
    says how a person makes a draft public there. `survey` is for `publish doctor`, `login` for `publish
    login` (None = no session can be pasted)."""

    name: str
    limits: Limits
    settings: type[S]
    render: Render[S]
    show: Show
    connect: Connect[S]
    resources: Mapping[str, str] = field(default_factory=dict)
    options: frozenset[str] = frozenset()
    example: Callable[[str], str] = lambda _dialect: ""
    inspect: Inspect = lambda _path, _text: ()
    codes: Mapping[str, Explanation] = field(default_factory=dict)
    address: Callable[[str], str] = lambda _url: ""
    address_example: str = ""
    related: int = 0
    qr_codes: bool = True
    names: frozenset[str] = frozenset()
    tells_published: bool = False
    releases: bool = False
    probes: bool = False
    by_hand: str = ""
    survey: Survey[S] = lambda _settings, _root: ()
    login: Login | None = None


def package_resources(package: str) -> Mapping[str, str]:
    """The text files under `templates/` and `theme/` of an adapter's package, by POSIX path."""
    found: dict[str, str] = {}
    for folder in ("templates", "theme"):
        root = files(package) / folder
        if root.is_dir():
            for file in root.iterdir():
                if file.is_file():
                    found[f"{folder}/{file.name}"] = file.read_text(encoding="utf-8")
    return found

"""Every error a user can meet.

PublishError
├── SourceError(path, line)      the author fixes the post
├── ConfigError(path, line)      a setting or secret is missing or wrong
├── LimitError                   the platform cannot carry this rendition (all problems in one)
└── PlatformError(target, code)
    ├── AuthError                credentials refused
    ├── Rejected                 the platform said no; repeating will not help
    ├── Throttled(retry_after)   the platform said later
    ├── Conflict                 edited there since our receipt
    ├── Unavailable              nothing happened there; repeating is safe
    └── InDoubt                  something may have happened there; look before repeating

A message has two parts: `message` says what is wrong, `hint` what to do about it.
`kind` is the stable word programs read in `--json`.
"""

from __future__ import annotations

from typing import ClassVar


class PublishError(Exception):
    """Base of all; `path` and `line` (1-based, 0 = unknown) name the author's file where one is at fault."""

    kind: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str = "", path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    @property
    def place(self) -> str:
        """What goes before the message: `path:line: `, `path: ` or nothing."""
        return f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " * bool(self.path)

    def __str__(self) -> str:
        return f"{self.place}{self.message}" + (f" — {self.hint}" if self.hint else "")


class SourceError(PublishError):
    """Something the author fixes in a post."""

    kind = "source"


class ConfigError(PublishError):
    """A setting, a secret or the usage is missing or wrong; `problems` holds each message on its own."""

    kind = "config"

    def __init__(
        self, message: str, *, hint: str = "", path: str = "", line: int = 0, problems: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint, path=path, line=line)
        self.problems = problems or (message,)


class LimitError(PublishError):
    """The platform cannot carry this rendition; `problems` holds every limit passed, not only the first."""

    kind = "limit"

    def __init__(self, problems: tuple[str, ...], *, hint: str = "", path: str = "", line: int = 0) -> None:
        super().__init__("; ".join(problems), hint=hint, path=path, line=line)
        self.problems = problems


class PlatformError(PublishError):
    """A platform's answer, or the lack of one. `code` is the platform's own, as text ("" = none)."""

    kind = "platform"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        target: str = "",
        code: str = "",
        path: str = "",
        line: int = 0,
        stop: bool = False,
    ) -> None:
        super().__init__(message, hint=hint, path=path, line=line)
        self.target = target
        self.code = code
        self.stop = stop
        """True: nothing more may be sent to this target in this run (login refused, verification asked)."""


class AuthError(PlatformError):
    """Credentials refused."""

    kind = "auth"


class Rejected(PlatformError):
    """The platform said no; repeating will not help."""

    kind = "rejected"
    lost: str = ""
    """The id of an uploaded picture that the platform does not know any more, where that may be the cause."""


class Throttled(PlatformError):
    """The platform said later; `retry_after` is in seconds, None when it named no time."""

    kind = "throttled"
    retry_after: float | None = None


class Conflict(PlatformError):
    """Edited on the platform since our receipt."""

    kind = "conflict"


class Unavailable(PlatformError):
    """Nothing happened there; repeating is safe."""

    kind = "unavailable"


class InDoubt(PlatformError):
    """Something may have happened there; look before repeating."""

    kind = "in_doubt"

"""Opening a channel: the first moment at which secrets are read and a client is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher.contract import Access, Adapter, Channel, TargetSettings
from publisher.errors import PublishError
from publisher.ledger.names import file_name
from publisher.push.references import strings
from publisher.push.secrets import Secrets
from publisher.wire.client import Client
from publisher.wire.patience import Clock

if TYPE_CHECKING:
    from publisher.wire.trace import Recorder


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel and the client it speaks through; to be closed."""

    channel: Channel
    client: Client

    def close(self) -> None:
        self.client.close()


@dataclass(frozen=True, slots=True)
class Opener:
    """What is needed to open any target's channel. `root` is the site's root, `folder` where each target
    gets a private folder for tokens; `patience` bounds one call, in seconds. `paced` is False where no
    platform needs sparing (the sandbox): calls follow each other at once. `trace` records what is said."""

    root: Path
    folder: Path
    secrets: Secrets
    clock: Clock
    patience: float = 120.0
    paced: bool = True
    trace: Recorder | None = None

    def open(self, target: str, adapter: Adapter[Any], settings: TargetSettings) -> Connection:
        """Raises ConfigError (secret missing, settings of no use) or PlatformError (refused)."""
        proxy = settings.proxy and self.secrets.value(settings.proxy, f"[targets.{target}] proxy")
        pace = settings.calls_per_minute
        client = Client(
            target=target,
            proxy=proxy,
            calls_per_minute=(adapter.limits.calls_per_minute if pace is None else pace) if self.paced else 0,
            patience=self.patience,
            clock=self.clock,
            trace=self.trace,
        )

        def secret(reference: str) -> str:
            found = self.secrets.value(reference, _setting(target, settings, reference))
            client.redact(found)
            return found

        try:
            folder = _private(self.folder / file_name(target))
            channel = adapter.connect(settings, Access(client, secret, folder, self.root, self.clock, target))
        except PublishError as error:
            client.close()
            client.tidy(error)  # it may quote a secret that stands in the settings itself
            raise
        except Exception as error:
            client.close()
            raise PublishError(
                f"target {target!r} cannot be opened: {client.clean(f'{type(error).__name__}: {error}')}",
                hint="run again with --debug to see where",
            ) from None
        return Connection(channel, client)


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # on Windows the user's profile already keeps others out
    return folder


def _setting(target: str, settings: TargetSettings, reference: str) -> str:
    """The setting a reference stands in, for messages."""
    names = (name for name, value in strings(settings) if value == reference)
    return f"[targets.{target}] {next(names, 'a secret')}"

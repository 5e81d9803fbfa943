"""Opening a channel: the first moment at which secrets are read and a client is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.contract import Access, Adapter, Channel, TargetSettings
from publisher.errors import PublishError
from publisher.ledger.names import file_name
from publisher.push.secrets import Secrets
from publisher.wire.client import Client
from publisher.wire.patience import Clock


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
    platform needs sparing (the sandbox): calls follow each other at once."""

    root: Path
    folder: Path
    secrets: Secrets
    clock: Clock
    patience: float = 120.0
    paced: bool = True

    def open(self, target: str, adapter: Adapter[Any], settings: TargetSettings) -> Connection:
        """Raises ConfigError (secret missing, settings of no use) or PlatformError (refused)."""
        proxy = settings.proxy and self.secrets.value(settings.proxy, f"[targets.{target}] proxy")
        client = Client(
            target=target,
            proxy=proxy,
            calls_per_minute=adapter.limits.calls_per_minute if self.paced else 0,
            patience=self.patience,
            clock=self.clock,
        )

        def secret(reference: str) -> str:
            found = self.secrets.value(reference, _setting(target, settings, reference))
            client.redact(found)
            return found

        try:
            folder = _private(self.folder / file_name(target))
            channel = adapter.connect(settings, Access(client, secret, folder, self.root, self.clock, target))
        except PublishError:
            client.close()
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
    names = (name for name, value in _strings("", settings) if value == reference)
    return f"[targets.{target}] {next(names, 'a secret')}"


def _strings(prefix: str, settings: Any) -> Iterator[tuple[str, str]]:
    for name in getattr(settings, "__struct_fields__", ()):
        value = getattr(settings, name)
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from _strings(f"{prefix}{name}.", value)

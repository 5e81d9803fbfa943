"""Where secrets come from: the environment, a file, the system's keyring, or the sandbox."""

from __future__ import annotations

import importlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from publisher.errors import ConfigError

ELSE = ', or write "file:PATH" (a file only you may read) or "keyring:SERVICE/NAME" there instead'


class Secrets:
    """Turns a reference from the settings into its value. `given` answers for references by their whole
    text, before anything else: the sandbox's secrets need no environment. `root` is where the paths of
    `file:` references start."""

    def __init__(
        self,
        environment: Mapping[str, str],
        given: Mapping[str, str] = MappingProxyType({}),
        root: Path = Path(),
    ) -> None:
        self._environment = environment
        self._root = root
        self._given = given

    def value(self, reference: str, setting: str) -> str:
        """The value; what is no reference is returned as it is. ConfigError, naming `setting` and what to
        set, when there is none."""
        if reference in self._given:
            return self._given[reference]
        scheme, _, name = reference.partition(":")
        if scheme == "env":
            return self._variable(name, setting)
        if scheme == "file":
            return _from_file(self._root / Path(name).expanduser(), setting)
        if scheme == "keyring":
            return _from_keyring(name, setting)
        if scheme == "sandbox":
            raise ConfigError(f"{setting} = {reference!r} is known in the sandbox only", hint="use --sandbox")
        if not reference:
            hint = f'write "env:NAME" and set that variable{ELSE}'
            raise ConfigError(f"{setting} is empty", hint=hint)
        return reference

    def _variable(self, name: str, setting: str) -> str:
        found = self._environment.get(name, "").strip()
        if not found:
            hint = f"set the environment variable {name}{ELSE}"
            raise ConfigError(f"{setting} is not set: there is no {name} in the environment", hint=hint)
        return found


def _from_file(path: Path, setting: str) -> str:
    """A file that nobody else may read: its text, bare of white space around it."""
    try:
        mode = path.stat().st_mode
        found = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = f"{setting}: the file {path} cannot be read: {reason}"
        raise ConfigError(message, hint="write the secret into that file, or use env:NAME instead") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):  # on Windows the profile keeps others out
        message = f"{setting}: others may read the file {path}"
        raise ConfigError(message, hint=f"chmod 600 {path}")
    if not found:
        raise ConfigError(f"{setting}: the file {path} is empty", hint="write the secret into it")
    return found


def _from_keyring(name: str, setting: str) -> str:
    service, _, user = name.partition("/")
    if not service or not user:
        raise ConfigError(f"{setting}: keyring:{name} names no entry", hint='write "keyring:SERVICE/NAME"')
    try:
        keyring: Any = importlib.import_module("keyring")  # an extra most people do without
    except ImportError:
        hint = "pip install 'yigao[secrets]', or use env:NAME or file:PATH instead"
        raise ConfigError(
            f"{setting} is kept in a keyring, and keyring is not installed", hint=hint
        ) from None
    try:
        found = keyring.get_password(service, user)
    except Exception as error:  # every back end has errors of its own
        message = f"{setting}: the system's keyring cannot be read ({type(error).__name__})"
        raise ConfigError(message, hint="unlock it, or use env:NAME or file:PATH instead") from None
    if not found:
        hint = f"store it: keyring set {service} {user}"
        raise ConfigError(f"{setting} is not in the keyring under {service}/{user}", hint=hint)
    return str(found)

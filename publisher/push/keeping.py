"""Putting a secret where its reference says: the system's keyring, or a file for its owner alone."""

from __future__ import annotations

import importlib
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from publisher.errors import ConfigError

FILES = "~/.config/yigao"
"""Where secrets go that are to be kept in files: outside of every repository."""


def place(store: str, name: str) -> str:
    """The reference under which `name` is kept in a "keyring" or a "file"."""
    name = re.sub(r"[^\w.-]+", "-", name)
    return f"keyring:yigao/{name}" if store == "keyring" else f"file:{FILES}/{name}"


def can_keep(reference: str) -> bool:
    """Whether a program can put something there: it cannot set the variables of the shell it runs in."""
    return reference.startswith(("keyring:", "file:"))


def ready(reference: str) -> None:
    """Raises ConfigError where nothing could be kept there: to be known before a person is asked for it."""
    if reference.startswith("keyring:"):
        _keyring(reference.removeprefix("keyring:"))


def keep(reference: str, secret: str, root: Path) -> str:
    """Store it; returns where, in words. Relative paths start at `root`. Raises ConfigError."""
    scheme, _, name = reference.partition(":")
    if scheme == "keyring":
        return _in_keyring(name, secret)
    assert scheme == "file", reference
    return _in_file(root / Path(name).expanduser(), secret)


def _in_file(path: Path, secret: str) -> str:
    draft = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-")  # 0600 from the first byte on
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{secret}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError as error:
        message = f"the file {path} cannot be written: {error.strerror}"
        raise ConfigError(message, hint="name another file, or use a keyring") from None
    finally:
        if draft:
            Path(draft).unlink(missing_ok=True)
    return f"the file {path}, for your eyes only"


def _keyring(name: str) -> tuple[Any, str, str]:
    """The module, and the entry's two names."""
    service, _, user = name.partition("/")
    if not service or not user:
        raise ConfigError(f"keyring:{name} names no entry", hint='write "keyring:SERVICE/NAME"')
    try:
        return importlib.import_module("keyring"), service, user  # an extra most people do without
    except ImportError:
        hint = "pip install 'yigao[secrets]', or keep it in a file: --store file"
        raise ConfigError("keyring is not installed", hint=hint) from None


def _in_keyring(name: str, secret: str) -> str:
    keyring, service, user = _keyring(name)
    try:
        keyring.set_password(service, user, secret)
        kept = keyring.get_password(service, user) == secret
    except Exception as error:  # every back end has errors of its own, and their texts may quote
        message = f"the system's keyring does not take it ({type(error).__name__})"
        raise ConfigError(message, hint="unlock it, or keep the secret in a file: --store file") from None
    if not kept:
        hint = "keep the secret in a file: --store file"
        raise ConfigError("the system's keyring took it and gave something else back", hint=hint)
    return f"the system's keyring, under {service}/{user}"

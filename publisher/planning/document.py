"""A plan as a document: what a review approves and a push carries out to the letter. Pure.

It is what `--json` prints, with what is needed to carry it out: what was asked for, which settings each
target had, and per step the digest of what would be sent and of what that replaces. No setting's value is
in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import msgspec

from publisher.errors import ConfigError
from publisher.model.plan import Action, Plan, digest
from publisher.model.post import PostKey
from publisher.model.record import History
from publisher.planning.report import VERSION, foreseen, to_json
from publisher.source.settings import Target

MOST_BYTES = 50_000_000


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan was asked for: `decision.Options` less the site's own numbers, whether broken formulas
    were let through, and whether the posts were named one by one."""

    refresh: bool = False
    create: bool = False
    force: bool = False
    now: bool = False
    yes: bool = False
    lenient: bool = False
    named: bool = False


class There(msgspec.Struct, frozen=True):
    """A draft, as far as it is compared."""

    id: str


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `replaces` is the digest of what was sent last, "" where nothing was."""

    post: str
    key: PostKey
    target: str
    action: Action
    digest: str
    replaces: str
    reason: str = ""
    draft: There | None = None


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as it was read back. `targets` holds the fingerprint of each target's table in publish.toml."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    plan: str
    site: str
    sandbox: bool
    asked: Asked
    targets: Mapping[str, str]
    steps: tuple[Reviewed, ...]


def to_document(
    plan: Plan,
    asked: Asked,
    site: str,
    targets: Iterable[Target],
    histories: Mapping[PostKey, History],
    *,
    sandbox: bool,
) -> dict[str, object]:
    """The document. `site` is the site's address; `histories` what the ledger knows of the steps' posts."""
    document = to_json(plan, [foreseen(step) for step in plan.steps])
    told = document["steps"]
    assert isinstance(told, list)
    steps = [
        {**each, "replaces": replaces(histories[step.key], step.target)}
        for each, step in zip(told, plan.steps, strict=True)
    ]
    return {
        **document,
        "site": site,
        "sandbox": sandbox,
        "asked": msgspec.to_builtins(asked),
        "targets": {target.name: fingerprint(target) for target in targets},
        "steps": steps,
    }


def read_document(data: bytes, path: str) -> PlanFile:
    """Raises ConfigError for what is no plan, and for one that was changed after it was written."""
    hint = "write one with: publish plan --all -o plan.json"
    if len(data) > MOST_BYTES:
        raise ConfigError("too large for a plan", hint=hint, path=path)
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=PlanFile)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(f"not a plan: {error}", hint=hint, path=path) from None
    if found.version != VERSION:
        raise ConfigError(
            f"a plan of version {found.version}; this program reads version {VERSION}", hint=hint, path=path
        )
    if digest((step.key, step.target, step.action, step.digest) for step in found.steps) != found.plan:
        raise ConfigError(
            "the plan was changed after it was written: its steps are not those of its digest",
            hint="plan again; to send a part of it name posts, or targets with --to",
            path=path,
        )
    return found


def replaces(history: History, target: str) -> str:
    """The digest of what was sent last, "" where nothing was."""
    receipt = history.receipt(target)
    return receipt.digest if receipt else ""


def fingerprint(target: Target) -> str:
    """Of a target's table in publish.toml; secrets are named there, not held."""
    table: Sequence[object] = (target.name, target.table)
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

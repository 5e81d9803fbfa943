"""Which matches are recorded: what a person says to them, and the ledger's facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click

from publisher.cli.visible import visible
from publisher.cli.workspace import Workspace
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.record import Published
from publisher.planning.discovery import Finding
from publisher.planning.match import Confidence

Ask = Callable[[str, bool], bool]
"""A question, and what Return means → the answer."""


def sure(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What --yes takes."""
    return tuple(each for each in _free(findings) if each.match.confidence is Confidence.SURE)


def approved(findings: Sequence[Finding], paths: Mapping[PostKey, str], ask: Ask) -> tuple[Finding, ...]:
    """The sure ones by one question, likely ones by one each; unsure ones are never asked for."""
    taken = sure(findings)
    if taken and not ask(f"record the {len(taken)} sure {'match' if len(taken) == 1 else 'matches'}?", True):
        taken = ()
    for each in _free(findings):
        if each.match.confidence is Confidence.LIKELY:
            article, post = each.match.article, paths[each.match.posts[0]]
            if ask(visible(f"{each.target}: is «{article.title}» {article.address} the post {post}?"), False):
                taken = (*taken, each)
    return taken


def asked(question: str, default: bool) -> bool:
    """Put to the terminal; on stderr, since it is no part of what is told."""
    return click.confirm(question, default=default, err=True)


def record(workspace: Workspace, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """A Published fact for each, less those of posts that meanwhile have one; those that were recorded."""
    ledger = workspace.ledger()
    return tuple(each for each in findings if _recorded(workspace, ledger, each))


def _recorded(workspace: Workspace, ledger: Ledger, found: Finding) -> bool:
    assert found.key is not None
    entry, address = workspace.index.entries[found.key], found.match.article.address
    key = workspace.key_of(entry.path, ledger)
    with ledger.lock(key):
        if ledger.history(key).published(found.target) is not None:
            return False
        ledger.append(key, Published(target=found.target, account=found.account, address=address))
        ledger.remember(key, (entry.key,), entry.url)
    return True


def _free(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those of posts that have no other address there."""
    return tuple(each for each in findings if not each.known)

"""Topics: found by name, and attached to a draft as the editor's own box does it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from publisher.errors import Rejected

from ..settings import MOST_TOPICS
from .session import Session

CHOICES = 5


def attach(session: Session, draft: str, there: Sequence[str], names: Sequence[str]) -> None:
    """Attach those of the first `MOST_TOPICS` names that are not `there` yet; none is ever taken off.
    Rejected, when all others are attached, for names that Zhihu has no topic of."""
    referer = f"/p/{draft}/edit"
    known = {_plain(name) for name in there}
    unknown: list[str] = []
    for name in dict.fromkeys(names[:MOST_TOPICS]):
        if _plain(name) in known:
            continue
        topic = _found(session, name, referer)
        if topic is None:
            unknown.append(name)
            continue
        url = f"{session.endpoints.zhuanlan}/api/articles/{draft}/topics"
        session.call("POST", url, f"attach the topic {name}", body=topic, referer=referer)
    if unknown:
        message = f"Zhihu has no topic called {', '.join(f'«{name}»' for name in unknown)}"
        raise Rejected(message, code="topic")


def names_of(draft: Mapping[str, Any]) -> tuple[str, ...]:
    """Of the topics a draft has."""
    topics = draft.get("topics")
    return tuple(
        str(topic.get("name") or "")
        for topic in (topics if isinstance(topics, list) else ())
        if isinstance(topic, dict)
    )


def _found(session: Session, name: str, referer: str) -> Mapping[str, Any] | None:
    """The topic of exactly this name, as it is to be sent back: a similar one is another topic."""
    url = f"{session.endpoints.zhuanlan}/api/autocomplete/topics"
    params = {"token": name, "max_matches": str(CHOICES), "use_similar": "0", "topic_filter": "1"}
    choices = session.call("GET", url, f"look for the topic {name}", params=params, referer=referer)
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and _plain(str(choice.get("name") or "")) == _plain(name):
            return choice
    return None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

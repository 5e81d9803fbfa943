"""Pictures: registered by hash, stored, waited for, and named by an address that lasts."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from publisher.errors import Rejected
from publisher.images.sniff import measure
from publisher.model.post import Asset
from publisher.model.record import Uploaded
from publisher.wire.patience import Clock

from ..settings import Settings
from .session import Session
from .store import Store

KNOWN, WANTED = 1, 2
PAUSES = (0.0, 0.25, 0.5, 1.0, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5)
"""Seconds before each question whether a picture is ready: as often as the editor's clients ask, at most
every 1.5 s, but sooner at first, since most pictures are ready at once."""

EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def upload(session: Session, settings: Settings, clock: Clock, asset: Asset, data: bytes) -> Uploaded:
    """Address for a body, id for a cover. Safe to repeat: Zhihu knows pictures by their MD5."""
    seen = measure(data)
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    name = asset.name or asset.ref
    answer = session.call(
        "POST",
        f"{session.endpoints.api}/images",
        f"register the picture {name}",
        "upload_file",
        body={"image_hash": digest, "source": "article"},
    )
    file = _table(answer, "upload_file")
    state, image, key = file.get("state"), str(file.get("image_id") or ""), str(file.get("object_key") or "")
    if state not in {KNOWN, WANTED} or not image:
        raise Rejected(f"Zhihu's answer for the picture {name} is not understood", hint="try again later")
    key = key or f"v2-{digest}"
    if state == WANTED:
        token = _table(answer, "upload_token")
        for secret in ("access_key", "access_token"):
            if token.get(secret):
                session.http.redact(str(token[secret]))
        store = Store(session.http, clock, session.endpoints.upload, token, name)
        (store.put_in_parts if seen.media_type == "image/gif" else store.put)(key, data, seen.media_type)
        session.call(
            "PUT",
            f"{session.endpoints.api}/images/{image}/uploading_status",
            f"confirm the picture {name}",
            body={"upload_result": "success"},
        )
    ready = _await(session, clock, image, name)
    served = re.search(r"v2-[0-9a-f]{32}", str(ready.get("original_hash") or "")) or re.search(
        r"v2-[0-9a-f]{32}", key
    )
    stem = f"{settings.pictures.rstrip('/')}/{served.group() if served else 'v2-' + digest}"
    cover = str(ready.get("original_src") or "")
    return Uploaded(
        address=f"{stem}.{EXTENSIONS.get(seen.media_type, 'jpg')}", id=cover if _lasting(cover) else stem
    )


def _await(session: Session, clock: Clock, image: str, name: str) -> dict[str, Any]:
    """The picture's record once processed; {} when it takes too long: by then it is normally there."""
    for pause in PAUSES:
        if pause:
            clock.sleep(pause)
        found = session.call("GET", f"{session.endpoints.api}/images/{image}", f"wait for the picture {name}")
        status = str(found.get("status") or "") if isinstance(found, dict) else ""
        if status in {"success", "completed"}:
            return dict(found)
        if status in {"fail", "failed", "error"}:
            raise Rejected(
                f"Zhihu could not process the picture {name}", hint="save it anew, e.g. as PNG", code=status
            )
    return {}


def _table(answer: object, name: str) -> dict[str, Any]:
    """An object within an answer; {} where there is none."""
    found = answer.get(name) if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else {}


def _lasting(address: str) -> bool:
    """Whether an address may be kept: `pic-private` hosts and signed addresses run out."""
    parts = urlsplit(address)
    host = parts.netloc.lower()
    return host.endswith(".zhimg.com") and not re.search(r"auth_key|expiration", parts.query)

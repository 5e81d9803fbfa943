"""Pictures: registered by hash, stored in a bucket that checks signatures, processed for a while."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any

from publisher.sandbox.kit import Request, Response
from publisher.sandbox.state import Store

from .checks import answered, check_body, malformed, refused

TOKEN = {
    "access_id": "STS.sandbox",
    "access_key": "sandbox-access-key",
    "access_token": "sandbox-security-token",
    "access_timestamp": 1700000000,
}
TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
HOST = "https://picx.zhimg.com"


def register(state: dict[str, Any], request: Request) -> Response:
    """`POST /images`: state 1 for known bytes, 2 with a token for new ones."""
    body = check_body(request.json(), {"image_hash": str, "source": str})
    digest = str(body.get("image_hash", ""))
    if not re.fullmatch(r"[0-9a-f]{32}", digest) or body.get("source") != "article":
        raise malformed("参数 image_hash 或 source 不正确")
    image = state["images"].setdefault(
        digest,
        {"id": str(700000000000000000 + len(state["images"])), "type": "", "confirmed": False, "polls": 0},
    )
    file = {"state": 1 if image["type"] else 2, "image_id": image["id"], "object_key": f"v2-{digest}"}
    token = {} if image["type"] else {"upload_token": TOKEN}
    return answered({"upload_vendor": "aliyun", "upload_file": file, **token})


def confirm(state: dict[str, Any], request: Request, image_id: str) -> Response:
    """`PUT /images/{id}/uploading_status`."""
    if check_body(request.json(), {"upload_result": str}).get("upload_result") != "success":
        raise malformed("参数 upload_result 不正确")
    _, image = _found(state, image_id)
    image["confirmed"] = True
    return answered({})


def status(state: dict[str, Any], image_id: str, polls: int, private: bool) -> Response:
    """`GET /images/{id}`: `polls` times "processing", then "success"."""
    digest, image = _found(state, image_id)
    ready = image["type"] and image["confirmed"]
    image["polls"] += 1
    if not ready or image["polls"] <= polls:
        return answered({"status": "processing" if image["type"] else "init"})
    address = f"{HOST}/v2-{digest}"
    if private:
        address = f"https://pic-private.zhihu.com/v2-{digest}.{TYPES[image['type']]}?auth_key=1700000000-0-0"
    return answered(
        {
            "status": "success",
            "src": address,
            "original_src": address,
            "original_hash": f"v2-{digest}",
            "watermark": "watermark",
            "watermark_src": address,
            "watermark_hash": f"v2-{digest}",
        }
    )


def stored(state: dict[str, Any], store: Store, request: Request) -> Response:
    """`PUT`/`POST` on the bucket's host: one object, whole or in parts."""
    key = request.path.removeprefix("/")
    digest = key.removeprefix("v2-")
    if not _signed(request, key):
        return _xml(403, "SignatureDoesNotMatch", "The request signature we calculated does not match")
    if digest not in state["images"]:
        return _xml(403, "AccessDenied", "You have no right to access this object")
    if "uploads" in request.query:
        upload = f"upload-{len(state['uploads']) + 1}"
        state["uploads"][upload] = {"key": key, "type": request.headers.get("content-type", ""), "parts": {}}
        return _ok(
            f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
        )
    if upload := request.query.get("uploadId", ""):
        if state["uploads"].get(upload, {}).get("key") != key:
            return _xml(404, "NoSuchUpload", "The specified upload does not exist")
        return _part(state, store, request, upload)
    return _keep(state, store, digest, request.body, request.headers.get("content-type", ""))


def _part(state: dict[str, Any], store: Store, request: Request, upload: str) -> Response:
    found = state["uploads"][upload]
    number = request.query.get("partNumber")
    if request.method == "PUT" and number:
        tag = f'"{hashlib.md5(request.body, usedforsecurity=False).hexdigest().upper()}"'
        found["parts"][number] = tag
        store.put_file(f"{upload}-{number}", request.body)
        return Response(200, b"", {"etag": tag, "content-type": "application/xml"})
    named = re.findall(r"<PartNumber>(\d+)</PartNumber><ETag>(.*?)</ETag>", request.body.decode())
    if [(n, t.replace("&quot;", '"')) for n, t in named] != list(found["parts"].items()):
        return _xml(400, "InvalidPart", "One or more of the specified parts could not be found")
    data = b"".join(store.get_file(f"{upload}-{n}") for n, _ in named)
    return _keep(state, store, found["key"].removeprefix("v2-"), data, found["type"])


def _keep(state: dict[str, Any], store: Store, digest: str, data: bytes, media_type: str) -> Response:
    if hashlib.md5(data, usedforsecurity=False).hexdigest() != digest:
        return _xml(400, "InvalidDigest", "The bytes are not those of the key")
    if media_type not in TYPES or next((t for m, t in MAGIC.items() if data.startswith(m)), "") != media_type:
        return _xml(400, "InvalidArgument", "The bytes are not of this Content-Type")
    state["images"][digest]["type"] = media_type
    store.put_file(f"v2-{digest}", data)
    return Response(200, b"", {"content-type": "application/xml"})


def _signed(request: Request, key: str) -> bool:
    """Recomputed from what arrived, by Aliyun's description of its V1 signature."""
    names = sorted(name for name in request.headers if name.startswith("x-oss-"))
    if (
        "x-oss-security-token" not in names
        or request.headers["x-oss-security-token"] != TOKEN["access_token"]
    ):
        return False
    resource = key
    sub = [n if not request.query[n] else f"{n}={request.query[n]}" for n in sorted(request.query)]
    if sub:
        resource += "?" + "&".join(sub)
    lines = [
        request.method,
        request.headers.get("content-md5", ""),
        request.headers.get("content-type", ""),
        request.headers.get("x-oss-date") or request.headers.get("date", ""),
        *(f"{name}:{request.headers[name]}" for name in names),
        f"/zhihu-pics/{resource}",
    ]
    key_bytes = str(TOKEN["access_key"]).encode()
    mac = hmac.new(key_bytes, "\n".join(lines).encode(), hashlib.sha1).digest()
    wanted = f"OSS {TOKEN['access_id']}:{base64.b64encode(mac).decode()}"
    return hmac.compare_digest(wanted, request.headers.get("authorization", ""))


def _found(state: dict[str, Any], image_id: str) -> tuple[str, dict[str, Any]]:
    for digest, image in state["images"].items():
        if image["id"] == image_id:
            return digest, image
    raise refused(404, 4041, "图片不存在")


def _ok(xml: str) -> Response:
    return Response(
        200, f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode(), {"content-type": "application/xml"}
    )


def _xml(status: int, code: str, message: str) -> Response:
    xml = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return Response(status, xml.encode(), {"content-type": "application/xml"})

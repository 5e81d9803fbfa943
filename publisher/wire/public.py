"""Connecting to the public web and to nowhere else: a host is resolved once, and the address checked is the
one connected to.

An address in a post may be anybody's idea, so it must not reach what only this machine can: every host is
resolved here, every address it has is checked, and the connection goes to the checked address itself, so
that a second look-up cannot answer differently. That is why no proxy is used: it would look names up anew.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.cookiejar import DefaultCookiePolicy
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpx

from publisher.wire.transport import USER_AGENT, silence

IP = IPv4Address | IPv6Address
Allow = Callable[[IP], bool]
"""Which IP addresses may be connected to."""
Trace = Callable[[str, dict[str, Any]], None]
"""What httpcore tells of a connection while it is used."""
_NOBODY = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""RFC 6052: IPv4 addresses as IPv6 networks without IPv4 write them."""


def is_public(ip: IP) -> bool:
    """Whether an address belongs to the public internet: not loopback, private, link-local, multicast,
    reserved, carrier-grade NAT, nor one of these wrapped in IPv6."""
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return ip.ipv4_mapped is not None and is_public(inner)
        if ip in _TRANSLATED:  # a gateway makes an IPv4 address of it, perhaps of the network here
            return False
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def open_direct(user_agent: str = USER_AGENT) -> httpx.Client:
    """A client that uses no proxy, whatever HTTPS_PROXY says, keeps no cookies and follows no redirects.
    Every request has a connection of its own: one kept for an IP address was opened for one of the names
    that live there, and says nothing of the others."""
    silence()
    http = httpx.Client(
        limits=httpx.Limits(max_keepalive_connections=0),
        mounts={"all://": None, "http://": None, "https://": None},
        headers={"User-Agent": user_agent},
        follow_redirects=False,
    )
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return http


def plain(url: str) -> httpx.URL | None:
    """An http(s) address with a host and without credentials; None for anything else."""
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        return None
    wanted = target.scheme in {"http", "https"} and target.host and not target.userinfo
    return target if wanted else None


def addresses(target: httpx.URL, allow: Allow) -> tuple[str, ...] | None:
    """The IP addresses of a host that may be connected to: () where it has none at all, None where it has
    none that may be. Raises OSError where that cannot be told."""
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(target.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NOBODY:
            return ()
        raise
    except UnicodeError:  # no name that a host could have
        return ()
    every = dict.fromkeys(str(entry[4][0]) for entry in found)
    allowed = tuple(each for each in every if allow(ip_address(each.partition("%")[0])))
    return allowed if allowed or not every else None


def ask(
    http: httpx.Client, method: str, target: httpx.URL, ip: str, timeout: float, trace: Trace | None = None
) -> AbstractContextManager[httpx.Response]:
    """One request to one checked address, under the name the author wrote. `timeout` in seconds bounds each
    silence; `trace` is told of the connection. Raises what httpx raises."""
    return http.stream(
        method,
        target.copy_with(host=ip, fragment=None),
        headers={"Host": target.netloc.decode("ascii"), "Accept-Encoding": "identity"},
        timeout=timeout,
        extensions={
            "sni_hostname": target.raw_host.decode("ascii").strip("[]"),
            **({"trace": trace} if trace else {}),
        },
    )

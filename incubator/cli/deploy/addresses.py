"""Where a host leads, read as the system itself would: 0, 0x7f.1 and ::0 are addresses too."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address


def is_number(name: str) -> bool:
    """An address in any way of writing it, and no name."""
    try:
        ip_address(name)
        return True
    except ValueError:
        pass
    try:
        socket.inet_aton(name)
        return True
    except (OSError, ValueError):
        return False


def is_inside(host: str) -> bool:
    """Every address it stands for is one machine's alone or a private network's."""
    found = _addresses(host)
    return bool(found) and not any(
        one.is_unspecified or one.is_multicast or one.is_global for one in found
    )  # fmt: skip


def is_here(host: str) -> bool:
    """This machine: nothing, a socket's folder, or a loopback address."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _addresses(host: str) -> list[Address]:
    """None for what nothing can listen on."""
    if not host:
        return []
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [_plain(str(one[4][0])) for one in found]


def _plain(text: str) -> Address:
    address = ip_address(text.partition("%")[0])
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address

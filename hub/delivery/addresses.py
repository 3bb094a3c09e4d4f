"""Which addresses a webhook may have, as far as that can be said without asking anybody."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from brand.fetch import is_public


def complain(url: str) -> str:
    """What is wrong with an address; "" if nothing can be seen to be."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return _("This is no address.")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return _("An address begins with https:// or http:// and names a host.")
    if parts.username is not None or parts.password is not None:
        return _("An address must not hold a user name or password: every message is signed instead.")
    host = parts.hostname.rstrip(".")
    address = _number(host)
    is_inward = host == "localhost" or host.endswith(".localhost")
    if address is not None:
        is_inward = not is_public(address) and (str(address), port) not in trusted()
    if not is_inward:
        return ""
    return _("This address leads into a private network. Whoever runs the hub may allow it: HUB_WEBHOOK_TRUSTED.")


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is, however it is written: 127.0.0.1, 127.1, 0x7f000001 and 2130706433 are the same."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host)) if host.isascii() else None
    except (OSError, ValueError):
        return None


def trusted() -> frozenset[tuple[str, int]]:
    """What may be sent to although it is not public: named by whoever runs the hub, and by nobody else."""
    return frozenset(settings.HUB_WEBHOOK_TRUSTED)

"""What is wanted of a renderer: format, dialect, links, and the only time it knows."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from renderers.contract.hosts import belongs_to

Option = str | int | float | bool


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """Campaign parameters for links, and short links that were allocated before rendering.

    In the values of `utm`, `{channel}` and `{format}` stand for their keys. `hosts` names the hosts whose links,
    and those of hosts below them, are tagged; empty = all. `short` maps an address, as written, to its short link.
    """

    utm: tuple[tuple[str, str], ...] = ()
    hosts: tuple[str, ...] = ()
    short: tuple[tuple[str, str], ...] = ()

    def tagged(self, url: str) -> str:
        """Add the campaign parameters to an http(s) address; those it already has stay."""
        return _tagged(url, self.utm, self.hosts)

    def shortest(self, url: str) -> str:
        """The short link of an address, or the tagged address where none was allocated."""
        return dict(self.short).get(url) or self.tagged(url)

    def resolved(self, channel: str, format_key: str) -> "LinkPolicy":
        """The same policy with channel and format filled in."""
        filled = tuple(
            (key, value.replace("{channel}", channel).replace("{format}", format_key)) for key, value in self.utm
        )
        return replace(self, utm=filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """What is wanted. `dated` is the first publish or go-live instant: the only time a renderer knows.

    `limits` are a brand's own values, (channel, limit id, value); `options` are the channel's own settings.
    """

    format: str
    dialect: str = "plain"
    links: LinkPolicy = LinkPolicy()
    media_base: str = "media/"
    dated: datetime | None = None
    limits: tuple[tuple[str, str, float], ...] = ()
    options: tuple[tuple[str, Option], ...] = ()

    def option(self, name: str, default: Option = "") -> Option:
        """The value of an option."""
        return dict(self.options).get(name, default)


@lru_cache(maxsize=1024)
def _tagged(url: str, utm: tuple[tuple[str, str], ...], hosts: tuple[str, ...]) -> str:
    """An address with the parameters; a mail names each of its addresses several times, and again in every dialect."""
    parts = urlsplit(url)
    if not utm or parts.scheme not in ("http", "https") or (hosts and not belongs_to(parts.hostname or "", hosts)):
        return url
    present = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)} if parts.query else ()
    added = urlencode([pair for pair in utm if pair[0] not in present], quote_via=quote)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))

"""Pictures of a page that may be its logo: those that call themselves one, those in its head, and its icon."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from brand.inspect.color import parsed
from brand.portable.starting.candidates import LOGOS, FoundLogo, Spot
from brand.portable.starting.jsonld import organizations
from brand.portable.starting.naming import channels
from brand.portable.starting.sheets import base_of, joined

#: A drawing in the page itself has so many characters at most.
DRAWING = 200_000
#: How far up the page is asked what a picture belongs to.
_ANCESTORS = 8
_LOGO = re.compile(r"logo|wortmarke|bildmarke|wordmark|(?:^|[\s_-])brand(?:$|[\s_-])", re.IGNORECASE)
#: Marks of others: those that pay, deliver, vouch and link.
_OTHERS = re.compile(
    r"payment|zahlung|partner|sponsor|paypal|visa|mastercard|klarna|dhl|hermes|trusted|guetesiegel|siegel|"
    r"facebook|instagram|youtube|linkedin|pinterest|tiktok|twitter|whatsapp|social|app-?store|google-?play|"
    r"cart|warenkorb|search|suche|menu|burger|close|chevron|arrow|flag|icon-",
    re.IGNORECASE,
)
_HEADER = re.compile(r"(?:^|[\s_-])(?:header|masthead|navbar|topbar|site-head)", re.IGNORECASE)
_FOR_DARK = re.compile(
    r"(?:logo|mark)[\w-]*(?:white|weiss|light|hell|negativ|invers|invert|dark-?(?:bg|mode))", re.IGNORECASE
)
_FILL = re.compile(r"(?:fill|stroke|stop-color)\s*[=:]\s*[\"']?\s*(#[0-9a-f]{3,8}|rgb\([^)]*\)|[a-z]+)", re.IGNORECASE)
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
          ".webp": "image/webp", ".gif": "image/gif", ".ico": "image/x-icon"}  # fmt: skip
_ICONS = "link[rel~=icon][href], link[rel=apple-touch-icon][href], link[rel=mask-icon][href]"


@dataclass(frozen=True, slots=True)
class _Ranked:
    logo: FoundLogo
    rank: tuple[int, int, int]


def logos_of(tree: LexborHTMLParser, *, url: str, brand: str) -> tuple[FoundLogo, ...]:
    """The pictures, the likeliest first: named ones before those in the head, icons last; SVG before others."""
    base = base_of(tree, url)
    found: dict[tuple[str, bytes], _Ranked] = {}
    for order, (spot, logo) in enumerate(_pictures(tree, base, brand)):
        rank = (list(Spot).index(spot), 0 if logo.media_type == "image/svg+xml" else 1, order)
        known = found.get((logo.url, logo.data))
        if known is None or rank < known.rank:
            found[logo.url, logo.data] = _Ranked(replace(logo, spot=spot), rank)
    best = sorted(found.values(), key=lambda one: one.rank)[:LOGOS]
    return tuple(
        replace(one.logo, name=f"{brand} {number}" if number > 1 else brand) for number, one in enumerate(best, 1)
    )


def ground_of(svg: bytes) -> str:
    """ "dark" for a drawing in light colors only, which nobody sees on white; else "light"."""
    colors = [parsed(value) for value in _FILL.findall(svg.decode("utf-8", "replace")[:DRAWING])]
    known = [color[0] for color in colors if color is not None and color[1] > 0]
    return "dark" if known and all(min(channels(color)) > 0.85 for color in known) else "light"


def _pictures(tree: LexborHTMLParser, base: str, brand: str) -> Iterator[tuple[Spot, FoundLogo]]:
    for about in organizations(tree):
        address = about.get("logo")
        address = address.get("url") if isinstance(address, dict) else address
        if isinstance(address, str):
            logo = _addressed(address, base, alt=brand)
            if logo is not None:
                yield Spot.NAMED, logo
    for node in tree.css("img, svg"):
        spot = _spot(node, brand)
        logo = _of(node, base) if spot is not None else None
        if spot is not None and logo is not None:
            yield spot, logo
    for icon in tree.css(_ICONS):
        logo = _addressed(icon.attributes.get("href") or "", base, alt="")
        if logo is not None:
            yield Spot.ICON, logo


def _spot(node: LexborNode, brand: str) -> Spot | None:
    """Where a picture stands, as far as that makes it a logo."""
    words = _words(node)
    around = [_words(one) for one in _above(node)]
    near = " ".join(around[:3])
    if _OTHERS.search(words) or _OTHERS.search(" ".join(around[:2])):
        return None
    in_head = any(one.tag == "header" or one.attributes.get("role") == "banner" or _HEADER.search(_words(one))
                  for one in _above(node))  # fmt: skip
    alt = node.attributes.get("alt") or ""
    is_named = bool(_LOGO.search(words) or _LOGO.search(near)) or (bool(alt) and alt.casefold() == brand.casefold())
    if is_named and (in_head or _LOGO.search(words)):
        return Spot.NAMED
    is_home = any(one.tag == "a" and _leads_home(one.attributes.get("href") or "") for one in _above(node))
    return Spot.HEADER if in_head and (is_home or (node.tag == "img" and is_named)) else None


def _leads_home(address: str) -> bool:
    return urlsplit(joined("https://home.example/", address)).path.strip("/") in {"", "de", "en", "index.html", "home"}


def _above(node: LexborNode) -> Iterator[LexborNode]:
    one, steps = node.parent, 0
    while one is not None and steps < _ANCESTORS:
        yield one
        one, steps = one.parent, steps + 1


def _words(node: LexborNode) -> str:
    """What an element says of itself: id, classes, alternative text, file."""
    names = ("id", "class", "alt", "title", "aria-label", "src", "data-src")
    return " ".join((node.attributes.get(name) or "")[:200] for name in names)


def _of(node: LexborNode, base: str) -> FoundLogo | None:
    if node.tag == "svg":
        return _drawn(node)
    alt = (node.attributes.get("alt") or "").strip()
    address = node.attributes.get("src") or node.attributes.get("data-src") or ""
    if address.startswith("data:") and node.attributes.get("data-src"):
        address = node.attributes.get("data-src") or ""  # what stands there until the picture is needed
    found = _addressed(address, base, alt=alt)
    return replace(found, on="dark") if found is not None and _FOR_DARK.search(_words(node)) else found


def _drawn(node: LexborNode) -> FoundLogo | None:
    """A drawing in the page; one that is kept elsewhere in the page draws nothing by itself."""
    source = node.html or ""
    if len(source) > DRAWING or node.css_first("use") is not None:
        return None
    if "xmlns=" not in source[:500]:
        source = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    data = source.encode()
    title = node.css_first("title")
    alt = title.text() if title is not None else node.attributes.get("aria-label") or ""
    return FoundLogo("", Spot.HEADER, data=data, media_type="image/svg+xml", on=ground_of(data), alt=alt.strip())


def _addressed(address: str, base: str, *, alt: str) -> FoundLogo | None:
    if address.startswith("data:"):
        return _inside(address, alt)
    full = joined(base, address) if address.strip() else ""
    return _at(full, alt=alt) if full.startswith(("http://", "https://")) else None


def _at(address: str, *, alt: str) -> FoundLogo:
    path = urlsplit(address).path.lower()
    ending = next((end for end in _TYPES if path.endswith(end)), "")
    on = "dark" if _FOR_DARK.search(path) else "light"
    return FoundLogo("", Spot.HEADER, url=address, media_type=_TYPES.get(ending, ""), on=on, alt=alt[:200])


def _inside(address: str, alt: str) -> FoundLogo | None:
    """A picture in a `data:` address."""
    head, comma, body = address[5:].partition(",")
    media_type = head.partition(";")[0].strip().lower()
    if not comma or media_type not in _TYPES.values() or len(body) > 2 * DRAWING:
        return None
    try:
        data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
    on = ground_of(data) if media_type == "image/svg+xml" else "light"
    return FoundLogo("", Spot.HEADER, data=data, media_type=media_type, on=on, alt=alt[:200])

"""An artifact as it arrives: in the inbox, on the phone, in the feed, in the browser, on the cutting table.

Previews and boards show the same frames, by the templates in `content/frames/`. All of it is data: whatever people
wrote is escaped, and pages stand in frames that may run nothing and load nothing.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesHeaderParser
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy

from hub.content.pages import data_url, page_of
from hub.content.posts import HANDLE_BESIDE, NAME_LEADS, PICTURE_FIRST, Stretch, folded
from renderers.contract.artifact import Artifact
from renderers.contract.tokens import Tokens
from renderers.toolkit.sheets import Sheet

_SRGB = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURES = ("proof.png", "image.jpg", "image.png")
_TEXTS = ("text.txt", "message.txt")
#: Files people may want to keep, and what they are called. Others are called by their names.
FILES = {
    "message.eml": gettext_lazy("Mail (.eml)"),
    "print.pdf": gettext_lazy("PDF for the print shop"),
    "proof.png": gettext_lazy("Proof as a picture"),
    "image.jpg": gettext_lazy("Picture"),
    "text.txt": gettext_lazy("Text"),
    "message.txt": gettext_lazy("Text"),
    "body.html": gettext_lazy("HTML"),
    "content.md": gettext_lazy("Markdown"),
    "post.json": gettext_lazy("JSON"),
    "message.json": gettext_lazy("JSON"),
    "content.json": gettext_lazy("JSON"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as readers see it: name, handle in the network, site, and the color of the mark."""

    name: str
    handle: str = ""
    site: str = ""
    color: str = ""

    @property
    def initials(self) -> str:
        """One or two letters for the mark."""
        words = [word for word in self.name.split() if word[:1].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"

    @property
    def ink(self) -> str:
        """Black or white, whichever is read better on the mark."""
        if not self.color:
            return ""
        red, green, blue = (int(self.color[place : place + 2], 16) for place in (1, 3, 5))
        return "#1a1a1a" if 299 * red + 587 * green + 114 * blue > 150_000 else "#ffffff"


def speaker_of(brand_name: str, tokens: Tokens | None = None, *, format_key: str = "") -> Speaker:
    """The brand as a speaker in a format."""
    if tokens is None:
        return Speaker(brand_name)
    sender = tokens.sender
    return Speaker(
        name=sender.name or sender.company or brand_name,
        handle=dict(sender.handles).get(format_key.partition("-")[0], ""),
        site=urlsplit(sender.website).hostname or "",
        color=next((one.srgb for one in tokens.colors if "primary" in one.roles and _SRGB.fullmatch(one.srgb)), ""),
    )


@dataclass(frozen=True, slots=True)
class Snippet:
    """How search engines and link previews announce a page."""

    title: str
    description: str
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A page of a print file: its picture, its size in millimetres, and the trim in percent from the edges."""

    picture: str
    width: int
    height: int
    bleed: float
    inset: tuple[float, float, float, float]

    @property
    def clip(self) -> str:
        """The trim as CSS lengths: top, right, bottom, left."""
        return " ".join(f"{side:.3f}%" for side in self.inset)


@dataclass(frozen=True, slots=True)
class Frame:
    """One artifact as it arrives. `kind` names the template; `look` is the format, for what networks do differently.

    `page` is a whole page for a sandboxed frame, `page_url` an address of one; `picture` an address.
    """

    kind: str
    look: str
    key: str
    title: str
    locale: str
    speaker: Speaker
    sender: str = ""
    address: str = ""
    subject: str = ""
    preheader: str = ""
    text: str = ""
    alt: str = ""
    picture: str = ""
    page: str = ""
    page_url: str = ""
    letter: str = ""
    stretches: tuple[Stretch, ...] = ()
    snippet: Snippet | None = None
    sheets: tuple[ShownSheet, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    costs: dict[str, object] = field(default_factory=dict)

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return bool(self.page or self.page_url)

    @property
    def is_folded(self) -> bool:
        """Whether the network hides a part of the text."""
        return any(stretch.hidden for stretch in self.stretches)

    @property
    def picture_first(self) -> bool:
        """Whether the network puts the picture before the words."""
        return self.look in PICTURE_FIRST

    @property
    def shows_handle(self) -> bool:
        """Whether the network shows the handle beside the name."""
        return bool(self.speaker.handle) and self.look in HANDLE_BESIDE

    @property
    def name_leads(self) -> bool:
        """Whether the caption begins with the name."""
        return self.look in NAME_LEADS


def frame_of(
    artifact: Artifact,
    *,
    channel: str,
    format_key: str,
    title: str,
    locale: str,
    speaker: Speaker,
    address: Callable[[str], str] | None = None,
    scheme: str = "",
    sheets: tuple[Sheet, ...] = (),
) -> Frame:
    """The frame of an artifact. `address` names where a part's bytes are served; without it all is in the page."""
    parts = {part.name: part for part in artifact.parts}

    def text(name: str) -> str:
        return parts[name].text if name in parts else ""

    def picture(name: str) -> str:
        if name not in parts:
            return ""
        return address(name) if address else data_url(parts[name].data, parts[name].media_type)

    words = next((text(name) for name in _TEXTS if name in parts), "")
    chosen = next((name for name in _PICTURES if name in parts), "")
    sender, mailbox = _sender(parts["message.eml"].data) if "message.eml" in parts else ("", "")
    costs = _costs(text("message.json"))
    has_page = "body.html" in parts
    return Frame(
        kind=_kind(set(parts)),
        look=format_key,
        key=f"{channel}-{format_key}",
        title=title,
        locale=locale,
        speaker=speaker,
        sender=sender or str(costs.get("sender") or ""),
        address=mailbox,
        subject=text("subject.txt"),
        preheader=text("preheader.txt"),
        text=words,
        alt=text("alt.txt"),
        picture="" if sheets else picture(chosen),
        page=page_of(artifact, locale=locale, scheme=scheme) if has_page and not address else "",
        page_url=address("body.html") if has_page and address else "",
        letter=text("body.txt"),
        stretches=folded(words, artifact.meters),
        snippet=_snippet(text("head.html"), picture("og.jpg")) if "head.html" in parts else None,
        sheets=tuple(_shown(sheet) for sheet in sheets),
        pictures=tuple(
            (name, picture(name))
            for name, part in parts.items()
            if part.media_type.startswith("image/") and name not in {chosen, "og.jpg", "proof.png"}
        ),
        costs=costs,
    )


def _kind(names: set[str]) -> str:
    """How it is drawn; channels not yet written fall to the nearest."""
    marks = (
        ("subject.txt", "mail"),
        ("body.html", "page"),
        ("print.pdf", "sheet"),
        ("proof.png", "sheet"),
        ("message.txt", "bubble"),
    )
    return next((kind for name, kind in marks if name in names), "post")


def _sender(mail: bytes) -> tuple[str, str]:
    """Name and mailbox of who a mail says it is from."""
    head = mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    found = BytesHeaderParser(policy=policy.default).parsebytes(head)["From"]
    addresses = getattr(found, "addresses", ())
    return (addresses[0].display_name, addresses[0].addr_spec) if addresses else ("", "")


def _costs(payload: str) -> dict[str, object]:
    """What a text message costs to send, as its payload says."""
    try:
        found = json.loads(payload) if payload else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    counted = all(isinstance(found.get(name), int) for name in ("segments", "units"))
    return found if counted else {"sender": found.get("sender")}


class _Head(HTMLParser):
    """Reads what a page's head says of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a description, or that the title begins."""
        given = dict(attrs)
        if tag == "meta":
            name = given.get("name") or given.get("property") or ""
            self.said.setdefault(name, given.get("content") or "")
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        """Note that the title ends."""
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        """Collect the title."""
        if self._in_title:
            self.said["title"] = self.said.get("title", "") + data


def _snippet(head: str, picture: str) -> Snippet:
    reader = _Head()
    reader.feed(head)
    reader.close()
    said = reader.said
    return Snippet(said.get("title", ""), said.get("description", ""), picture, said.get("og:image:alt", ""))


def _shown(sheet: Sheet) -> ShownSheet:
    across, down = 100 / max(sheet.width, 0.01), 100 / max(sheet.height, 0.01)
    width, height = sheet.trimmed
    return ShownSheet(
        picture=data_url(sheet.data, "image/jpeg"),
        width=round(width),
        height=round(height),
        bleed=max(sheet.left, sheet.top, sheet.right, sheet.bottom),
        inset=(sheet.top * down, sheet.right * across, sheet.bottom * down, sheet.left * across),
    )

"""The foot of a mail: the brand's legal lines, its address, the links to unsubscribe and to read online."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from renderers.channels.email.draft import Draft
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.dialect import Tag
from renderers.contract.escape import Context, clean, escape
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.tokens import Sender
from renderers.contract.view import RenderInput
from renderers.toolkit import html
from renderers.toolkit.legal import credit_line, line_place, printed_lines
from renderers.toolkit.lines import one_line
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import isolated, phrases

#: A header's line has at most 998 characters (RFC 5322).
_LONGEST_ADDRESS = 900
_ASCII = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True)
class FootLink:
    """A link in the foot: its words, their place, and its address as the dialect or the request gives it."""

    label: str
    place: Place
    address: str


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below a mail: small print, who speaks, the postal address as the sending system writes it, links."""

    small_print: tuple[tuple[Place, str], ...]
    sender: tuple[str, ...]
    address_tag: str
    links: tuple[FootLink, ...]
    losses: tuple[Loss, ...]

    @classmethod
    def of(cls, source: RenderInput, pen: Pen) -> "Foot":
        """Gather it. The small print: who made the pictures, then the brand's legal lines."""
        lines = [(place, isolated(text, source.document.language)) for _, place, text in printed_lines(source)]
        said = " ".join(text for _, text in lines)
        credit = credit_line(source)
        found, losses = _links(source, pen)
        return cls(
            small_print=tuple([credit, *lines] if credit else lines),
            sender=tuple(_sender_lines(source.tokens.sender, said, source.document.language)),
            address_tag=pen.tag(Tag.ADDRESS) or "",
            links=tuple(found),
            losses=tuple(losses),
        )

    def written(self, draft: Draft) -> list[str]:
        """Its lines as slots, the links on the last."""
        place = Place.of("tokens.sender")
        lines = [draft.line(text, at) for at, text in self.small_print]
        site = draft.source.tokens.sender.website
        shown = site.removeprefix("https://").rstrip("/")  # the link leads to https all the same
        lines += [draft.line(line.replace(site, shown) if site else line, place) for line in self.sender]
        if self.address_tag:
            lines.append(draft.put(self.address_tag, place))
        links = [
            draft.put(
                f'<a class="u" href="{html.address(link.address)}"{draft.look.quiet_link_style}>'
                f"{draft.pen.words(link.label, Context.HTML)}</a>",
                link.place,
            )
            for link in self.links
        ]
        return [*lines, " &#160;·&#160; ".join(links)] if links else lines


def _sender_lines(sender: Sender, said: str, language: str) -> list[str]:
    """Company and postal address, telephone, mail and web; without what the imprint says already."""
    words = phrases(language)
    postal = [line for line in (sender.company or sender.name, *sender.address) if line and line not in said]
    reached = [
        f"{words.phone} {isolated(sender.phone, language)}" if sender.phone and sender.phone not in said else "",
        *(isolated(line, language) for line in (sender.email, sender.website) if line and line not in said),
    ]
    return [line for line in (isolated(", ".join(postal), language), " · ".join(filter(None, reached))) if line]


def _links(source: RenderInput, pen: Pen) -> tuple[list[FootLink], list[Loss]]:
    """The links that this dialect or request has addresses for; a loss for each that the brand wants and is not had."""
    words = phrases(source.document.language)
    found, losses = [], []
    for tag, usual, wanted in (
        (Tag.VIEW_ONLINE, words.view_online, False),
        (Tag.PREFERENCES, words.preferences, False),
        (Tag.UNSUBSCRIBE, words.unsubscribe, True),
    ):
        place = line_place(tag)
        label = clean(source.tokens.line(tag))
        if tag is Tag.PREFERENCES and not label:
            continue
        if address := pen.tag(tag) or _given(source, pen, tag):
            found.append(FootLink(label or usual, place, address))
        elif label or wanted:
            why = Message("The dialect “{dialect}” has no such link, and none was given.", dialect=pen.dialect.label)
            losses.append(Loss(LossKind.DROPPED, label or usual, why, place))
    return found, losses


def unsubscribe_headers(source: RenderInput, pen: Pen) -> Iterator[tuple[str, str]]:
    """List-Unsubscribe (RFC 2369) and, where a web address can be called for it, its one-click companion (RFC 8058).

    A sending system's tag stands as it is: the system puts its address there, as it does in the bodies.
    """
    tag = pen.tag(Tag.UNSUBSCRIBE)
    address = tag or _in_header(_unsubscribe_address(source))
    if not address or len(address) > _LONGEST_ADDRESS or not one_line(address).isascii():
        return
    yield "List-Unsubscribe", f"<{one_line(address)}>"
    if tag or address.startswith("https:"):
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


@lru_cache(maxsize=256)
def _in_header(address: str) -> str:
    return quote(escape(address, Context.URL), safe=_ASCII)


def _unsubscribe_address(source: RenderInput) -> str:
    """Where a mail without a sending system is answered to: the given page, or the sender's mailbox."""
    given = html.safe_url(str(source.request.option("unsubscribe_url")))
    if given:
        return given
    mailbox = _mailbox(source.tokens.sender)
    return f"mailto:{mailbox}?subject=unsubscribe" if mailbox else ""


def _given(source: RenderInput, pen: Pen, tag: Tag) -> str:
    """The address that the request gives; a page of no sending system knows who reads it."""
    if tag is Tag.UNSUBSCRIBE:
        return html.in_dialect(_unsubscribe_address(source), pen.dialect)
    given = html.safe_url(str(source.request.option(f"{tag.replace('-', '_')}_url")))
    return html.in_dialect(given, pen.dialect) if given else ""


def _mailbox(sender: Sender) -> str:
    mailbox = sender.reply_to or sender.email
    return mailbox if html.safe_url(f"mailto:{mailbox}") and mailbox.count("@") == 1 else ""

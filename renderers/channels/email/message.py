"""The mail as a file (RFC 5322): text, HTML and pictures in one, the same bytes for the same words."""

import hashlib
from base64 import b64encode
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from renderers.contract.artifact import Media
from renderers.contract.escape import Context, escape
from renderers.contract.tokens import Sender
from renderers.toolkit.lines import one_line

#: Reserved by RFC 2606: stands where the brand names no mailbox.
_NO_HOST = "einklang.invalid"
#: Characters of a subject line. RFC 5322 allows lines of 998; no program shows a tenth of it.
_LONGEST_SUBJECT = 900
#: Characters of a line after "Subject: "; bytes of an encoded word, which may be 75 characters long.
_LINE, _ENCODED_BYTES = 68, 39


def content_id(media: Media) -> str:
    """The name of a picture inside the mail, without angle brackets."""
    return f"{media.sha256[:32]}@{_NO_HOST}"


def message(
    *,
    subject: str,
    text: str,
    html: str,
    media: tuple[Media, ...],
    sender: Sender,
    dated: datetime | None,
    unsubscribe: str = "",
) -> bytes:
    """The mail's bytes. `html` refers to pictures as `cid:...`; `unsubscribe` is an address for List-Unsubscribe.

    It has no recipient, and `X-Unsent` makes mail programs open it as a draft. Nothing in it tells the time but
    `dated`; boundaries and Message-ID are drawn from the content.
    """
    digest = hashlib.sha256(f"{subject}\0{text}\0{html}".encode()).hexdigest()
    host = _host(sender.email)
    mail = EmailMessage(policy=SMTP)
    if address := _address(sender.name or sender.company, sender.email):
        mail["From"] = address
    if sender.reply_to != sender.email and (answer := _address("", sender.reply_to)):
        mail["Reply-To"] = answer
    mail["Subject"] = digest
    if dated is not None:
        mail["Date"] = format_datetime(dated)
    mail["Message-ID"] = f"<{digest[:40]}@{host}>"
    if unsubscribe:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
    if unsubscribe.startswith("https:"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    page = cast("EmailMessage", list(mail.iter_parts())[1])
    for picture in media:
        page.add_related(
            picture.data,
            *picture.media_type.split("/", 1),
            cid=f"<{content_id(picture)}>",
            filename=picture.file_name[-16:],
            disposition="inline",
        )
    mail.set_boundary(f"=_alternative_{digest[:24]}")
    if media:
        page.set_boundary(f"=_related_{digest[:24]}")
    written = _unstructured(escape(subject, Context.LINE)[:_LONGEST_SUBJECT])
    return mail.as_bytes().replace(f"Subject: {digest}\r\n".encode(), f"Subject: {written}\r\n".encode(), 1)


def _unstructured(text: str) -> str:
    """A header's words as RFC 2047 wants them, folded.

    Python's own folding takes words that look encoded ("=?utf-8?...") for such, and differs between its versions.
    """
    text = one_line(text)
    if text.isascii() and "=?" not in text and len(text) <= _LINE:
        return text
    words, waiting = [], b""
    for character in text:
        added = waiting + character.encode()
        if len(added) > _ENCODED_BYTES:
            words.append(waiting)
            added = character.encode()
        waiting = added
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in [*words, waiting])


def _address(name: str, mailbox: str) -> Address | None:
    """A mailbox with its display name, or None where it is none."""
    if not mailbox.isascii():
        return None
    try:
        return Address(escape(name, Context.LINE), addr_spec=mailbox)
    except (HeaderParseError, ValueError, IndexError):
        return None


def _host(mailbox: str) -> str:
    address = _address("", mailbox)
    return address.domain if address and address.domain else _NO_HOST

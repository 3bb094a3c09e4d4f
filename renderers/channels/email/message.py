"""The mail as a file (RFC 5322): text, HTML and pictures in one, the same bytes for the same words.

It is written here and not by Python's `email`, which takes fifteen times as long for the same lines.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from renderers.channels.email.mjml import Page
from renderers.channels.email.quotable import quoted
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
#: Bytes of a picture on one line of base64: 76 characters.
_PICTURE_LINE = 57


def content_id(media: Media) -> str:
    """The name of a picture inside the mail, without angle brackets: digits, letters, dots and an @."""
    return f"{media.sha256[:32]}@{_NO_HOST}"


def message(
    *,
    subject: str,
    text: str,
    page: Page,
    media: tuple[Media, ...],
    sender: Sender,
    dated: datetime | None,
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """The mail's bytes. `page` refers to pictures as `cid:...`; `headers` are further ones, finished.

    It has no recipient, and `X-Unsent` makes mail programs open it as a draft. Nothing in it tells the time but
    `dated`; boundaries and Message-ID are drawn from the content.
    """
    seen = hashlib.sha256(f"{subject}\0{text}\0".encode())
    seen.update(page.html)
    digest = seen.hexdigest()
    written = _unstructured(escape(subject, Context.LINE)[:_LONGEST_SUBJECT])
    head = [*_from(sender), f"Subject: {written}"]
    if dated is not None:
        head.append(f"Date: {_date(dated.replace(tzinfo=None), dated.utcoffset())}")
    head.append(f"Message-ID: <{digest[:40]}@{_host(sender.email)}>")
    head += [f"{name}: {value}" for name, value in headers]
    head += ["X-Unsent: 1", "MIME-Version: 1.0"]
    shown = _text_part("html", page.quoted)
    if media:
        kind = 'multipart/related; type="text/html"'
        shown = _bundle(kind, f"=_related_{digest[:24]}", shown, *((_picture_part(picture),) for picture in media))
    letter = _text_part("plain", quoted(text.encode()))
    mail = _bundle("multipart/alternative", f"=_alternative_{digest[:24]}", letter, shown)
    return b"".join([_lines(head), *mail])


def _lines(head: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in head).encode("ascii")


def _bundle(kind: str, boundary: str, *parts: Iterable[bytes]) -> list[bytes]:
    """Several parts as one, with its own head; in pieces, which are put together once."""
    written = [f'Content-Type: {kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()]
    for part in parts:
        written += (f"--{boundary}\r\n".encode(), *part)
    return [*written, f"--{boundary}--\r\n".encode()]


def _text_part(subtype: str, text: bytes) -> list[bytes]:
    head = [f'Content-Type: text/{subtype}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"]
    return [_lines(head), b"\r\n", text, b"\r\n"]


@lru_cache(maxsize=64)
def _picture_part(picture: Media) -> bytes:
    head = [
        f"Content-Type: {picture.media_type}",
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: inline; filename="{picture.file_name[-16:]}"',
        f"Content-ID: <{content_id(picture)}>",
    ]
    data = picture.data
    lines = (b64encode(data[start : start + _PICTURE_LINE]) for start in range(0, len(data), _PICTURE_LINE))
    return _lines(head) + b"\r\n" + b"\r\n".join(lines) + b"\r\n"


def _from(sender: Sender) -> Iterator[str]:
    if line := _mailbox_line("From", sender.name or sender.company, sender.email):
        yield line
    if sender.reply_to != sender.email and (line := _mailbox_line("Reply-To", "", sender.reply_to)):
        yield line


@lru_cache(maxsize=64)
def _date(day: datetime, offset: timedelta | None) -> str:
    """A header's date. Kept by the clock of its zone: equal moments of several zones are written apart."""
    return format_datetime(day if offset is None else day.replace(tzinfo=timezone(offset)))


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


@lru_cache(maxsize=64)
def _mailbox_line(header: str, name: str, mailbox: str) -> str:
    """A header with a mailbox and its display name, or nothing where it is none."""
    address = _address(name, mailbox)
    if address is None:
        return ""
    folded: str = SMTP.fold(header, SMTP.header_factory(header, address))
    return folded.rstrip("\r\n")


def _address(name: str, mailbox: str) -> Address | None:
    if not mailbox.isascii():
        return None
    try:
        return Address(escape(name, Context.LINE), addr_spec=mailbox)
    except (HeaderParseError, ValueError, IndexError):
        return None


@lru_cache(maxsize=64)
def _host(mailbox: str) -> str:
    address = _address("", mailbox)
    return address.domain if address and address.domain else _NO_HOST

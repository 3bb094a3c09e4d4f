"""A mail file becomes subjects: headers, subject line, preheader and HTML as one, the plain part beside it."""

import email
import email.message
import email.policy
import email.utils
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from brand.errors import BrandError, InspectError
from brand.finding import Where
from brand.inspect.bounds import require_short_headers
from brand.inspect.embedded import Embedded
from brand.inspect.html import inspect_html
from brand.inspect.limits import PARTS, decoded, require_bytes
from brand.inspect.text import inspect_text
from brand.subject import Link, MarkupUse, PictureUse, RunKind, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

#: Headers that rules look at, by their lower-case names.
HEADERS = ("from", "to", "reply-to", "sender", "date", "list-unsubscribe", "list-unsubscribe-post", "content-language")

_Placed = TypeVar("_Placed", TextRun, PictureUse, Link, MarkupUse)
#: How often a forwarded mail is unpacked.
_FORWARDS = 10
_SIGNS = ("From", "Subject", "Date", "To", "MIME-Version", "Content-Type", "Received")


def inspect_mail(
    data: bytes,
    *,
    name: str,
    channel: str = "email",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
) -> tuple[Subject, ...]:
    """Inspect a mail file (.eml): the mail itself, then its plain text part where there is one beside HTML.

    Of a mail that brings one other mail along as an attachment, that one is inspected, not the note that covers it.
    The mail's metadata hold the HEADERS, `subject`, `parts` ("html plain"), `attachments` (how many), and `size`, that
    of the HTML in bytes.

    Raises:
        InspectError: it is too large, no mail, or has too many parts.
    """
    require_bytes(data, "mail", name)
    require_short_headers(data, name)
    try:
        return _inspected(data, name, channel=channel, format_key=format_key, locale=locale, today=today)
    except BrandError:
        raise
    except Exception as error:  # the parser of broken headers raises more than it says, whenever it is asked
        message = Message("The mail is broken: {problem}. Save the mail as it was sent.", problem=_problem(error))
        raise InspectError(message, file=name) from error


def _problem(error: Exception) -> str:
    return (
        "headers or parts stand in one another without end" if isinstance(error, RecursionError) else str(error)[:200]
    )


def _inspected(
    data: bytes, name: str, *, channel: str, format_key: str, locale: str, today: date | None
) -> tuple[Subject, ...]:
    message = _forwarded(email.message_from_bytes(data, policy=email.policy.default), name)
    html, plain, pictures, attachments = _parts(message, name)
    if not any(header in message for header in _SIGNS):
        raise InspectError(
            Message("This is no mail: it has no headers such as From and Subject. Save the mail as it was sent."),
            file=name,
        )
    locale = locale or str(message.get("Content-Language", "")).strip()
    read = partial(inspect_text, name=name, channel=channel, format_key=format_key, locale=locale, today=today)
    text = read(plain) if plain is not None else None
    if html is not None:
        shown = inspect_html(html, name=name, channel=channel, format_key=format_key, locale=locale, today=today)
    else:
        shown = text or read("")
    metadata = dict(shown.metadata) | headers_of(message)
    metadata["parts"] = " ".join(kind for kind, part in (("html", html), ("plain", plain)) if part is not None)
    metadata["attachments"] = str(attachments)
    mail = replace(
        shown,
        kind=SubjectKind.MAIL,
        runs=(*_subject_line(message, name), *map(_without_line, shown.runs)),
        pictures=tuple(_without_line(_with_file(use, pictures)) for use in shown.pictures),
        links=tuple(map(_without_line, shown.links)),
        markup=tuple(map(_without_line, shown.markup)),
        metadata=tuple(sorted(metadata.items())),
    )
    if html is None or text is None:
        return (mail,)
    return (mail, replace(text, runs=tuple(map(_without_line, text.runs)), links=tuple(map(_without_line, text.links))))


def _forwarded(message: email.message.EmailMessage, name: str) -> email.message.EmailMessage:
    """The innermost of mails that were forwarded, each the only one attached to the next; others are themselves."""
    for _ in range(_FORWARDS):
        attached = list(_attached(message, name))
        inner = attached[0].get_payload() if len(attached) == 1 else None
        if not isinstance(inner, list) or not inner or not isinstance(inner[0], email.message.EmailMessage):
            break
        message = inner[0]
    return message


def _attached(message: email.message.EmailMessage, name: str) -> Iterator[email.message.EmailMessage]:
    """The mails attached to a mail; what is attached to them is not looked at."""
    waiting, count = [message], 0
    while waiting:
        part, count = waiting.pop(), count + 1
        if count > PARTS:
            raise InspectError(Message("The mail has more than {limit} parts.", limit=PARTS), file=name)
        if part.get_content_type() == "message/rfc822":
            yield part
        elif part.is_multipart():
            waiting += [one for one in part.iter_parts() if isinstance(one, email.message.EmailMessage)]


def _without_line(thing: _Placed) -> _Placed:
    """A body is packed inside the mail: its lines are not the file's."""
    where = replace(thing.where, line=0, column=0, path=thing.where.path or "text/plain")
    if isinstance(thing, TextRun):
        return replace(thing, where=where, anchors=())
    return replace(thing, where=where)


def _parts(message: email.message.EmailMessage, name: str) -> tuple[str | None, str | None, dict[str, PictureUse], int]:
    """The HTML, the plain text, pictures by their content id, and how many attachments there are."""
    found: dict[str, str] = {}
    pictures: dict[str, PictureUse] = {}
    attachments, embedded = 0, Embedded()
    for part in _leaves(message, name):
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment"
        if kind in {"text/html", "text/plain"} and not attached and kind not in found:
            found[kind] = _text(part, name)
        elif kind.startswith("image/") and part.get("Content-ID"):
            content_id = str(part["Content-ID"]).strip().strip("<>")
            use = PictureUse(Where(part=f"{name}/{content_id}"))
            pictures[content_id] = embedded.known(use, _bytes(part), f"{name}/{content_id}")
        else:
            attachments += 1
    return found.get("text/html"), found.get("text/plain"), pictures, attachments


def _leaves(message: email.message.EmailMessage, name: str) -> Iterator[email.message.EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count >= PARTS:
            raise InspectError(Message("The mail has more than {limit} parts.", limit=PARTS), file=name)
        if not part.is_multipart():
            yield part


def _bytes(part: email.message.EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: email.message.EmailMessage, name: str) -> str:
    data = _bytes(part)
    kind = "html" if part.get_content_type() == "text/html" else "text"
    require_bytes(data, kind, name)
    try:
        return decoded(data, name, part.get_content_charset() or "")
    except InspectError:
        return data.decode("latin-1")  # a mail that lies about its charset is read as mail programs do


def headers_of(message: email.message.EmailMessage) -> dict[str, str]:
    """The HEADERS and the subject of a mail, and the sender's name and address apart."""
    found = {}
    for header in (*HEADERS, "subject"):
        value = message.get(header)
        if value is not None:
            found[header] = " ".join(str(value).split())
    display, address = email.utils.parseaddr(found.get("from", ""))
    if address:
        found["from-name"], found["from-address"] = display, address
    return found


def _subject_line(message: email.message.EmailMessage, name: str) -> list[TextRun]:
    value = message.get("Subject")
    text = " ".join(str(value).split()) if value is not None else ""
    return [TextRun(text, Where(part=name, path="Subject"), RunKind.SUBJECT_LINE)] if text else []


def _with_file(use: PictureUse, pictures: dict[str, PictureUse]) -> PictureUse:
    """A picture as shown, with what its file inside the mail tells; it is no picture where there is no such file."""
    if not use.url.lower().startswith("cid:"):
        return use
    name = unquote(use.url[4:])
    file = pictures.get(name)
    if file is None:
        return replace(use, trouble=Message("The mail holds no picture “{name}”. Attach it.", name=name[:100]))
    return replace(file, where=use.where, alt=use.alt, url=use.url, width=use.width, height=use.height)

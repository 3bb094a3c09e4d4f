"""What kind of material a file is: by its name, else by its first bytes; then the inspection that fits."""

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from brand.errors import InspectError
from brand.inspect.apart import Runner, here, inspect_pdf_apart
from brand.inspect.html import inspect_html
from brand.inspect.image import inspect_picture
from brand.inspect.limits import decoded, require_bytes
from brand.inspect.mail import inspect_mail
from brand.inspect.markdown import inspect_markdown, inspect_markdown_overrides
from brand.inspect.text import inspect_text
from brand.subject import Subject
from renderers.contract.document import Document
from renderers.contract.message import Message

#: The kinds of files that are read, by ending.
ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".pdf": "pdf",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".webp": "picture",
    ".gif": "picture",
}
_TYPES = {
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "message/rfc822": "mail",
    "application/pdf": "pdf",
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<table|<div|<p\b|<!--)", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From|Received|Return-Path|Subject|Date|MIME-Version|Message-ID|To|DKIM-Signature): ?\S", re.IGNORECASE
)


def kind_of(data: bytes, name: str = "", media_type: str = "") -> str:
    """`markdown`, `text`, `html`, `mail`, `pdf` or `picture`.

    Raises:
        InspectError: the ending or media type is of a kind that is not read.
    """
    ending = PurePosixPath(name).suffix.lower()
    if media_type in _TYPES:
        return _TYPES[media_type]
    if media_type.startswith("image/") and media_type != "image/svg+xml":
        return "picture"
    if not media_type and ending in ENDINGS:
        return ENDINGS[ending]
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if media_type or (ending and re.fullmatch(r"\.[a-z]+[0-9]?", ending)):
        known = ", ".join(sorted(ENDINGS))
        raise InspectError(
            Message("Files of the kind “{kind}” are not read. Known: {known}.", kind=media_type or ending, known=known),
            file=name,
        )
    if _HTML.match(data):
        return "html"
    return "mail" if _MAIL.match(data) else "markdown"


def inspect_bytes(
    data: bytes,
    *,
    name: str,
    media_type: str = "",
    charset: str = "",
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
    document: Document | None = None,
    sheets: tuple[str, ...] = (),
    run: Runner = here,
) -> tuple[Subject, ...]:
    """Inspect a file of any known kind. `document` is the piece a Markdown file holds, `sheets` a page's style sheets.

    `run` lends a process in which PDFs are taken apart.

    Raises:
        InspectError: it is of no known kind, too large or broken.
    """

    def given(subject: Subject) -> Subject:
        return replace(subject, channel=channel, format=format_key, today=today)

    kind = kind_of(data, name, media_type)
    if kind == "mail":
        mails = inspect_mail(data, name=name, format_key=format_key, locale=locale, today=today)
        return tuple(replace(mail, channel=channel or mail.channel) for mail in mails)
    if kind == "markdown":
        main = inspect_markdown(data, name=name, locale=locale, document=document)
        overrides = inspect_markdown_overrides(data, name=name, locale=locale, today=today, document=document)
        return (given(main), *overrides)
    if kind == "html":
        if charset:
            require_bytes(data, "html", name)
        page = decoded(data, name, charset) if charset else data
        return (given(inspect_html(page, name=name, locale=locale, sheets=sheets)),)
    if kind == "pdf":
        require_bytes(data, "pdf", name)
        return (given(inspect_pdf_apart(data, name=name, locale=locale, run=run)),)
    if kind == "picture":
        return (given(inspect_picture(data, name=name, locale=locale)),)
    return (given(inspect_text(data, name=name, locale=locale)),)

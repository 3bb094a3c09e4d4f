"""Parts of an artifact as files to keep: under names people know, and harmless when a browser opens them."""

import re

from django.http import HttpResponse

from renderers.contract.artifact import Part

#: What is opened in a browser after all may run nothing and load nothing.
FILE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; sandbox"
#: Headers that belong to the delivery of a mail and not to a message somebody is about to write.
_DELIVERY = frozenset({b"from", b"reply-to", b"date", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"})
_UNNAMED = re.compile(r"[^A-Za-z0-9_-]+")


def file_name(part: str, *, slug: str, locale: str, format_key: str) -> str:
    """`laterne.de.newsletter.eml`: whatever the slug holds, a name that every system takes."""
    words = [_UNNAMED.sub("-", word).strip("-") or "-" for word in (slug or "draft", locale, format_key)]
    return ".".join([*words, _UNNAMED.sub("", part.rpartition(".")[2]) or "bin"])


def file_response(part: Part, name: str, *, as_new_message: bool = False) -> HttpResponse:
    """The part's bytes as a download. `as_new_message` makes of a mail one that its reader may send on as their own."""
    data = new_message(part.data) if as_new_message else part.data
    response = HttpResponse(data, content_type=part.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def new_message(mail: bytes) -> bytes:
    """The mail without sender, date and number, and with the mark by which mail programs open it as a draft.

    The hub sends nothing: whoever opens this sends it from their own mailbox, or does not.
    """
    head, gap, body = mail.partition(b"\r\n\r\n")
    kept: list[bytes] = []
    keeps = True
    for line in head.split(b"\r\n"):
        if not line.startswith((b" ", b"\t")):
            name = line.partition(b":")[0].strip().lower()
            keeps = name not in _DELIVERY and name != b"x-unsent"
        if keeps:
            kept.append(line)
    return b"\r\n".join([b"X-Unsent: 1", *kept]) + gap + body

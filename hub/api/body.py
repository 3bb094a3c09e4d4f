"""Bodies of requests: what is no JSON, too large, or kept by no database is refused before anything looks at it."""

import json
import re
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.parser import Parser

from hub.api.errors import ProblemError

MEGABYTE = 1 << 20
#: The most bytes of a body that is no upload: documents, Markdown, settings.
TEXT_BYTES = 5 * MEGABYTE
#: The most bytes of any body, uploads to the linter included.
BODY_BYTES = 110 * MEGABYTE
#: A NUL character in JSON: the backslash before it is no escaped one.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class JsonParser(Parser):
    """JSON as RFC 8259 has it, in UTF-8."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value.

        Raises:
            ProblemError: 413, 415 or 400.
        """
        kind = request.content_type or "application/json"
        if kind != "application/json" and not kind.endswith("+json"):
            raise wrong_type("application/json")
        return read_json(read(request, most=TEXT_BYTES))


def read(request: HttpRequest, *, most: int) -> bytes:
    """The bytes of a body.

    Raises:
        ProblemError: 413 with the limit, before they are read where the length was said; 400 when they break off.
    """
    refuse_larger(request, most)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise too_large(most) from error
    except UnreadablePostError as error:
        raise _unreadable(_("The body broke off.")) from error
    return body


def read_form(request: HttpRequest) -> None:
    """Parse a form with its files, which Django does when it is first looked at.

    Raises:
        ProblemError: 400, it is no form.
    """
    try:
        request.POST  # noqa: B018 -- looking parses
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError, UnicodeError) as error:
        raise _unreadable(str(error)[:200]) from error


def read_json(body: bytes) -> Any:
    """The value that a JSON text stands for.

    Raises:
        ProblemError: 400; it is none, or holds what no text may: NUL characters, halves of surrogate pairs.
    """
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
        if b"\\u" in body:
            plain = json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no character
            if _NUL.search(plain):
                raise _unreadable(_("A text holds a NUL character (U+0000). Leave it out."))
    except RecursionError as error:
        raise _unreadable(_("This is nested too deeply.")) from error
    except UnicodeError as error:
        raise _unreadable(_("It is not written in UTF-8, or holds half of a character.")) from error
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise _unreadable(_("This is no JSON: line %(line)d, column %(column)d.") % where) from error
    except ValueError as error:
        raise _unreadable(_("“%(value)s” is no value in JSON.") % {"value": str(error)[:50]}) from error
    return value


def refuse_larger(request: HttpRequest, most: int) -> None:
    """Refuse a body whose length is said to be more than this.

    Raises:
        ProblemError: 413.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > most:
        raise too_large(most)


def too_large(most: int) -> ProblemError:
    """413, naming the limit."""
    detail = _("At most %(limit)s MB are taken here.") % {"limit": most // MEGABYTE}
    return ProblemError(413, "too-large", _("The body is too large."), detail, limit=most)


def wrong_type(*taken: str) -> ProblemError:
    """415, naming the media types that are taken."""
    detail = _("Send it as %(types)s.") % {"types": ", ".join(taken)}
    return ProblemError(415, "unsupported-media-type", _("Bodies of this kind are not read here."), detail)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _unreadable(what: str) -> ProblemError:
    return ProblemError(400, "unreadable-body", _("The body cannot be read."), what)

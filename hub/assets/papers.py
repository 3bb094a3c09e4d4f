"""Documents that could do something when they are opened: a PDF with programs in it, a font that is none."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext_lazy as _
from PIL import ImageFont

from hub.assets.refusal import RefusedFileError

FONT_EXTENSIONS = frozenset({"ttf", "otf", "woff2"})
#: Kinds of actions that run something, open something else or send something away.
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"})
#: Objects nest this deep at most, before they are looked at as objects of their own.
_DEEP = 20


def check_pdf(data: bytes) -> None:
    """Look for programs and files inside a PDF.

    Raises:
        RefusedFileError: there are some, it is locked, or it cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            is_active = any(_is_active(each) for stored in pdf.objects for each in _dictionaries(stored, 0))
    except pikepdf.PasswordError as error:
        raise RefusedFileError(_("This PDF is locked by a password. Save it without one.")) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise RefusedFileError(
            _("This PDF is damaged or incomplete (%(error)s). Export it again."), params={"error": error}
        ) from error
    if is_active:
        raise RefusedFileError(
            _("This PDF contains a program or another file. Save it anew as a plain PDF, such as PDF/X.")
        )


def check_font(data: bytes) -> None:
    """Open a font.

    Raises:
        RefusedFileError: it is none, or broken.
    """
    try:
        font = ImageFont.truetype(io.BytesIO(data), 12, layout_engine=ImageFont.Layout.BASIC)
        font.getmask("Aß")
    except (OSError, ValueError) as error:
        raise RefusedFileError(
            _("This font is damaged or no font at all (%(error)s). Get the file again from the foundry."),
            params={"error": error},
        ) from error


def _dictionaries(stored: Any, depth: int) -> Iterator[Any]:
    """The dictionaries written into an object; what it only points to comes by itself."""
    if depth > _DEEP or not isinstance(stored, pikepdf.Object):
        return
    if isinstance(stored, pikepdf.Array):
        children = list(stored)
    elif isinstance(stored, pikepdf.Dictionary | pikepdf.Stream):
        yield stored
        children = [stored[key] for key in stored.keys()]  # noqa: SIM118 -- iterating a PDF object is something else
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _dictionaries(child, depth + 1)


def _is_active(found: Any) -> bool:
    keys = set(found.keys())
    return bool(keys & {"/JS", "/EF", "/RichMediaContent"}) or str(found.get("/S", "")) in _ACTIONS

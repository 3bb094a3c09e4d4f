"""Gets what a guideline may be started from: an address with its style sheets and logos, or an uploaded file.

Every address goes through the one guarded fetcher, all of them together within a time; every PDF into a guarded
child; every picture through the library's own intake.
"""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from PIL import Image

from brand.errors import BrandError, FetchError, InspectError
from brand.fetch import Fetched, fetch
from brand.portable import Skipped
from brand.portable.starting import Candidates, FoundLogo, page, read_css, read_page, read_paper, read_tokens, sheets
from brand.portable.starting.logos import ground_of
from hub.assets import intake
from renderers.contract.message import Message
from renderers.toolkit.isolation import GuardedJobError, guarded

#: Seconds for all that is fetched together, and for one of it.
SECONDS, EACH = 30.0, 12.0
#: The most bytes of a page or file, of a style sheet, and of a logo; logos travel in the form that shows them.
LARGEST, SHEET, PICTURE = 20 << 20, 2 << 20, 400_000
_CHILD_SECONDS, _CHILD_MEGABYTES = 60.0, 1024
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ENDINGS = {"application/pdf": ".pdf", "application/json": ".json", "text/css": ".css"}
_MAGIC = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"GIF8", ".gif"), (b"\x00\x00\x01\x00", ".ico"))
_MEDIA = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


def apart(job: Callable[[], bytes], name: str) -> bytes:
    """Run a job in a guarded child.

    Raises:
        InspectError: it hung, crashed, or asked for too much.
    """
    try:
        return guarded(job, wall_s=_CHILD_SECONDS, memory_mb=_CHILD_MEGABYTES, name=name)
    except GuardedJobError as error:
        raise InspectError(error.message, file=name) from error


def look_at(name: str, data: bytes) -> Candidates:
    """Read an uploaded file: a PDF, a token file, a style sheet or a saved page.

    Raises:
        BrandError: it cannot be read, or is of no kind that is.
    """
    ending = PurePosixPath(name).suffix.lower()
    if data.startswith(b"%PDF-") or ending == ".pdf":
        return read_paper(data, name=name, run=apart)
    if ending in {".json", ".tokens"}:
        return read_tokens(data, name=name)
    if ending in {".css", ".scss"}:
        return read_css(data, name=name)
    if ending in {".html", ".htm"}:
        return _cleaned(read_page(page.text_of(data, name=name), url=""), [], _refuse)
    raise InspectError(Message("Only PDF, JSON, CSS and HTML files are read."), file=name)


def look_up(address: str, *, get: Callable[..., Fetched] | None = None) -> Candidates:
    """Read what lies at an address: a page with its style sheets and logos, a PDF or a token file.

    Raises:
        BrandError: it cannot be fetched or read. What belongs to a page and cannot is among the troubles.
    """
    errand = _Errand(get or fetch)
    answer = errand.get(address if "://" in address else f"https://{address}", LARGEST)
    if answer.media_type not in _PAGES:
        name = PurePosixPath(urlsplit(answer.url).path).name or answer.url
        ending = _ENDINGS.get(answer.media_type, "")
        return look_at(name if name.lower().endswith(ending) else f"{name}{ending}", answer.data)
    text = page.text_of(answer.data, name=answer.url, charset=answer.charset)
    found = read_page(text, url=answer.url, sheets=errand.sheets_of(text, answer.url))
    return _cleaned(found, errand.troubles, lambda logo: errand.get(logo, PICTURE).data)


def _refuse(address: str) -> bytes:
    raise FetchError(Message("It lies elsewhere. Give the address of the page instead of a file."), file=address[:200])


@dataclass(slots=True)
class _Errand:
    """Everything that is fetched for one page, within one time."""

    ask: Callable[..., Fetched]
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    troubles: list[Skipped] = field(default_factory=list)

    def get(self, address: str, limit: int) -> Fetched:
        """An answer.

        Raises:
            FetchError: see `brand.fetch.fetch`; or the time is up.
        """
        left = min(EACH, self.until - time.monotonic())
        if left <= 0:
            raise FetchError(Message("The address did not answer in time."), file=address[:200])
        return self.ask(address, limit=limit, seconds=left)

    def sheets_of(self, text: str, url: str) -> list[str]:
        """The style sheets of a page, those they import before them; what cannot be had is a trouble."""
        found: list[str] = []
        seen: set[str] = set()
        for address in sheets.linked_sheets(text, url=url):
            self._take(address, found, seen, is_first=True)
        return found

    def _take(self, address: str, found: list[str], seen: set[str], *, is_first: bool) -> None:
        if address in seen or len(seen) >= sheets.SHEETS:
            return
        seen.add(address)
        try:
            answer = self.get(address, SHEET)
        except FetchError as error:
            self.troubles.append(Skipped(address[:200], error.message))
            return
        if answer.media_type != "text/css":
            self.troubles.append(Skipped(address[:200], Message("This is no style sheet.")))
            return
        sheet = page.text_of(answer.data, name=address, charset=answer.charset)
        for other in sheets.imported_sheets(sheet, url=answer.url) if is_first else ():
            self._take(other, found, seen, is_first=False)
        found.append(sheet)


def _cleaned(found: Candidates, troubles: list[Skipped], get: Callable[[str], bytes]) -> Candidates:
    """The candidates with the logos' bytes as the library would keep them; those it refuses are troubles."""
    logos, told = [], [*found.troubles, *troubles]
    for logo in found.logos:
        try:
            logos.append(_kept(logo, logo.data or get(logo.url)))
            if b"<text" in logos[-1].data and logos[-1].media_type == _MEDIA[".svg"]:
                told.append(Skipped(_called(logo), Message("Its words need a font. Export the logo with outlines.")))
        except BrandError as error:
            told.append(Skipped(_called(logo), error.message))
        except ValidationError as error:
            told.append(Skipped(_called(logo), Message("{reason}", reason=" ".join(error.messages))))
    alike = {one.data: one for one in reversed(logos)}
    return replace(found, logos=tuple(one for one in logos if alike[one.data] is one), troubles=tuple(told))


def _called(logo: FoundLogo) -> str:
    return logo.url[:200] or logo.name


def _kept(logo: FoundLogo, data: bytes) -> FoundLogo:
    """The logo as the library would keep it.

    Raises:
        InspectError: it is too large to travel along.
        ValidationError: it may not come in.
    """
    ending = ending_of(data)
    if ending == ".ico":
        data, ending = _largest_icon(data), ".png"
    kept = intake.as_kept(data, f"logo{ending or '.bin'}")
    if len(kept) > PICTURE:
        raise InspectError(Message("It has more than {limit} KB. Upload it to the library.", limit=PICTURE // 1000))
    on = (ground_of(kept) if ending == ".svg" else _ground_behind(kept)) if logo.on == "light" else logo.on
    return replace(logo, data=kept, media_type=_MEDIA.get(ending, ""), on=on)


def ending_of(data: bytes) -> str:
    """The ending that a picture's own bytes call for; "" for what is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    plain = next((ending for magic, ending in _MAGIC if data.startswith(magic)), "")
    return plain or (".svg" if b"<svg" in data[:4096] else "")


def _largest_icon(data: bytes) -> bytes:
    """The largest picture of an icon file, which no browser takes above 256 pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=["ICO"]) as icon:
            if max(icon.size) > 1024:
                raise InspectError(Message("This icon cannot be read."))
            out = io.BytesIO()
            icon.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, BrandError):
            raise
        raise InspectError(Message("This icon cannot be read.")) from error


def _ground_behind(data: bytes) -> str:
    """ "dark" for a picture in light colors on nothing, which nobody sees on white."""
    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGBA").resize((48, 48))
    gray, alpha = small.convert("L").tobytes(), small.getchannel("A").tobytes()
    seen = [light for light, cover in zip(gray, alpha, strict=True) if cover > 128]
    return "dark" if 0 < len(seen) < len(gray) * 0.95 and sum(seen) > 215 * len(seen) else "light"


#: How an address is read; a test puts its own fetcher in.
read_address = partial(look_up)

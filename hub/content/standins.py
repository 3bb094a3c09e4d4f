"""Drafts are looked at without what may not be shown: a grey field stands there, and it is said why."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils import timezone
from PIL import Image, ImageDraw

from hub.accounts.models import Brand
from hub.assets.source import BrandAssets
from hub.assets.standing import Bar, standing_of, standings, withdrawn_among
from hub.content.shown import brand_files, is_sheet, shown_logos
from renderers.contract.artifact import Artifact, Loss, LossKind
from renderers.contract.document import AssetRef, Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Renderer
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput
from renderers.contract.walk import pictures, rebuild

_GROUND, _LINE = (227, 227, 227), (176, 176, 176)
_USUAL, _MOST = (1200, 900), 1600
_WHY = {
    Bar.NOT_CLEARED: Message("This picture is not cleared yet. A gray field stands in its place."),
    Bar.WITHDRAWN: Message("This picture was withdrawn. A gray field stands in its place; choose another."),
    Bar.ENDED: Message("The rights in this picture have ended. A gray field stands in its place."),
    Bar.ELSEWHERE: Message("The rights in this picture do not cover this channel. A gray field stands in its place."),
}
_OF_BRAND = Message("The rights in this logo or font do not hold: the channel delivers nothing that shows it.")


@dataclass(slots=True)
class Cleared:
    """A document and tokens with stand-ins for what may not be shown, their bytes, and what is to be said of them."""

    document: Document
    tokens: Tokens
    files: dict[str, bytes] = field(default_factory=dict)
    #: Why each picture may not be shown, by the digest of what stands in its place.
    pictures: dict[str, Message] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def put(self, ref: AssetRef) -> AssetRef:
        """What stands in a picture's place, of its shape."""
        width, height = (ref.width, ref.height) if ref.width and ref.height else _USUAL
        scale = min(1.0, _MOST / max(width, height))
        data = _gray(max(1, round(width * scale)), max(1, round(height * scale)), ref.sha256)
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return replace(ref, sha256=digest, media_type="image/png")


class StandIns:
    """The brand's files, and what stands in for those that may not be shown."""

    def __init__(self, brand: Brand, files: dict[str, bytes]) -> None:
        self._assets, self._files = BrandAssets(brand), files

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of a file.

        Raises:
            MissingAssetError: the brand has no file with this digest (any more).
        """
        return self._files[ref.sha256] if ref.sha256 in self._files else self._assets.read(ref)


def clear(document: Document, tokens: Tokens, brand: Brand, renderer: Renderer, format_key: str) -> Cleared:
    """Put something else in the place of pictures and logos that this channel may not show now."""
    cleared = Cleared(document, tokens)
    barred = _barred_pictures(document, renderer.key)
    if barred:
        cleared.document = rebuild(document, text=lambda text: text, asset=lambda ref: _instead(ref, barred, cleared))
    _clear_brand(cleared, brand, renderer, format_key)
    return cleared


def explain(artifact: Artifact, source: RenderInput, cleared: Cleared) -> Artifact:
    """The artifact with the reason for every stand-in that it shows."""
    if not cleared.files and not cleared.losses:
        return artifact
    dropped = {loss.source.whole for loss in artifact.losses if loss.kind is LossKind.DROPPED}
    origins = dict(source.origins)
    found = list(cleared.losses)
    for place, ref in pictures(source.document):
        why = cleared.pictures.get(ref.sha256)
        if why is not None and place.whole not in dropped:
            true = replace(place, field=origins.get(place.field, place.field))
            found.append(Loss(LossKind.REPLACED, ref.alt or "–", why, true))
    return replace(artifact, losses=(*found, *artifact.losses))


def _barred_pictures(document: Document, channel: str) -> dict[str, Bar]:
    """Why each of the pictures may not be shown, by its number in the library."""
    now = timezone.now()
    refs = [ref for _, ref in pictures(document)]
    refs += [each.value.asset for each in document.overrides if each.value.asset is not None]
    withdrawn = withdrawn_among(ref for ref in refs if not ref.rights.cleared)
    held = {
        ref.id: standing_of(ref.rights, now=now, channel=channel, is_withdrawn=ref.id in withdrawn).bar for ref in refs
    }
    return {name: bar for name, bar in held.items() if bar}


def _instead(ref: AssetRef, barred: dict[str, Bar], cleared: Cleared) -> AssetRef:
    if ref.id not in barred:
        return ref
    made = cleared.put(ref)
    cleared.pictures[made.sha256] = _WHY[barred[ref.id]]
    return made


def _clear_brand(cleared: Cleared, brand: Brand, renderer: Renderer, format_key: str) -> None:
    """The same for logos. Fonts stay, since without them nothing could be set; but it is said that they may not."""
    tokens = cleared.tokens
    wanted = list(brand_files(tokens, renderer, format_key))
    held = standings(brand.pk, (ref.sha256 for ref in wanted), now=timezone.now(), channel=renderer.key)
    barred = {digest for digest, standing in held.items() if standing.bar}
    if not barred:
        return
    cleared.losses += _of_brand(tokens, barred, fonts=is_sheet(renderer, format_key))
    mine = {logo.name for logo in shown_logos(tokens, renderer, format_key)}
    cleared.tokens = replace(
        tokens,
        logos=tuple(
            replace(logo, svg=None, pdf=None, png=cleared.put(next(iter(forms))))
            if logo.name in mine
            and (forms := [ref for ref in (logo.svg, logo.png, logo.pdf) if ref is not None and ref.sha256 in barred])
            else logo
            for logo in tokens.logos
        ),
    )


def _of_brand(tokens: Tokens, barred: set[str], *, fonts: bool) -> Iterator[Loss]:
    for logo in tokens.logos:
        if any(ref is not None and ref.sha256 in barred for ref in (logo.svg, logo.png, logo.pdf)):
            yield Loss(LossKind.REPLACED, logo.name, _OF_BRAND, Place("tokens.logos"))
    for font in tokens.typography if fonts else ():
        if any(ref.sha256 in barred for ref in font.files):
            yield Loss(LossKind.DEGRADED, font.family, _OF_BRAND, Place("tokens.typography"))


@lru_cache(maxsize=64)
def _gray(width: int, height: int, mark: str) -> bytes:
    """A gray field, crossed out. `mark` tells two of one size apart, so that each keeps its own reason."""
    picture = Image.new("RGB", (width, height), _GROUND)
    draw = ImageDraw.Draw(picture)
    stroke = max(2, min(width, height) // 120)
    for line in ((0, 0, width, height), (0, height, width, 0)):
        draw.line(line, fill=_LINE, width=stroke)
    draw.rectangle((0, 0, width - 1, height - 1), outline=_LINE, width=stroke)
    # Nobody sees it: a pixel of the frame in a slightly different gray.
    picture.putpixel((0, 0), (176, 176, int(mark[:2] or "0", 16)))
    picture.putpixel((min(1, width - 1), 0), (176, int(mark[2:4] or "0", 16), 176))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()

"""Rights stop variants: none is made with a file that is not cleared or whose time is over; what shows it goes.

That holds for the pictures of a piece, wherever they stand, and for the guideline's logos and fonts.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hub.accounts.models import Brand
from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.standing import FREE, Bar, Standing, standing_of, standings, together, withdrawn_among
from hub.content.models import Piece
from hub.content.shown import brand_files, shown_pictures
from hub.variants.models import Entry, Slot
from hub.variants.selectors import slots_with
from hub.variants.services import append
from renderers import registry
from renderers.contract.document import AssetRef, Document
from renderers.contract.renderer import Renderer
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput

#: Reasons of tombstones. Those of the brand's own files say so: sent mails keep their pictures, whatever the logo was.
NOT_CLEARED, WITHDRAWN, ENDED, ELSEWHERE = Bar.NOT_CLEARED, Bar.WITHDRAWN, Bar.ENDED, Bar.ELSEWHERE
OF_BRAND = "brand-"
#: So many slots are emptied at once when a file's clearance is taken away; the worker empties the others.
AT_ONCE = 200


def standing_over(document: Document, source: RenderInput, renderer: Renderer, *, brand: int) -> tuple[str, Standing]:
    """Why nothing may be made of an input, as a tombstone's reason; else from when until when it may be shown."""
    now = timezone.now()
    shown = list(shown_pictures(document, source))
    withdrawn = withdrawn_among(ref for ref in shown if not ref.rights.cleared)
    own = together(
        standing_of(ref.rights, now=now, channel=renderer.key, is_withdrawn=ref.id in withdrawn) for ref in shown
    )
    if own.bar:
        return own.bar, FREE
    wanted = {ref.sha256 for ref in brand_files(source.tokens, renderer, source.request.format)}
    files = together(standings(brand, wanted, now=now, channel=renderer.key).values())
    if files.bar:
        return f"{OF_BRAND}{files.bar}", FREE
    return "", together([own, files])


def places_of_file(tokens: Tokens, sha256: str) -> set[tuple[str, str]]:
    """The channels and formats that show a file of the guideline."""
    return {
        (renderer.key, form.key)
        for renderer in registry.all_renderers()
        for form in renderer.formats
        if any(ref.sha256 == sha256 for ref in brand_files(tokens, renderer, form.key))
    }


def withdrawn_of(brand: Brand, shown: Iterable[AssetRef]) -> set[str]:
    """The digests of those files which the brand's library has, and which it withdrew or has not cleared."""
    held = standings(brand.pk, (ref.sha256 for ref in shown), now=timezone.now())
    return {digest for digest, standing in held.items() if standing.bar in {WITHDRAWN, NOT_CLEARED}}


@transaction.atomic
def stop(slot_key: int, reason: str) -> Entry | None:
    """Let a slot show nothing, and say why; None if it says so already."""
    slot = Slot.objects.select_for_update(of=("self",)).select_related("current").get(pk=slot_key)
    current = slot.current
    if current is not None and current.variant_id is None and current.reason == reason:
        return None
    return append(slot, Entry(reason=reason))


def hide_uncleared(image: ImageAsset, pieces: QuerySet[Piece]) -> int:
    """Take away at once what shows a picture that may not be shown (any more); how many variants that were."""
    reason = bar_of(image)
    slots = slots_with(image).filter(piece_key__in=pieces.values("translation_key"))
    return _stop_all(slots, reason) if reason else 0


def hide_branded(asset: ImageAsset | DocumentAsset, places: Iterable[tuple[str, str]]) -> int:
    """Take away at once what shows a logo or font of the guideline that may not be shown there (any more)."""
    forms: dict[str, set[str]] = {}
    for channel, form in places:
        forms.setdefault(channel, set()).add(form)
    return sum(_hide_in(channel, found, asset) for channel, found in forms.items())


def _hide_in(channel: str, forms: set[str], asset: ImageAsset | DocumentAsset) -> int:
    held = standings(asset.brand_id, [asset.sha256], now=timezone.now(), channel=channel).get(asset.sha256, FREE)
    slots = Slot.objects.filter(brand=asset.brand_id, channel=channel, format__in=forms, current__variant__isnull=False)
    return _stop_all(slots, f"{OF_BRAND}{held.bar}") if held.bar else 0


def bar_of(asset: ImageAsset | DocumentAsset) -> Bar:
    """Why a file may be shown nowhere now."""
    if asset.clearance != Clearance.CLEARED:
        return WITHDRAWN if asset.clearance == Clearance.WITHDRAWN else NOT_CLEARED
    return ENDED if asset.has_ended_at(timezone.now()) else Bar.NONE


@transaction.atomic
def _stop_all(slots: QuerySet[Slot], reason: str) -> int:
    keys = list(slots.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        stop(key, reason)
    return len(keys)

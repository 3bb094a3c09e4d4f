"""Where pictures are used: in what is live, in the newest drafts, and in what is scheduled to go live."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import ReferenceIndex, Revision

from hub.accounts.deleting import Use
from hub.assets.models import ImageAsset
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.pictured import pictures_in

#: So long the queue may take to tell the index of a piece, and so many pieces are read instead.
_LAG, _FRESH = timedelta(minutes=30), 500
_STREAMS = ("body", "short", "legal", "facts", "arms")


def uses_of_image(instance: Model, **_kwargs: Any) -> list[Use]:
    """The pieces that show a picture, each with the places. Earlier versions of a piece do not count.

    Five queries, however many pieces there are.
    """
    if not isinstance(instance, ImageAsset):
        return []
    rows = list(_rows(instance))
    found = {(row.pk, place): Use(row, place) for row in rows for place in places_of(_content(row), instance.pk)}
    versions = [(int(each.object_id), each.content) for each in _versions(instance)]
    own = Piece.objects.filter(campaign__brand=instance.brand_id).in_bulk([pk for pk, _content in versions])
    for pk, content in versions:
        for place in places_of(content, instance.pk) if pk in own else ():
            found.setdefault((pk, place), Use(own[pk], format_lazy("{}, {}", place, _("draft"))))
    return list(found.values())


def live_users_of(image: ImageAsset) -> set[int]:
    """The live pieces that show a picture now, by what stands in their rows. One query.

    Wagtail's reference index would tell less: a task of the queue writes it, some time after the piece went live.
    """
    rows = _holding_number(Piece.objects.filter(campaign__brand=image.brand_id, live=True), image.pk)
    block = Piece._meta.get_field("body").stream_block
    return {
        pk
        for pk, hero, body, overrides in rows.values_list("pk", "hero_id", "body_text", "overrides")
        if hero == image.pk or image.pk in {*pictures_in(block, _plain(body or "[]")), *_overriding(overrides)}
    }


def places_of(content: dict[str, Any], image: int) -> Iterator[str]:
    """The fields that hold a picture, in a version's content."""
    if content.get("hero") == image:
        yield str(capfirst(_("hero picture")))
    for name in _STREAMS:
        field: Any = Piece._meta.get_field(name)
        for block in _holding(field.stream_block, _plain(content.get(name) or []), image):
            yield f"{capfirst(field.verbose_name)}: {block.label}"
    for channel, form, field_name, value in _entries(_plain(content.get("overrides"))):
        if isinstance(value, dict) and value.get("image") == image:
            yield f"{capfirst(_('overrides'))}: {channel} {form} {field_name}"


def images_in_use(sender: type[Model], brands: Iterable[int], **_kwargs: Any) -> set[tuple[int, str]]:
    """The pictures that pieces of these brands show, each with the piece: live, in open drafts, scheduled, overriding.

    Four queries, however many pictures and pieces there are. What was written lately is read from the rows themselves:
    a task of the queue tells Wagtail's index of it, some time later.
    """
    if sender is not ImageAsset:
        return set()
    keys = list(brands)
    content_type = ContentType.objects.get_for_model(Piece)
    index = ReferenceIndex.objects.filter(base_content_type=content_type)
    index = index.filter(to_content_type=ContentType.objects.get_for_model(ImageAsset))
    fresh = {row.pk: set(_images_in(_content(row))) for row in _written_lately(keys)}
    used = {
        (int(image), f"piece {piece}")
        for image, piece in index.values_list("to_object_id", "object_id").distinct()
        if int(piece) not in fresh
    }
    used.update((image, f"piece {pk}") for pk, images in fresh.items() for image in images)
    written = Piece.objects.filter(campaign__brand__in=keys).exclude(overrides={})
    for pk, overrides in written.values_list("pk", "overrides"):
        used.update((image, f"piece {pk}") for image in _overriding(overrides))
    for pk, content in _open_versions(keys).values_list("object_id", "content").iterator():
        used.update((image, f"piece {pk}") for image in _images_in(content))
    return used


def _written_lately(brands: list[int]) -> QuerySet[Piece]:
    """The newest pieces of these brands, as far as the index may not know them yet."""
    rows = Piece.objects.filter(campaign__brand__in=brands, last_published_at__gte=timezone.now() - _LAG)
    return rows.only("hero", "overrides", *_STREAMS).order_by("-last_published_at")[:_FRESH]


def _images_in(content: dict[str, Any]) -> Iterator[int]:
    """The pictures of a version's content."""
    if isinstance(content.get("hero"), int):
        yield content["hero"]
    for name in _STREAMS:
        field: Any = Piece._meta.get_field(name)
        yield from pictures_in(field.stream_block, _plain(content.get(name) or []))
    yield from _overriding(_plain(content.get("overrides")))


def _overriding(overrides: Any) -> Iterator[int]:
    for _channel, _form, _name, value in _entries(overrides):
        if isinstance(value, dict) and isinstance(value.get("image"), int):
            yield value["image"]


def _content(piece: Piece) -> dict[str, Any]:
    """A row's content, streams as stored."""
    streams = {name: getattr(piece, name).stream_block.get_prep_value(getattr(piece, name)) for name in _STREAMS}
    return {"hero": piece.hero_id, "overrides": piece.overrides, **streams}


def _plain(stored: Any) -> Any:
    """What a version keeps as a JSON text."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _holding(block: Any, raw: Any, image: int) -> Iterator[Any]:
    """The blocks that hold the picture, told by their stored values: no picture is loaded for it."""
    match block:
        case blocks.StreamBlock():
            children = [(block.child_blocks.get(child["type"]), child["value"]) for child in raw or ()]
        case blocks.StructBlock():
            children = [(block.child_blocks.get(name), value) for name, value in (raw or {}).items()]
        case ImageChooserBlock() if raw == image:
            yield block
            return
        case _:
            return
    for child, value in children:
        for found in _holding(child, value, image) if child is not None else ():
            yield block if found is child and isinstance(block, blocks.StructBlock) else found


def _entries(overrides: Any) -> Iterator[tuple[str, str, str, Any]]:
    for channel, formats in overrides.items() if isinstance(overrides, dict) else ():
        for form, fields in formats.items() if isinstance(formats, dict) else ():
            for name, entry in fields.items() if isinstance(fields, dict) else ():
                yield channel, form, name, entry.get("value") if isinstance(entry, dict) else None


def _rows(image: ImageAsset) -> QuerySet[Piece]:
    """The pieces in whose rows its number occurs at all."""
    rows = Piece.objects.filter(campaign__brand=image.brand_id).select_related("campaign__brand", "locale")
    found: QuerySet[Piece] = _holding_number(rows, image.pk)
    return found


def _holding_number(rows: Any, number: int) -> Any:
    """Those in which a number occurs as the value of a key; who looks closer sorts out 12 and 123."""
    rows = rows.annotate(body_text=Cast("body", TextField()), overrides_text=Cast("overrides", TextField()))
    holds = Q(hero=number)
    for name in ("body_text", "overrides_text"):
        # JSON is written with a blank behind the colon, unless somebody wrote it past Django.
        holds |= Q(**{f"{name}__contains": f": {number}"}) | Q(**{f"{name}__contains": f":{number}"})
    return rows.filter(holds)


def _versions(image: ImageAsset) -> QuerySet[Revision]:
    """The newest drafts and scheduled versions in which its number occurs at all."""
    versions: Any = _open_versions([image.brand_id])
    found: QuerySet[Revision] = versions.annotate(text=Cast("content", TextField())).filter(
        text__contains=str(image.pk)
    )
    return found


def _open_versions(brands: list[int]) -> QuerySet[Revision]:
    """The newest drafts of these brands, and what is scheduled."""
    open_drafts = Piece.objects.filter(campaign__brand__in=brands, has_unpublished_changes=True)
    versions: Any = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(Piece))
    found: QuerySet[Revision] = versions.filter(
        Q(pk__in=open_drafts.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    )
    return found


def without_dangling(piece: Piece, content: dict[str, Any]) -> dict[str, Any]:
    """A version's content without what it points to and what is not there any more; Wagtail fails on such keys."""
    mended = dict(content)
    hero: Any = content.get("hero")
    campaign: Any = content.get("campaign")
    if hero and not ImageAsset.objects.filter(pk=hero).exists():
        mended["hero"] = None
    if campaign != piece.campaign_id and not Campaign.objects.filter(pk=campaign).exists():
        mended["campaign"] = piece.campaign_id
    return mended

"""From news of inputs to render jobs."""

from typing import Any

from django.db.models.signals import post_save

from hub.assets.models import ImageAsset
from hub.assets.signals import variants_asked
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import live_pieces
from hub.content.signals import campaign_published, piece_published, piece_unpublished
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.signals import guideline_published
from hub.variants.clearing import hide_uncleared
from hub.variants.selectors import shown_in
from hub.variants.services import inputs_changed, piece_gone


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    piece_published.connect(_on_piece_published, dispatch_uid="variants.piece_published")
    piece_unpublished.connect(_on_piece_unpublished, dispatch_uid="variants.piece_unpublished")
    campaign_published.connect(_on_campaign_published, dispatch_uid="variants.campaign_published")
    guideline_published.connect(_on_guideline_published, dispatch_uid="variants.guideline_published")
    variants_asked.connect(shown_in, dispatch_uid="variants.shown_in")
    post_save.connect(_on_image_saved, sender=ImageAsset, dispatch_uid="variants.image_saved")


def _on_piece_published(instance: Piece, **_: Any) -> None:
    inputs_changed([instance], reason="piece")


def _on_piece_unpublished(instance: Piece, **_: Any) -> None:
    piece_gone(instance)


def _on_campaign_published(instance: Campaign, **_: Any) -> None:
    inputs_changed(live_pieces(instance.brand).filter(campaign=instance), reason="campaign")


def _on_guideline_published(version: GuidelineVersion, **_: Any) -> None:
    inputs_changed(live_pieces(version.brand), reason="guideline")


def _on_image_saved(instance: ImageAsset, created: bool, **_: Any) -> None:
    """A picture's focal point, words, rights or bytes changed: the pieces that use it are concerned."""
    if created:
        return
    pieces = live_pieces(instance.brand).filter(pk__in=_users_of(instance))
    hide_uncleared(instance, pieces)
    inputs_changed(pieces, reason="asset")


def _users_of(image: ImageAsset) -> set[int]:
    """The pieces that show a picture: by Wagtail's reference index, and in overrides, which it does not read."""
    from wagtail.models import ReferenceIndex

    references = ReferenceIndex.get_references_to(image).filter(base_content_type__app_label="content")
    users = {int(found.object_id) for found in references if found.base_content_type.model == "piece"}
    for pk, overrides in live_pieces(image.brand).exclude(overrides={}).values_list("pk", "overrides"):
        entries = (entry for formats in overrides.values() for fields in formats.values() for entry in fields.values())
        if any(isinstance(entry["value"], dict) and entry["value"].get("image") == image.pk for entry in entries):
            users.add(pk)
    return users

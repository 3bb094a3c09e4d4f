"""From news of inputs to render jobs."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from wagtail.models import Locale
from wagtail.signals import unpublished

from hub.accounts.models import Brand
from hub.assets.models import ImageAsset
from hub.assets.signals import variants_asked
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import live_pieces
from hub.content.signals import campaign_published, piece_published, piece_unpublished
from hub.content.uses import live_users_of
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.signals import guideline_published
from hub.variants.clearing import hide_uncleared
from hub.variants.concerned import places_of_change
from hub.variants.selectors import shown_in
from hub.variants.services import brand_changed, inputs_changed, piece_gone


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    piece_published.connect(_on_piece_published, dispatch_uid="variants.piece_published")
    piece_unpublished.connect(_on_piece_unpublished, dispatch_uid="variants.piece_unpublished")
    campaign_published.connect(_on_campaign_published, dispatch_uid="variants.campaign_published")
    unpublished.connect(_on_campaign_unpublished, sender=Campaign, dispatch_uid="variants.campaign_unpublished")
    post_save.connect(_on_brand_saved, sender=Brand, dispatch_uid="variants.brand_saved")
    guideline_published.connect(_on_guideline_published, dispatch_uid="variants.guideline_published")
    variants_asked.connect(shown_in, dispatch_uid="variants.shown_in")
    post_save.connect(_on_image_saved, sender=ImageAsset, dispatch_uid="variants.image_saved")
    m2m_changed.connect(_on_channels_set, sender=ImageAsset.channels.through, dispatch_uid="variants.channels_of_image")


def _on_piece_published(instance: Piece, **_: Any) -> None:
    inputs_changed([instance], reason="piece")


def _on_piece_unpublished(instance: Piece, **_: Any) -> None:
    piece_gone(instance)


def _on_campaign_published(instance: Campaign, **_: Any) -> None:
    inputs_changed(live_pieces(instance.brand).filter(campaign=instance), reason="campaign")


def _on_campaign_unpublished(instance: Campaign, **_: Any) -> None:
    """Its facts and dates are gone from the documents of its pieces."""
    inputs_changed(live_pieces(instance.brand).filter(campaign=instance), reason="campaign")


def _on_guideline_published(version: GuidelineVersion, previous: GuidelineVersion | None, **_: Any) -> None:
    """Only what reads a value that differs is looked at; of that only what differs is rendered."""
    places = None
    if previous is not None:
        codes = Locale.objects.values_list("language_code", flat=True)
        places = places_of_change(to_guideline(previous), to_guideline(version), locales=codes)
    brand_changed(version.brand, reason="guideline", places=places)


def _on_brand_saved(instance: Brand, created: bool, **_: Any) -> None:
    """The brand's time zone says when the days of its dates end."""
    if not created:
        brand_changed(instance, reason="brand")


def _on_image_saved(instance: ImageAsset, created: bool, **_: Any) -> None:
    """A picture's focal point, words, rights or bytes changed."""
    if not created:
        _look_again(instance)


def _on_channels_set(instance: Any, action: str, **_: Any) -> None:
    """The channels that a picture is cleared for are another table's rows: they are written after the picture is."""
    if action in {"post_add", "post_remove", "post_clear"} and isinstance(instance, ImageAsset):
        _look_again(instance)


@transaction.atomic
def _look_again(instance: ImageAsset) -> None:
    """The pieces that use a picture are concerned by it."""
    pieces = live_pieces(instance.brand).filter(pk__in=live_users_of(instance))
    hide_uncleared(instance, pieces)
    inputs_changed(pieces, reason="asset")

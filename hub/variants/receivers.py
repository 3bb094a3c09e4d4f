"""From news of inputs to render jobs."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
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


@transaction.atomic
def _on_image_saved(instance: ImageAsset, created: bool, **_: Any) -> None:
    """A picture's focal point, words, rights or bytes changed: the pieces that use it are concerned."""
    if created:
        return
    pieces = live_pieces(instance.brand).filter(pk__in=live_users_of(instance))
    hide_uncleared(instance, pieces)
    inputs_changed(pieces, reason="asset")

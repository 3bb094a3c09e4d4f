"""News of the guideline's own files: a logo or font that may not be shown any more empties the slots that show it."""

from typing import Any

from django.db.models.signals import m2m_changed, post_save
from wagtail.models import Locale

from hub.assets.models import DocumentAsset, ImageAsset
from hub.guidelines.convert import to_guideline
from hub.guidelines.selectors import version_in_force
from hub.variants.clearing import hide_branded, places_of_file
from hub.variants.services import brand_changed

_SETTLED = {"post_add", "post_remove", "post_clear"}


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    for model in (ImageAsset, DocumentAsset):
        name = f"variants.brand_file.{model.__name__}"
        post_save.connect(_on_file_saved, sender=model, dispatch_uid=name)
        m2m_changed.connect(_on_channels_set, sender=model.channels.through, dispatch_uid=name)


def _on_file_saved(instance: ImageAsset | DocumentAsset, created: bool, **_: Any) -> None:
    if created or instance.rights_changed:
        _look_again(instance)


def _on_channels_set(instance: Any, action: str, **_: Any) -> None:
    if action in _SETTLED and isinstance(instance, ImageAsset | DocumentAsset):
        _look_again(instance)


def _look_again(asset: ImageAsset | DocumentAsset) -> None:
    """Hide what may not be shown, and have the rest of the places looked at. Two queries for a file of no guideline."""
    version = version_in_force(asset.brand_id)
    if version is None:
        return
    places = places_of_file(to_guideline(version).tokens, asset.sha256)
    if not places:
        return
    hide_branded(asset, places)
    locales = Locale.objects.values_list("language_code", flat=True)
    channels = {channel for channel, _form in places}
    brand_changed(asset.brand, reason="asset", places=[(channel, code) for channel in channels for code in locales])

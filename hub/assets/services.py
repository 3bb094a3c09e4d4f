"""What brings assets in and reads them."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from hub.accounts.models import Brand, User
from hub.assets.intake import examine_image
from hub.assets.models import AssetChannel, DocumentAsset, ImageAsset
from renderers import registry

Incoming = File[Any] | bytes


@transaction.atomic
def create_image(
    brand: Brand,
    file: Incoming,
    *,
    title: str,
    name: str = "",
    alt: str = "",
    channels: Iterable[str] = (),
    focal_point: tuple[int, int] | None = None,
    uploaded_by: User | None = None,
    **rights: Any,
) -> ImageAsset:
    """Store a picture in the brand's collection.

    `rights` are credit, licence, valid_from, valid_until, territories and release. `name` is the file's, with its
    ending; bytes need one. `focal_point` is in pixels. Raises `RefusedFileError` (a `ValidationError`) for a file
    that may not come in, `ValidationError` for wrong rights.
    """
    image = ImageAsset(
        brand=brand,
        collection=brand.collection,
        title=title,
        description=alt,
        # Wagtail opens the file as soon as there is an instance: so it is looked at before.
        file=examine_image(_named(file, name)),
        uploaded_by_user=uploaded_by,
        **rights,
    )
    if focal_point is not None:
        image.focal_point_x, image.focal_point_y = focal_point
        image.focal_point_width = image.focal_point_height = 1
    image.clean_fields(exclude=["file", "width", "height", "sha256", "file_hash"])
    image.clean()
    image.save()
    limit_to_channels(image, channels)
    return image


@transaction.atomic
def create_document(
    brand: Brand,
    file: Incoming,
    *,
    title: str,
    name: str = "",
    channels: Iterable[str] = (),
    uploaded_by: User | None = None,
    **rights: Any,
) -> DocumentAsset:
    """Store a document in the brand's collection; see `create_image`."""
    document = DocumentAsset(
        brand=brand,
        collection=brand.collection,
        title=title,
        file=_named(file, name),
        uploaded_by_user=uploaded_by,
        **rights,
    )
    document.clean_fields(exclude=["file", "sha256", "file_hash"])
    document.clean()
    document.save()
    limit_to_channels(document, channels)
    return document


def limit_to_channels(asset: ImageAsset | DocumentAsset, keys: Iterable[str]) -> None:
    """Allow the asset on these channels only; no key means all. Keys that no plug-in has are kept."""
    asset.channels.set([AssetChannel.objects.get_or_create(key=key)[0] for key in keys])


def add_known_channels() -> None:
    """Let every installed channel be chosen for an asset. Safe to repeat; writes only what is new."""
    known = {renderer.key for renderer in registry.all_renderers()}
    missing = known - set(AssetChannel.objects.values_list("key", flat=True))
    AssetChannel.objects.bulk_create([AssetChannel(key=key) for key in sorted(missing)], ignore_conflicts=True)


def open_original(asset: ImageAsset | DocumentAsset) -> bytes:
    """The bytes as they were uploaded (SVG: as cleaned)."""
    with asset.open_file() as file:
        data: bytes = file.read()
    return data


def _named(file: Incoming, name: str) -> File[Any]:
    if isinstance(file, bytes):
        return ContentFile(file, name=name)
    if name:
        file.name = name
    return file

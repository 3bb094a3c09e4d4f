"""The brand's assets as the cores know them: references, and bytes on demand."""

import mimetypes
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from hub.accounts.models import Brand
from hub.accounts.outage import is_outage
from hub.assets.asset import Clearance, stored_name
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import open_original
from renderers.contract.document import AssetRef, Rights
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message


def image_reference(image: ImageAsset, *, alt: str = "") -> AssetRef:
    """How documents refer to a picture. `alt` replaces the picture's own alternative text."""
    focal = (0.5, 0.5)
    if image.focal_point_x is not None and image.width and image.height:
        focal = (round(image.focal_point_x / image.width, 4), round(image.focal_point_y / image.height, 4))
    return AssetRef(
        id=f"image:{image.pk}",
        sha256=image.sha256,
        alt=alt or image.description,
        focal=focal,
        width=image.width or 0,
        height=image.height or 0,
        credit=image.credit,
        media_type=_media_type(image.file.name),
        rights=rights_of(image),
    )


def document_reference(document: DocumentAsset) -> AssetRef:
    """How guidelines refer to a logo for printers or a font."""
    return AssetRef(
        id=f"document:{document.pk}",
        sha256=document.sha256,
        alt=document.title,
        credit=document.credit,
        media_type=_media_type(document.file.name),
        rights=rights_of(document),
    )


def rights_of(asset: ImageAsset | DocumentAsset) -> Rights:
    """The asset's rights; its days begin and end in the brand's time zone."""
    zone = ZoneInfo(asset.brand.time_zone)
    begin = datetime.combine(asset.valid_from, time(), zone) if asset.valid_from else None
    end = datetime.combine(asset.valid_until + timedelta(days=1), time(), zone) if asset.valid_until else None
    return Rights(
        licence=asset.licence,
        valid_from=begin,
        valid_until=end,
        territories=asset.territory_codes,
        # Read ahead where many are; a query otherwise.
        channels=tuple(channel.key for channel in asset.channels.all()) if asset.pk else (),
        release=asset.release,
        cleared=asset.clearance == Clearance.CLEARED,
    )


class BrandAssets:
    """The bytes of one brand's assets, by their digest."""

    def __init__(self, brand: Brand) -> None:
        self.brand_id = brand.pk

    def read(self, ref: AssetRef) -> bytes:
        """The original's bytes.

        Raises:
            MissingAssetError: the brand has no file with this digest (any more).
        """
        asset = _by_digest(self.brand_id, ref.sha256)
        if asset is None:
            raise MissingAssetError(
                Message(
                    "The picture or file “{name}” is not in the library any more. Choose another.",
                    name=ref.alt or ref.sha256[:12],
                )
            )
        try:
            return open_original(asset)
        except OSError as error:
            if is_outage(error):  # boto3's are of this kind, too: the file is there, its server does not answer
                raise
            raise MissingAssetError(
                Message(
                    "The file of “{name}” cannot be read from the storage: {reason}.",
                    name=asset.title,
                    reason=str(error),
                )
            ) from error

    def by_path(self, path: str) -> bytes:
        """The bytes of the newest file that was uploaded under this name, as a guideline refers to it: `logo.svg`.

        Raises:
            MissingAssetError: the brand has no such file.
        """
        name = PurePosixPath(path)
        ending = f"/{stored_name('', path).rpartition('/')[2]}"
        for model in (ImageAsset, DocumentAsset):
            found = model.objects.filter(brand_id=self.brand_id, file__endswith=ending).order_by("-pk").first()
            if found is not None:
                return open_original(found)
        raise MissingAssetError(
            Message("The library has no file “{name}”. Upload it first, under this name.", name=name.name)
        )


def _by_digest(brand_id: int, sha256: str) -> ImageAsset | DocumentAsset | None:
    for model in (ImageAsset, DocumentAsset):
        found: ImageAsset | DocumentAsset | None = (
            model._default_manager.filter(brand_id=brand_id, sha256=sha256).order_by("pk").first()
        )
        if found is not None:
            return found
    return None


def _media_type(name: str | None) -> str:
    return mimetypes.guess_type(name or "")[0] or "application/octet-stream"

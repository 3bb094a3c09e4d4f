"""The pictures of a piece that comes as a text: files of the brand's library, by the names they were uploaded under."""

from dataclasses import replace

from hub.accounts.models import Brand
from hub.assets.asset import stored_name
from hub.assets.models import ImageAsset
from hub.assets.selectors import find_image_by_digest
from hub.assets.source import BrandAssets, image_reference
from renderers.contract.document import AssetRef
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message
from renderers.markdown.pictures import Focal, Folder


class Library(Folder):
    """Finds pictures in one brand's library: by file name (`lantern.jpg`), number (`image:12`) or digest."""

    def __init__(self, brand: Brand) -> None:
        super().__init__(None)
        self.brand = brand

    def reference(self, file: str, *, alt: str = "", focal: Focal = (0.5, 0.5), credit: str = "") -> AssetRef:
        """The library's picture of that name, with the library's own alternative text where the piece gives none.

        Raises:
            MissingAssetError: it has none.
        """
        image = self._find(file)
        if image is None:
            raise MissingAssetError(
                Message("The library has no picture “{name}”. Upload it first, or check its name.", name=file)
            )
        found = image_reference(image, alt=alt)
        chosen = focal if focal != (0.5, 0.5) else found.focal
        return replace(found, focal=chosen, credit=credit or found.credit)

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of a picture of the library."""
        return BrandAssets(self.brand).read(ref)

    def _find(self, file: str) -> ImageAsset | None:
        own = ImageAsset.objects.filter(brand=self.brand)
        number = file.removeprefix("image:")
        if number != file:
            usable = number.isascii() and number.isdecimal() and len(number) < 10
            return own.filter(pk=int(number)).first() if usable else None
        if len(file) == 64 and (found := find_image_by_digest(self.brand, file)):
            return found
        ending = f"/{stored_name('', file).rpartition('/')[2]}"
        return own.filter(file__endswith=ending).order_by("-pk").first()

"""What people upload for a guideline, ZIP files opened: its texts, and the logos and fonts that lie beside them."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from brand.errors import GuidelineError
from brand.portable import Load
from hub.accounts.models import Brand
from hub.assets.source import BrandAssets
from hub.guidelines.bringing import is_guideline
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message

#: The most files in a ZIP file, and bytes in all of them.
MOST, LARGEST = 1000, 64 << 20
_TEXTS = (".yaml", ".yml", ".json")


@dataclass(slots=True)
class Bundle:
    """Files by path: `texts` to be read, `beside` what they may name."""

    texts: dict[str, bytes] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)

    @property
    def guidelines(self) -> dict[str, bytes]:
        """The guideline files among the texts."""
        return {name: data for name, data in self.texts.items() if is_guideline(name, data)}

    def loader(self, guideline: str, brand: Brand) -> Load:
        """The files that a guideline names: beside it, or in the brand's library."""
        folder = PurePosixPath(guideline).parent

        def load(path: str) -> bytes:
            found = self.beside.get(str(folder / path))
            if found is not None:
                return found
            try:
                return BrandAssets(brand).by_path(path)
            except MissingAssetError as error:
                raise GuidelineError(error.message, file=guideline) from error

        return load


def unpacked(uploads: Mapping[str, bytes]) -> Bundle:
    """Sort uploads, those inside of ZIP files as well.

    Raises:
        GuidelineError: a ZIP file is broken, or too large when it is opened.
    """
    bundle = Bundle()
    for name, data in uploads.items():
        if not name.lower().endswith(".zip"):
            bundle.texts[name] = data  # whatever it is: the report says so
            continue
        for path, inside in _opened(name, data).items():
            is_text = path.lower().endswith(_TEXTS)
            (bundle.texts if is_text else bundle.beside)[path] = inside
    return bundle


def _opened(name: str, data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            members = [each for each in folder.infolist() if not each.is_dir() and not _is_litter(each.filename)]
            if len(members) > MOST:
                raise GuidelineError(Message("The ZIP file has more than {limit} files.", limit=MOST), file=name)
            for member in members:
                with folder.open(member) as file:
                    inside = file.read(left + 1)
                left -= len(inside)
                if left < 0:
                    message = Message("The ZIP file has more than {limit} MB in it.", limit=LARGEST >> 20)
                    raise GuidelineError(message, file=name)
                found[member.filename] = inside
    except GuidelineError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError) as error:
        raise GuidelineError(Message("The ZIP file cannot be opened. Pack it again."), file=name) from error
    return found


def _is_litter(path: str) -> bool:
    """What computers put into ZIP files by themselves."""
    return path.startswith("__MACOSX/") or PurePosixPath(path).name.startswith(".")

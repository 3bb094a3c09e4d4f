"""The pictures of a Markdown piece: files in its folder or below it, and nowhere else."""

from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from renderers.contract.document import AssetRef
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message
from renderers.toolkit.pictures import probe, read_picture

Focal = tuple[float, float]


class Folder:
    """Finds pictures under one folder, and hands out their bytes to renderers: an asset source."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._paths: dict[str, Path] = {}

    def reference(self, file: str, *, alt: str = "", focal: Focal = (0.5, 0.5), credit: str = "") -> AssetRef:
        """Look at a picture and name it by the digest of its bytes.

        Raises:
            RendererError: it is missing, outside the folder, too large, or no picture; with the remedy.
        """
        if self._root is None:
            raise MissingAssetError(
                Message("The picture “{name}” cannot be found: the piece has no folder.", name=file)
            )
        path = _inside(self._root, file)
        data = read_picture(path)
        info = probe(data, name=file)
        reference = AssetRef(
            id=path.relative_to(self._root).as_posix(),
            sha256=sha256(data).hexdigest(),
            alt=alt,
            focal=focal,
            width=info.width,
            height=info.height,
            credit=credit,
            media_type=info.media_type,
        )
        self._paths[reference.sha256] = path
        return reference

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of a picture that was looked at.

        Raises:
            MissingAssetError: it is none of this piece's, or has changed on disk since.
        """
        path = self._paths.get(ref.sha256)
        if path is None:
            raise MissingAssetError(
                Message("The picture “{name}” is not part of this piece.", name=ref.id or ref.sha256)
            )
        data = read_picture(path)
        if sha256(data).hexdigest() != ref.sha256:
            raise MissingAssetError(
                Message("The picture “{name}” changed while it was read. Render the piece again.", name=ref.id)
            )
        return data


def _inside(root: Path, file: str) -> Path:
    """The path of a file under a folder, with `%20` and the like read as characters where no file has them."""
    if _leads_outside(file) or _leads_outside(unquote(file)):
        raise MissingAssetError(
            Message("The picture “{name}” must lie beside the piece or in a folder below it.", name=file)
        )
    path = root / file if (root / file).is_file() else root / unquote(file)
    steps = [path, *path.parents]
    if any(step.is_symlink() for step in steps[: steps.index(root)]):
        raise MissingAssetError(
            Message("The picture “{name}” is a link to another place. Copy the file itself.", name=file)
        )
    if not path.is_file():
        raise MissingAssetError(
            Message("There is no picture “{name}” beside the piece. Check its name, or put it there.", name=file)
        )
    return path


def _leads_outside(file: str) -> bool:
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts or "://" in file or "\\" in file or "\x00" in file

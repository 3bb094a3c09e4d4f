"""Asset sources of the command line: a piece's pictures, and the files that a brand's tokens name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from renderers.contract.document import AssetRef
from renderers.contract.errors import MissingAssetError, UnusableAssetError
from renderers.contract.message import Message
from renderers.contract.renderer import AssetSource
from renderers.contract.tokens import Tokens

_MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Joined:
    """Several sources as one: the first that has the bytes gives them."""

    sources: Sequence[AssetSource]

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of an asset.

        Raises:
            MissingAssetError: no source has them; in the words of the last.
        """
        *others, last = self.sources
        for source in others:
            try:
                return source.read(ref)
            except MissingAssetError:
                continue
        return last.read(ref)


@dataclass(frozen=True, slots=True)
class TokenFiles:
    """Logos and fonts beside a tokens file: an asset's id is its path from there.

    What a renderer asks for has no id any more, only a digest: `paths` says by digest where each file lies.
    """

    root: Path
    paths: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, tokens: Tokens) -> "TokenFiles":
        """The files that tokens name."""
        logos = [ref for logo in tokens.logos for ref in (logo.svg, logo.pdf, logo.png) if ref is not None]
        fonts = [ref for font in tokens.typography for ref in font.files]
        return cls(root, {ref.sha256: ref.id for ref in (*logos, *fonts)})

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of a logo or font.

        Raises:
            MissingAssetError: it is not there, or another file of that name is.
            UnusableAssetError: it is too large.
        """
        name = ref.id or self.paths.get(ref.sha256, "")
        path = PurePosixPath(name)
        file = self.root / path
        if not name or path.is_absolute() or ".." in path.parts or not file.is_file():
            raise MissingAssetError(
                Message("The file “{name}” is not beside the tokens. Put it there.", name=name or ref.sha256)
            )
        size = file.stat().st_size
        if size > _MAX_BYTES:
            raise UnusableAssetError(
                Message(
                    "The file “{name}” has {size} MB; at most {limit} MB are taken.",
                    name=name,
                    size=size >> 20,
                    limit=_MAX_BYTES >> 20,
                )
            )
        data = file.read_bytes()
        if sha256(data).hexdigest() != ref.sha256:
            raise MissingAssetError(
                Message("The file “{name}” is another one than the tokens name. Export them anew.", name=name)
            )
        return data

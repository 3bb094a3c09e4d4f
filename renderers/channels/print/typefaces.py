"""The typefaces of a sheet: the brand's uploaded ones, the shipped ones, and the characters they have."""

from dataclasses import dataclass

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource
from renderers.contract.tokens import Font, Tokens
from renderers.toolkit import fonts


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Family names by role in order of preference, font files to load, and the code points that can be set."""

    families: dict[str, list[str]]
    files: tuple[bytes, ...]
    characters: frozenset[int]
    losses: tuple[Loss, ...]


def typefaces(tokens: Tokens, assets: AssetSource) -> Typefaces:
    """Choose the typefaces for headings and body.

    Raises:
        MissingAssetError: a font file cannot be had.
    """
    chosen = {role: tokens.font(role) for role in ("heading", "body")}
    files: dict[str, bytes] = {}
    losses: list[Loss] = []
    families = {}
    for role, font in chosen.items():
        files |= {ref.sha256: assets.read(ref) for ref in font.files}
        usable = font.family in fonts.SHIPPED_FAMILIES or bool(font.files)
        families[role] = list(dict.fromkeys([font.family, fonts.SANS] if usable else [fonts.SANS]))
        if not usable:
            losses.append(_missing(role, font))
    # A character that the wanted face lacks is taken from any other that is loaded, so all of them count.
    known = [fonts.characters(data) for data in files.values()]
    known += [fonts.shipped_characters(family) for family in fonts.SHIPPED_FAMILIES]
    return Typefaces(families, tuple(files.values()), frozenset().union(*known), tuple(losses))


def _missing(role: str, font: Font) -> Loss:
    why = Message(
        "The brand's typeface “{family}” has no font file, so {instead} is used. Upload the TTF or OTF file.",
        family=font.family,
        instead=fonts.SANS,
    )
    return Loss(LossKind.REPLACED, font.family, why, Place(f"tokens.typography.{role}"))

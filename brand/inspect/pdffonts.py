"""The fonts of a PDF: family, weight, kind, and whether their shapes are in the file."""

import re

from pikepdf import Array, Dictionary, Object

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(
    r"[-,](?:[A-Za-z]*(?:Bold|Black|Heavy|Light|Thin|Medium|Regular|Italic|Oblique|Roman|Book|MT|It)\w*)$"
)
#: What variable fonts call their only member.
_VARIABLE = re.compile(r"(?<=[a-z0-9])(?:Roman|Variable|VF)$")
_WEIGHTS = (
    ("semibold", 600), ("demibold", 600), ("demi", 600), ("extrabold", 800), ("ultrabold", 800), ("black", 900),
    ("heavy", 900), ("extralight", 200), ("ultralight", 200), ("light", 300), ("thin", 100), ("medium", 500),
    ("bold", 700),
)  # fmt: skip


def family_of(font: Object | None) -> str:
    """The family, without subset mark and style: "SourceSans3" of "ABCDEF+SourceSans3-Bold"."""
    descriptor = _descriptor(font)
    if descriptor is not None and "/FontFamily" in descriptor:
        return str(descriptor["/FontFamily"])
    return _VARIABLE.sub("", _STYLE.sub("", _base_name(font)))


def weight_of(font: Object | None) -> int:
    """The weight from 100 to 900, as far as the file tells."""
    descriptor = _descriptor(font)
    if descriptor is not None and "/FontWeight" in descriptor:
        return int(descriptor["/FontWeight"])
    name = _base_name(font).lower()
    return next((weight for word, weight in _WEIGHTS if word in name), 400)


def kind_of(font: Object) -> str:
    """Type1, TrueType, Type3, or the kind inside a composite font (CIDFontType0, CIDFontType2)."""
    inner = _descendant(font)
    return str((font if inner is None else inner).get("/Subtype", "")).lstrip("/")


def is_embedded(font: Object) -> bool:
    """Whether the shapes are in the file. Those of Type 3 always are, as drawings."""
    if kind_of(font) == "Type3":
        return True
    descriptor = _descriptor(font)
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _base_name(font: Object | None) -> str:
    inner = _descendant(font)
    named = font if inner is None else inner
    name = "" if named is None else str(named.get("/BaseFont", named.get("/Name", ""))).lstrip("/")
    return _SUBSET.sub("", name)


def _descendant(font: Object | None) -> Object | None:
    if font is None:
        return None
    inner = font.get("/DescendantFonts")
    return inner[0] if isinstance(inner, Array) and len(inner) and isinstance(inner[0], Dictionary) else None


def _descriptor(font: Object | None) -> Object | None:
    inner = _descendant(font)
    holder = font if inner is None else inner
    found = None if holder is None else holder.get("/FontDescriptor")
    return found if isinstance(found, Dictionary) else None

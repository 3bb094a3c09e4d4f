"""The rule `color/off-palette`."""

from collections.abc import Iterator

from brand.color import inks, is_mix, is_tint, nearest, palette, screen
from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import ColorUse, Subject, SubjectKind
from renderers.contract.message import Message
from renderers.contract.tokens import Color

#: Colors that fill a picture are the picture's own.
PICTURE = "picture"
_NEUTRAL = frozenset({"#000000", "#ffffff"})
_INK_TOLERANCE = 10.0


class OffPalette(Rule):
    """A color is used that is not in the palette.

    ## Why it matters
    The palette is what people recognize from across the street. One foreign blue in a mail does no harm; ten of them
    are no brand.

    ## How to put it right
    Use the palette color named in the evidence, or have the color added to the guideline. Black, white and tints of
    the brand's inks are left alone, as are the colors inside pictures; a color that is only nearly right is the
    business of `color/near-miss`.
    """

    id = "color/off-palette"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (
        Option("tolerance", 5.0, "Largest ΔE2000 that still counts as a palette color"),
        Option("neutrals", True, "Black and white are always fine"),
        Option("tints", True, "Tints of a palette color on the brand's ground are fine"),
    )
    source = "CIEDE2000 (ISO/CIE 11664-6)"
    examples = (
        Good('<p style="color:#14213d;background:#FFFFFF">Light</p>', kind=SubjectKind.HTML),
        Good(
            '<p style="color:#000">Licht</p><hr style="border-color:rgb(252,163,17)">',
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Good('<hr style="border-color:#dcdee2">', kind=SubjectKind.HTML, note="The night, 15 % on white."),
        Good('<p style="color:#c00">No palette, no complaint.</p>', kind=SubjectKind.HTML, guideline=Guideline()),
        Bad('<p style="color:#cc0000">Light</p>', kind=SubjectKind.HTML, flags=("#cc0000",)),
        Bad(
            '<div style="background:rgb(0, 128, 0)"><p style="color:#fff">Licht</p></div>',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("rgb(0, 128, 0)",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each color once that is farther from every palette color than the tolerance."""
        colors = palette(guideline.tokens)
        tolerance = float(self.option(guideline, subject, "tolerance"))
        neutrals = bool(self.option(guideline, subject, "neutrals"))
        tints = bool(self.option(guideline, subject, "tints"))
        seen = {entry.value for entry in guideline.deprecated}  # retired colors have a rule of their own
        for use in subject.colors if colors else ():
            if use.role == PICTURE or use.value in seen or (neutrals and _is_neutral(use)):
                continue
            seen.add(use.value)
            near = nearest(use.value, colors)
            limit = tolerance if inks(use.value) is None else _INK_TOLERANCE
            if near is None or near.distance <= limit or (tints and _is_tint(use.value, colors, guideline)):
                continue
            yield self.finding(
                use.where,
                Message("{color} is not in the palette.", color=use.value),
                quote=use.declared if subject.kind is not SubjectKind.PDF and use.declared else use.value,
                evidence={
                    "role": use.role,
                    "nearest": f"{near.color.name} {near.color.srgb}",
                    "distance": f"{near.distance:.1f}",
                },
            )


def _is_neutral(use: ColorUse) -> bool:
    """Black, white, and inks of black alone."""
    ink = inks(use.value)
    return ink[:3] == (0, 0, 0) if ink is not None else screen(use.value) in _NEUTRAL


def _is_tint(value: str, colors: tuple[Color, ...], guideline: Guideline) -> bool:
    return is_tint(value, colors) or is_mix(value, guideline.tokens)


plugin = OffPalette()

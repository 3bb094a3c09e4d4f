"""The rule `color/near-miss`."""

from collections.abc import Iterator

from brand.color import inks, is_mix, nearest, palette
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import ColorUse, Subject, SubjectKind
from renderers.contract.message import Message

_SAME = 1e-6
#: Black and white are what they are; beside them only what nobody can tell apart is a slip, not a grey.
_NEUTRAL = frozenset({"#000000", "#ffffff"})
_GREY = 1.0
_INK_TOLERANCE = 5.0
#: A profile or a file format may move a percentage by so much.
_INK_ROUNDING = 0.6


class NearMiss(Rule):
    """A color is almost a brand color, and not quite.

    ## Why it matters
    Nobody chose this color: it was picked from a screenshot or typed from memory. Side by side with the real one it
    looks faded.

    ## How to put it right
    Take the fix: it puts the brand color's own value in. In a PDF the value has to be changed where it was made.
    """

    id = "color/near-miss"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("tolerance", 3.0, "Up to this ΔE2000 a color counts as a missed brand color"),)
    source = "CIEDE2000 (ISO/CIE 11664-6)"
    examples = (
        Good('<p style="color:#14213d">Light</p>', kind=SubjectKind.HTML),
        Good('<p style="color:#14213D;background:#fff">Licht</p>', kind=SubjectKind.HTML, locale="de"),
        Good('<p style="background:#f3f5f9">Half of the mist.</p>', kind=SubjectKind.HTML, note="A tint on white."),
        Good('<p style="background:#f7f7f7;color:#000">A light grey.</p>', kind=SubjectKind.HTML),
        Good('<p style="color:#cc0000">Far off is another rule.</p>', kind=SubjectKind.HTML),
        Bad(
            '<p style="color:#15223e">Light</p>',
            kind=SubjectKind.HTML,
            flags=("#15223e",),
            fixed='<p style="color:#14213d">Light</p>',
        ),
        Bad(
            '<div style="background:#fda212">Licht</div>',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("#fda212",),
            fixed='<div style="background:#fca311">Licht</div>',
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each color once that is near a palette color and is none."""
        colors = palette(guideline.tokens)
        tolerance = float(self.option(guideline, subject, "tolerance"))
        seen = {entry.value for entry in guideline.deprecated}  # retired colors have a rule of their own
        for use in subject.colors if colors else ():
            if use.role == "picture" or use.value in seen or use.value in _NEUTRAL:
                continue
            seen.add(use.value)
            near = nearest(use.value, colors)
            low, high = (_SAME, tolerance) if inks(use.value) is None else (_INK_ROUNDING, _INK_TOLERANCE)
            if near is not None and near.color.srgb.lower() in _NEUTRAL:
                high = min(high, _GREY)
            if near is None or not low < near.distance <= high or is_mix(use.value, guideline.tokens):
                continue
            quote = use.declared if subject.kind is not SubjectKind.PDF and use.declared else use.value
            yield self.finding(
                use.where,
                Message(
                    "{color} is almost {name} ({right}).", color=use.value, name=near.color.name, right=near.color.srgb
                ),
                quote=quote,
                fix=_fix(use, quote, near.color.srgb, subject),
                evidence={"distance": f"{near.distance:.2f}"},
            )


def _fix(use: ColorUse, quote: str, right: str, subject: Subject) -> Fix | None:
    """In HTML the value can be replaced as it stands, unless it is one word of a longer declaration."""
    if subject.kind is SubjectKind.PDF or inks(use.value) is not None:
        return None
    return Fix(FixKind.SAFE, right) if len(quote.split()) == 1 or quote.startswith(("rgb", "hsl")) else None


plugin = NearMiss()

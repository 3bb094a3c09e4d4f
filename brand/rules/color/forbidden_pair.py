"""The rule `color/forbidden-pair`."""

from collections.abc import Iterator

from brand.color import distance, named, palette, screen
from brand.finding import Finding, Severity
from brand.guideline import ColorPair, Guideline
from brand.looks import looks
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message
from renderers.contract.tokens import Color

#: Up to this ΔE2000 a color is taken for the palette color.
_SAME = 3.0


class ForbiddenPair(Rule):
    """Text and background are a pair of brand colors that the guideline forbids.

    ## Why it matters
    Each of the two colors is right and the pair is not: it glares, it cannot be read, or it belongs to somebody else.

    ## How to put it right
    Choose another background or another text color. Where the guideline lists allowed pairs for a text color, only
    those are right for it.
    """

    id = "color/forbidden-pair"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = "The guideline's color pairs"
    examples = (
        Good('<p style="color:#14213d;background:#fca311">Light on a dark night</p>', kind=SubjectKind.HTML),
        Good('<p style="color:#fca311;background:#14213d">Licht</p>', kind=SubjectKind.HTML, locale="de"),
        Good('<p style="background:url(x.png);color:#fca311">On a picture nobody knows.</p>', kind=SubjectKind.HTML),
        Bad('<p style="color:#fca311;background:#fff">Save now</p>', kind=SubjectKind.HTML, flags=("Save now",)),
        Bad(
            '<p>Das <b style="color:#fca311">leuchtet</b> hell.</p>',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("leuchtet",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag stretches whose two colors are palette colors and no allowed pair."""
        if not guideline.pairs:
            return
        colors = palette(guideline.tokens)
        for look in looks(subject):
            text, background = _match(look.style.color, colors), _match(look.style.background, colors)
            if text is None or background is None or _allowed(text, background, guideline):
                continue
            yield self.at(
                look.run,
                look.start,
                look.end,
                Message("{text} on {background} is no allowed pair.", text=text.name, background=background.name),
                evidence={"text": text.srgb, "background": background.srgb},
            )


def _match(value: str, colors: tuple[Color, ...]) -> Color | None:
    shown = screen(value)
    if not shown:
        return None
    return min(
        (color for color in colors if distance(shown, color.srgb.lower()) <= _SAME),
        key=lambda color: distance(shown, color.srgb.lower()),
        default=None,
    )


def _allowed(text: Color, background: Color, guideline: Guideline) -> bool:
    pairs = [pair for pair in guideline.pairs if _is(pair.text, text, guideline)]
    if any(not pair.allowed and _is(pair.background, background, guideline) for pair in pairs):
        return False
    wanted: list[ColorPair] = [pair for pair in pairs if pair.allowed]
    both = text.srgb.lower() == background.srgb.lower()
    return both or _unlisted(wanted) or any(_is(pair.background, background, guideline) for pair in wanted)


def _unlisted(wanted: list[ColorPair]) -> bool:
    """Whether the guideline names no allowed pair for a text color: then all but the forbidden ones are right."""
    return not wanted


def _is(reference: str, color: Color, guideline: Guideline) -> bool:
    found = named(reference, guideline.tokens)
    return found is not None and found.srgb.lower() == color.srgb.lower()


plugin = ForbiddenPair()

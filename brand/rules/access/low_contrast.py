"""The rule `access/low-contrast`."""

from collections.abc import Iterator
from dataclasses import dataclass

from brand.color import contrast, screen
from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.looks import Look, looks
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_LEAST = {"AA": (4.5, 3.0), "AAA": (7.0, 4.5)}
#: Ratios are rounded by two digits in tools; nobody sees the third.
_ROUNDING = 0.005


class LowContrast(Rule):
    """Text stands out too little from its background.

    ## Why it matters
    One in twelve men sees colors differently, and everybody reads on a phone in the sun. Since June 2025 many services
    have to be accessible by law (in Germany the BFSG).

    ## How to put it right
    Make the text darker or the background lighter until the ratio is 4.5 to 1, or 3 to 1 for large text (18 points, or
    14 in bold). Text on a picture is not judged: the color behind it is not known.
    """

    id = "access/low-contrast"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("level", "AA", "AA (4.5 and 3 to 1) or AAA (7 and 4.5 to 1)", ("AA", "AAA")),)
    source = (
        "WCAG 2.2, success criterion 1.4.3 (Contrast, Minimum). The BFSG, in force for shops on the web since 28 June "
        "2025, names no ratio of its own; EN 301 549 takes it from WCAG 2.1"
    )
    examples = (
        Good('<p style="color:#14213d;background:#fff">Light for all</p>', kind=SubjectKind.HTML),
        Good('<p style="color:#777;font-size:24px">Großes Licht</p>', kind=SubjectKind.HTML, locale="de"),
        Good('<div style="background:url(x.png)"><p style="color:#aaa">On a picture</p></div>', kind=SubjectKind.HTML),
        Bad('<p style="color:#aaaaaa">Light grey</p>', kind=SubjectKind.HTML, flags=("Light grey",)),
        Bad('<p>Das <b style="color:#ddd">sieht</b> keiner.</p>', kind=SubjectKind.HTML, locale="de", flags=("sieht",)),
        Bad(
            '<p style="color:#aaa">Light <b>grey</b> words <i style="color:#000">and</i> others</p>',
            kind=SubjectKind.HTML,
            flags=("Light grey words",),
        ),
        Bad(
            '<div style="background:#14213d"><p style="color:#1d4ed8">Dark on dark</p></div>',
            kind=SubjectKind.HTML,
            flags=("Dark on dark",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each stretch whose ratio is too low, neighbors of the same colors as one."""
        normal, large = _LEAST.get(str(self.option(guideline, subject, "level")), _LEAST["AA"])
        group: list[_Pale] = []
        for look in looks(subject):
            least = large if look.is_large else normal
            ratio = _ratio(look)
            if ratio is None or ratio >= least - _ROUNDING:
                continue
            pale = _Pale(look, ratio, least)
            if group and group[-1].key != pale.key:
                yield self._flag(group)
                group = []
            if not group or pale.goes_on(group[-1]):
                group.append(pale)
        if group:
            yield self._flag(group)

    def _flag(self, group: list["_Pale"]) -> Finding:
        first, least = group[0], max(group, key=lambda pale: len(pale.look.words)).least
        style = first.look.style
        return self.at(
            first.look.run,
            first.look.start,
            group[-1].look.end,
            Message("The contrast is {ratio} to 1; it takes {least} to 1.", ratio=round(first.ratio, 2), least=least),
            evidence={"color": style.color, "background": style.background, "ratio": f"{first.ratio:.2f}"},
        )


@dataclass(frozen=True, slots=True)
class _Pale:
    """Words whose contrast is too low, and what it takes."""

    look: Look
    ratio: float
    least: float

    def goes_on(self, last: "_Pale") -> bool:
        """Whether the words follow others in their run, with nothing but blanks and signs between."""
        run = self.look.run
        return run is last.look.run and not any(map(str.isalnum, run.text[last.look.end : self.look.start]))

    @property
    def key(self) -> tuple[Where, str, str]:
        """What neighbors have in common: the run and the colors."""
        return self.look.run.where, self.look.style.color, self.look.style.background


def _ratio(look: Look) -> float | None:
    """The contrast, where both colors are known and the words can be seen at all."""
    color, background = screen(look.style.color), screen(look.style.background)
    if not color or not background or look.style.size < 2:
        return None
    return contrast(color, background)


plugin = LowContrast()

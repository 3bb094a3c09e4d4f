"""The rule `fonts/missing-fallback`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.inspect.look import families
from brand.language.vocabulary import word_set
from brand.rule import Bad, Good, Rule
from brand.samples import letter
from brand.subject import MarkupKind, MarkupUse, Subject, SubjectKind
from renderers.contract.message import Message
from renderers.contract.tokens import Font

_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace"}
)
_KEYWORDS = word_set("inherit initial unset revert")
#: A family that is one identifier after the other needs no quotes.
_BARE = re.compile(r"[A-Za-z_][\w-]*(?: [A-Za-z_][\w-]*)*")
#: `bold 16px/1.4 Georgia, serif`: what follows the size.
_SHORTHAND = re.compile(r"(?:\d(?:px|pt|em|rem|%)|small|medium|large)(?:/\S+)?\s+(.+)$", re.DOTALL)
_OWN = "'Source Sans 3'"


class MissingFallback(Rule):
    """A mail names a typeface without what stands in for it.

    ## Why it matters
    Hardly any mail program loads a brand's typeface. Where nothing else is named, Outlook takes Times and others take
    whatever they like, and the mail no longer looks like the brand.

    ## How to put it right
    Name the fallbacks of the guideline behind the family, and last the class: `'Source Sans 3', Arial, sans-serif`. The
    fix writes them for the families that the guideline lists.
    """

    id = "fonts/missing-fallback"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    source = "CSS Fonts 4 (generic families); Can I email on @font-face, data of 13 May 2026"
    examples = (
        Good(
            letter(f'<p style="font-family:{_OWN}, Arial, sans-serif">Light for long evenings.</p>'),
            kind=SubjectKind.HTML,
            channel="email",
        ),
        Good(
            letter(
                '<p style="font-family:Georgia,serif">Licht.</p><p style="font-family:inherit">Mehr.</p>', locale="de"
            ),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
        ),
        Good(f'<p style="font-family:{_OWN}">A page, not a mail.</p>', kind=SubjectKind.HTML, channel="web"),
        Bad(
            letter(f'<p style="font-family:{_OWN}">Light for long evenings.</p>'),
            kind=SubjectKind.HTML,
            channel="email",
            flags=(f"font-family:{_OWN}",),
            fixed=letter(f'<p style="font-family:{_OWN}, Arial, sans-serif">Light for long evenings.</p>'),
        ),
        Bad(
            letter('<h1 style="margin:0;font-family: Georgia">Licht für lange Abende</h1>', locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("font-family: Georgia",),
            fixed=letter('<h1 style="margin:0;font-family: Georgia, serif">Licht für lange Abende</h1>', locale="de"),
        ),
        Bad(
            letter(f'<p style="font-family:{_OWN}, sans-serif">Licht ohne Arial.</p>', locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=(f"font-family:{_OWN}, sans-serif",),
            fixed=letter(f'<p style="font-family:{_OWN}, Arial, sans-serif">Licht ohne Arial.</p>', locale="de"),
        ),
        Bad(
            letter("<h2>Evening light</h2>", head="<style>h2{font-family:'Source Serif 4',Georgia}</style>"),
            kind=SubjectKind.HTML,
            channel="email",
            flags=("font-family:'Source Serif 4',Georgia",),
            fixed=letter(
                "<h2>Evening light</h2>", head="<style>h2{font-family:'Source Serif 4',Georgia, serif}</style>"
            ),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each stack once that ends without a class, or leaves out all fallbacks of the guideline."""
        for use in subject.markup:
            stack = _stack(use) if use.kind is MarkupKind.DECLARATION else ()
            if not stack or stack[0].lower() in _KEYWORDS or "(" in use.value:
                continue
            font = _listed(stack, guideline)
            missing = _missing(stack, font)
            if missing:
                message = Message(
                    "“{family}” has no fallback that mail programs know. Missing: {missing}.",
                    family=stack[0],
                    missing=", ".join(missing),
                )
                yield self.finding(
                    use.where, message, quote=use.written or stack[0], fix=_fix(use, stack, missing, font)
                )


def _stack(use: MarkupUse) -> tuple[str, ...]:
    """The families of a declaration, in order."""
    if use.name == "font-family":
        return families(use.value)
    shorthand = _SHORTHAND.search(use.value) if use.name == "font" else None
    return families(shorthand[1]) if shorthand is not None else ()


def _listed(stack: tuple[str, ...], guideline: Guideline) -> Font | None:
    """The guideline's typeface that a stack is about: by its first family, or a fallback standing alone."""
    fonts = guideline.tokens.typography
    first = stack[0].casefold()
    own = next((font for font in fonts if font.family.casefold() == first), None)
    return own or next((font for font in fonts if first in {name.casefold() for name in font.stack}), None)


def _missing(stack: tuple[str, ...], font: Font | None) -> list[str]:
    """What has to follow: a fallback of the guideline where there is none, and the class where there is none."""
    known = {name.casefold() for name in stack}
    missing = []
    is_generic = bool(known & _GENERIC)
    if font is not None:
        named = [name for name in font.stack if name.lower() not in _GENERIC]
        if named and stack[0].casefold() == font.family.casefold() and not known & {name.casefold() for name in named}:
            missing.append(named[0])
    if not is_generic:
        missing.append(next((name for name in (font.stack if font else ()) if name.lower() in _GENERIC), "sans-serif"))
    return missing


def _fix(use: MarkupUse, stack: tuple[str, ...], missing: list[str], font: Font | None) -> Fix | None:
    """The stack with what is missing in it; certain where the guideline says what belongs there."""
    if not use.written:
        return None
    written, last = use.written, stack[-1]
    names = ", ".join(name if _BARE.fullmatch(name) else f"'{name}'" for name in missing)
    if "'" in names and '"' in written:
        return None
    kind = FixKind.SAFE if font is not None else FixKind.SUGGEST
    if last.lower() in _GENERIC:
        head = written[: written.rindex(last)].rstrip()
        return Fix(kind, f"{head} {names}, {last}")
    return Fix(kind, f"{written}, {names}")


plugin = MissingFallback()

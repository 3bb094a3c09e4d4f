"""The rule `color/deprecated-or-raw-value`."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from brand.color import named
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Deprecated, Guideline
from brand.inspect.color import parsed
from brand.rule import Bad, Good, Option, Rule
from brand.samples import GUIDELINE, letter
from brand.subject import MarkupKind, MarkupUse, Subject, SubjectKind
from renderers.contract.message import Message

#: A color as it is written in a declaration.
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)\([^()]*\)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
#: Where a property holds for the whole page.
_EVERYWHERE = frozenset({":root", "html", ":root,html", "html,:root"})
_OLD = (
    Deprecated("color.old-amber", "#ffb000", instead="amber", reason="It is too bright on paper."),
    Deprecated("color.ink", instead="night"),
)
_BRAND = replace(GUIDELINE, deprecated=_OLD)
_SHEET = "<style>:root{{--night:#14213d;--amber:#fca311}} h1{{{}}}</style><h1>{}</h1>"


class DeprecatedOrRawValue(Rule):
    """A color token is deprecated, or a color is written out where the page has a token for it.

    ## Why it matters
    A color that was retired comes back with every old block that is copied. And a value that was typed in stays behind
    when the token changes: one half of the page is new, the other is old.

    ## How to put it right
    Use the token that the guideline names instead. On a page with custom properties (`--night`) use the property,
    not the value behind it. In mails colors have to be written out, since their programs know no properties; there
    only retired colors count.
    """

    id = "color/deprecated-or-raw-value"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (Option("raw", True, "Also report values that are written out beside custom properties"),)
    source = "Design Tokens Community Group, format 2025.10 ($deprecated); the guideline's deprecated tokens"
    examples = (
        Good(_SHEET.format("color:var(--night)", "Evening light"), kind=SubjectKind.HTML, guideline=_BRAND),
        Good('<p style="color:#14213d">Licht ohne Tokens.</p>', kind=SubjectKind.HTML, locale="de", guideline=_BRAND),
        Good(
            letter('<p style="color:#14213d">Licht.</p>', head="<style>:root{--night:#14213d}</style>", locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            note="Mail programs know no properties.",
        ),
        Bad(
            letter('<p>Light.</p><hr style="border-top:1px solid #FFB000">'),
            kind=SubjectKind.HTML,
            channel="email",
            guideline=_BRAND,
            flags=("border-top:1px solid #FFB000",),
            fixed=letter('<p>Light.</p><hr style="border-top:1px solid #fca311">'),
        ),
        Bad(
            '<p style="background-color: #ffb000">Bernstein von gestern</p>',
            kind=SubjectKind.HTML,
            locale="de",
            guideline=_BRAND,
            flags=("background-color: #ffb000",),
            fixed='<p style="background-color: #fca311">Bernstein von gestern</p>',
        ),
        Bad(
            _SHEET.format("border-bottom:2px solid var(--ink)", "Licht"),
            kind=SubjectKind.HTML,
            locale="de",
            guideline=_BRAND,
            flags=("border-bottom:2px solid var(--ink)",),
            fixed=_SHEET.format("border-bottom:2px solid var(--night)", "Licht"),
        ),
        Bad(
            _SHEET.format("color:#14213D", "Evening light"),
            kind=SubjectKind.HTML,
            flags=("color:#14213D",),
            fixed=_SHEET.format("color:var(--night)", "Evening light"),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each declaration once: retired values and names first, then values beside their own property."""
        declared = [use for use in subject.markup if use.kind is MarkupKind.DECLARATION]
        live = {color.srgb.lower() for color in guideline.tokens.colors}
        retired = {entry.value.lower(): entry for entry in guideline.deprecated if entry.value.lower() not in live}
        properties = _properties(declared, live)
        raw = subject.channel != "email" and bool(self.option(guideline, subject, "raw"))
        for use in declared:
            for found in _COLOR.finditer(use.value):
                color = parsed(found[0])
                value = color[0] if color is not None and color[1] == 1 else ""
                if value and value in retired:
                    yield self._retired(use, found.span(), retired[value], guideline)
                elif raw and value in properties and not use.name.startswith("--"):
                    yield self._raw(use, found.span(), properties[value])
            yield from self._names(use, declared, guideline)

    def _retired(self, use: MarkupUse, span: tuple[int, int], entry: Deprecated, guideline: Guideline) -> Finding:
        instead = named(entry.instead.removeprefix("color."), guideline.tokens) if entry.instead else None
        written = use.value[slice(*span)]
        return self.finding(
            use.where,
            Message(
                "“{written}” is the retired color {token}. Use {instead}.",
                written=use.written or f"{use.name}:{use.value}",
                token=entry.token,
                instead=f"{instead.name} ({instead.srgb})" if instead is not None else "–",
            ),
            quote=use.written or written,
            fix=None if instead is None else _replaced(use, span, instead.srgb, FixKind.SAFE),
            evidence={"reason": entry.reason} if entry.reason else {},
        )

    def _names(self, use: MarkupUse, declared: list[MarkupUse], guideline: Guideline) -> Iterator[Finding]:
        known = {one.name for one in declared if one.name.startswith("--")}
        for found in _VARIABLE.finditer(use.value) if guideline.deprecated else ():
            entry = next((entry for entry in guideline.deprecated if _is_called(found[1], entry.token)), None)
            if entry is None:
                continue
            old, new = _slug(entry.token), _slug(entry.instead)
            name = f"{found[1].removesuffix(old)}{new}" if new else ""
            kind = FixKind.SAFE if name in known else FixKind.SUGGEST
            yield self.finding(
                use.where,
                Message(
                    "“{written}” uses the deprecated token {token}. Use {instead}.",
                    written=use.written or f"{use.name}:{use.value}",
                    token=entry.token,
                    instead=entry.instead or "–",
                ),
                quote=use.written or found[1],
                fix=_replaced(use, found.span(1), name, kind) if name else None,
                evidence={"reason": entry.reason} if entry.reason else {},
            )

    def _raw(self, use: MarkupUse, span: tuple[int, int], name: tuple[str, bool]) -> Finding:
        prop, everywhere = name
        message = Message(
            "“{written}” is written out; the page has {property} for it.",
            written=use.written or f"{use.name}:{use.value}",
            property=prop,
        )
        kind = FixKind.SAFE if everywhere else FixKind.SUGGEST
        fix = _replaced(use, span, f"var({prop})", kind)
        return self.finding(use.where, message, quote=use.written or use.value[slice(*span)], fix=fix)


def _properties(declared: list[MarkupUse], live: set[str]) -> Mapping[str, tuple[str, bool]]:
    """The page's properties by the brand color they hold, and whether each has this one value all over the page."""
    own = [use for use in declared if use.name.startswith("--")]
    count = Counter(use.name for use in own)
    found: dict[str, tuple[str, bool]] = {}
    for use in own:
        color = parsed(use.value)
        if color is not None and color[1] == 1 and color[0] in live:
            everywhere = re.sub(r"\s", "", use.where.path) in _EVERYWHERE and not use.guarded and count[use.name] == 1
            found.setdefault(color[0], (use.name, everywhere))
    return found


def _replaced(use: MarkupUse, span: tuple[int, int], new: str, kind: FixKind) -> Fix | None:
    """The declaration with other words in its value; none where its place in the source is not known."""
    if not use.written or not use.written.endswith(use.value):
        return None
    head = use.written[: len(use.written) - len(use.value)]
    return Fix(kind, f"{head}{use.value[: span[0]]}{new}{use.value[span[1] :]}")


def _slug(token: str) -> str:
    """The name of a token as style sheets write it: "color.old-amber" -> "old-amber"."""
    return token.removeprefix("color.").replace(".", "-")


def _is_called(prop: str, token: str) -> bool:
    """Whether a property is that token: --old-amber, --color-old-amber, --brand-old-amber."""
    return prop.lower().endswith(f"-{_slug(token).lower()}")


plugin = DeprecatedOrRawValue()

"""Own rules as rules like any other: settings, waivers and reports know no difference."""

import re
from collections.abc import Iterator
from typing import ClassVar, cast

from brand.compiled import once_per
from brand.finding import Finding, Fix, FixKind
from brand.guideline import Guideline
from brand.language.locales import language_of
from brand.own.checks import Hit, hits
from brand.own.compiled import compiled
from brand.own.expression import MOST
from brand.own.units import Unit, units
from brand.pattern import Check, Pattern
from brand.rule import Rule
from brand.subject import Subject
from renderers.contract.message import Message
from renderers.contract.tokens import Localized

_PLACE = re.compile(r"\{(found|instead|count|limit)\}")


class OwnRule(Rule):
    """A rule that the brand wrote itself."""

    pattern: ClassVar[Pattern]

    def applies_to(self, subject: Subject) -> bool:
        """Whether the rule looks at this channel; the locale is asked of every text."""
        return self.pattern.channel in ("", subject.channel)

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- it is of one
        """Yield what the pattern finds."""
        made = compiled(self.pattern)
        for unit, hit in hits(made, units(self.pattern, subject), subject):
            yield self._finding(unit, hit)

    def _finding(self, unit: Unit, hit: Hit) -> Finding:
        said = text_in(self.pattern.message, unit.locale)
        found = unit.run.text[hit.start : hit.end]
        if hit.overflow:
            message = Message("There are more than {count} hits; the others are not listed.", count=MOST)
            return self.at(unit.run, hit.start, hit.end, message)
        message = Message("“{found}” breaks a rule of the brand.", found=found[:200])
        if said:
            # The brand's own words, filled in here: they are no msgid of ours.
            message = Message("{said}", said=_filled(said, found, hit))
        fix = None
        if hit.instead is not None and hit.instead != found:
            fix = Fix(FixKind.SAFE if self.pattern.safe else FixKind.SUGGEST, hit.instead)
        evidence = {"count": hit.count} if self.pattern.check in {Check.COUNT, Check.FORMULA} else None
        return self.at(unit.run, hit.start, hit.end, message, fix=fix, evidence=evidence)


def _filled(said: str, found: str, hit: Hit) -> str:
    given = {"found": found[:200], "instead": hit.instead_words, "count": hit.count, "limit": hit.limit}
    return _PLACE.sub(lambda match: given[match[1]], said)


def text_in(texts: Localized, locale: str) -> str:
    """A text in the locale, its language, or the first there is."""
    given = dict(texts)
    for key in (locale, language_of(locale), "", "en", "de"):
        if given.get(key):
            return given[key]
    return next(iter(given.values()), "")


@once_per
def own_rules(guideline: Guideline) -> tuple[OwnRule, ...]:
    """The own rules of a guideline, ready to run; one that cannot be compiled says so when it runs."""
    return tuple(_made(pattern) for pattern in guideline.patterns)


def _made(pattern: Pattern) -> OwnRule:
    facts = {
        "__doc__": _page(pattern),
        "__module__": __name__,
        "id": pattern.rule,
        "severity": pattern.severity,
        "examples": (),
        "source": pattern.source,
        "pattern": pattern,
    }
    return cast("OwnRule", type("OwnRule", (OwnRule,), facts)())


def _page(pattern: Pattern) -> str:
    title = " ".join(text_in(pattern.message, "en").split()) or f"own/{pattern.id}"
    return f"{title}\n\n## Why it matters\nThis is a rule of the brand's own: its guideline has it as a pattern.\n"

"""The guideline's own words against its own rules: what it tells people to write, it must not find."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brand.audit import audit
from brand.conflicts.conflict import Conflict, Kind
from brand.finding import Finding
from brand.guideline import Guideline, TermKind
from brand.inspect.text import inspect_text
from brand.language.locales import language_of
from brand.own import own_rules
from brand.policing import BROKEN_RULE
from brand.registry import all_rules
from renderers.contract.message import Message

#: Rules about single words; the others look at whole texts, which these are none of.
_WORD_RULES = frozenset(
    {
        "terms/banned-word",
        "terms/non-preferred-term",
        "terms/competitor-name",
        "terms/retired-wording",
        "terms/avoidable-anglicism",
        "terms/buzzword",
    }
)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words the guideline stands for: where they are written, and in which locale."""

    about: str
    text: str
    locale: str


def words(guideline: Guideline, today: date) -> Iterator[Conflict]:
    """Preferred words, names, approved claims and legal lines in which a rule of the guideline finds something."""
    for said in _all_said(guideline):
        for finding in found_in(said.text, said.locale, guideline, today):
            yield Conflict(
                Kind.OWN_WORDS,
                Message(
                    "“{text}” is what the guideline wants ({about}), and {rule} finds “{found}” in it.",
                    text=said.text[:120],
                    about=said.about,
                    rule=finding.rule,
                    found=finding.quote.text,
                ),
                (said.about, finding.rule),
            )


def found_in(text: str, locale: str, guideline: Guideline, today: date) -> tuple[Finding, ...]:
    """What the rules about words find in a text."""
    rules = [rule for rule in all_rules() if rule.id in _WORD_RULES]
    subject = inspect_text(text, name="guideline", locale=locale)
    judged = audit([subject], guideline, [*rules, *own_rules(guideline)], today=today, sets=False)
    return tuple(one for one in judged.findings if one.rule != BROKEN_RULE.id)


def _all_said(guideline: Guideline) -> Iterator[_Said]:
    spoken = tuple(dict.fromkeys(language_of(locale) for locale in guideline.locales))
    for term in guideline.terms:
        for language in (term.language,) if term.language else spoken:
            if term.instead:
                yield _Said(f"terms.{term.word}", term.instead, language)
            if term.kind is TermKind.NAME:
                yield _Said(f"terms.{term.word}", term.word, language)
    for name, texts in [
        *((f"claims.{claim.name}", claim.texts) for claim in guideline.claims),
        *((f"legal.{line.key}", line.texts) for line in guideline.tokens.legal),
    ]:
        for locale, text in texts:
            for language in (locale,) if locale else spoken:
                yield _Said(name, text, language)

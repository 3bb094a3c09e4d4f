"""Vale styles out: the guideline's terms and own rules as rules that Vale runs; what it cannot say is named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from brand.finding import Severity
from brand.guideline import Compound, Guideline, Term, TermKind
from brand.language.forms import expand_forms
from brand.language.locales import language_of
from brand.pattern import STYLES, Check, Pattern, Scope
from brand.portable.designtokens import Skipped
from brand.registry import get
from renderers.contract.message import Message
from renderers.contract.tokens import Localized

#: The rule that each kind of term is judged by, and the file its words go to.
_KINDS = {
    TermKind.BANNED: ("terms/banned-word", "Banned"),
    TermKind.NON_PREFERRED: ("terms/non-preferred-term", "NonPreferred"),
    TermKind.COMPETITOR: ("terms/competitor-name", "Competitors"),
    TermKind.RETIRED: ("terms/retired-wording", "Retired"),
    TermKind.ANGLICISM: ("terms/avoidable-anglicism", "Anglicisms"),
    TermKind.BUZZWORD: ("terms/buzzword-density", "Buzzwords"),
    TermKind.INSENSITIVE: ("voice/insensitive-wording", "Insensitive"),
}
_LEVELS = {Severity.NOTE: "suggestion", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SCOPES = {
    Scope.TEXT: "text",
    Scope.SENTENCE: "sentence",
    Scope.PARAGRAPH: "paragraph",
    Scope.HEADING: "heading",
    Scope.LIST: "list",
    Scope.QUOTE: "blockquote",
    Scope.CELL: "table.cell",
    Scope.ALT: "alt",
    Scope.PIECE: "summary",
}
_SPECIAL = re.compile(r"[\\.^$*+?()\[\]{}|]")
_CONDITION = re.compile(r"(.+?)\s*([<>]=?\s*[-+]?[\d.]+)\s*")


@dataclass(frozen=True, slots=True)
class ExportedStyle:
    """The files of a style by name ("Banned.yml"), and what is not in them, with the reason."""

    files: Mapping[str, str]
    skipped: tuple[Skipped, ...]


def export_vale(guideline: Guideline, *, language: str = "de") -> ExportedStyle:
    """A guideline's terms and own rules for one language as a Vale style; `import_vale` reads it back.

    Words stand with their inflected forms. Names stand in `accept.txt`, a vocabulary of Vale's: it finds what is
    written in other letters' case. What Vale has no kind of rule for is told by name.
    """
    files: dict[str, dict[str, Any]] = {}
    skipped: list[Skipped] = []
    terms = [term for term in guideline.terms if term.language in ("", language)]
    for name, body in [*_terms(guideline, terms, language, skipped), *_voice(guideline)]:
        files[_free(name, files)] = body
    for pattern in guideline.patterns:
        if pattern.locale and language_of(pattern.locale) != language:
            continue
        made = _pattern(replace(pattern), language)
        if isinstance(made, Message):
            skipped.append(Skipped(pattern.rule, made))
        else:
            files[_free(_title(pattern.id), files)] = made
    skipped += _beyond(guideline)
    names = sorted({name for term in terms if term.kind is TermKind.NAME for name in (term.word, *term.forms)})
    written = {f"{name}.yml": _dumped(body) for name, body in files.items()}
    return ExportedStyle(
        written | ({"accept.txt": "\n".join(map(_escaped, names)) + "\n"} if names else {}), tuple(skipped)
    )


def _free(name: str, files: Mapping[str, Any]) -> str:
    number = 1
    while (found := name if number == 1 else f"{name}{number}") in files:
        number += 1
    return found


def _title(key: str) -> str:
    return "".join(part.capitalize() for part in key.split("-"))


def _dumped(body: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False, width=116)


# --- terms

_Group = tuple[TermKind, bool, bool, bool, str]


def _terms(
    guideline: Guideline, terms: list[Term], language: str, skipped: list[Skipped]
) -> Iterator[tuple[str, dict[str, Any]]]:
    groups: dict[_Group, list[Term]] = {}
    for term in terms:
        if term.kind in _KINDS:
            key = (term.kind, term.case_sensitive, bool(term.instead), _is_word(term.word), term.reason)
            groups.setdefault(key, []).append(term)
        elif term.kind is TermKind.MIXED:
            yield from _mixed(term)
    off = set()
    for (kind, case, instead, word, reason), group in groups.items():
        rule_id, name = _KINDS[kind]
        setting = guideline.setting(rule_id, locale=language)
        if not setting.enabled:
            off.add(rule_id)
            continue
        rule = get(rule_id)
        severity = setting.severity or (rule.severity if rule is not None else Severity.WARNING)
        common = {"level": _LEVELS[severity], "ignorecase": not case, **({} if word else {"nonword": True})}
        exceptions = [_escaped(phrase) for term in group for phrase in term.exceptions]
        common |= {"exceptions": exceptions} if exceptions else {}
        tail = f" {reason.replace('%', '%%').rstrip('.')}." if reason else ""
        if instead:
            swap = {token: term.instead for term in group for token in _tokens(term, language)}
            yield name, {"extends": "substitution", "message": f"„%[2]s“: %[1]s.{tail}", **common, "swap": swap}
        else:
            tokens = list(dict.fromkeys(token for term in group for token in _tokens(term, language)))
            yield name, {"extends": "existence", "message": f"„%s“.{tail}", **common, "tokens": tokens}
    skipped += [Skipped(rule_id, Message("The guideline has switched it off.")) for rule_id in sorted(off)]


def _mixed(term: Term) -> Iterator[tuple[str, dict[str, Any]]]:
    for other in term.forms:
        body = {
            "extends": "consistency",
            "message": "„%s“: one spelling a piece.",
            "level": "warning",
            "ignorecase": True,
        }
        yield "Mixed", body | {"either": {_escaped(term.word): _escaped(other)}}


def _tokens(term: Term, language: str) -> list[str]:
    tokens = [_escaped(form) for form in expand_forms(term.word, language, term.forms)]
    if term.compound is Compound.HEAD:
        return [rf"(?:\w{{3,}})?{token}" for token in tokens]
    if term.compound is Compound.MODIFIER:
        return [rf"{token}(?:\w{{3,}})?" for token in tokens]
    return tokens


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _is_word(text: str) -> bool:
    return text[:1].isalnum() and text[-1:].isalnum()


# --- voice


def _voice(guideline: Guideline) -> Iterator[tuple[str, dict[str, Any]]]:
    words, marks = guideline.voice.sentence_words, guideline.voice.exclamations
    if words is not None:
        body = {"message": f"> {words}", "level": "warning", "scope": "sentence", "max": words, "token": r"\b(\w+)\b"}
        yield "SentenceLength", {"extends": "occurrence", **body}
    if marks is not None:
        body = {"message": f"! > {marks}", "level": "warning", "scope": "summary", "max": marks, "token": "!"}
        yield "Exclamations", {"extends": "occurrence", **body}


def _beyond(guideline: Guideline) -> Iterator[Skipped]:
    """What a guideline says and no kind of Vale's rules can."""
    reason = Message("Vale has no kind of rule for it.")
    said = {
        "voice.address": guideline.voice.address.value,
        "voice.gender": guideline.voice.gender.value,
        "voice.reading": guideline.voice.reading,
        "voice.emoji": guideline.voice.emoji is not None,
        "claims": guideline.claims,
        "legal": guideline.tokens.legal,
        "colors": guideline.tokens.colors,
        "typography": guideline.tokens.typography,
        "logos": guideline.tokens.logos,
        "limits": guideline.limits,
        "hosts": guideline.hosts,
    }
    yield from (Skipped(name, reason) for name, value in said.items() if value)
    known = {rule for rule, _ in _KINDS.values()}
    for rule in dict.fromkeys(setting.rule for setting in guideline.settings):
        if rule not in known and not rule.startswith("own/"):
            yield Skipped(rule, Message("The rule is a program of Einklang's."))


# --- own rules


def _pattern(pattern: Pattern, language: str) -> dict[str, Any] | Message:
    if pattern.channel:
        return Message("It looks at one channel only, which Vale does not know.")
    if pattern.scope is Scope.PIECE and pattern.check in (Check.CASE, Check.REPEAT):
        return Message("Vale has no kind of rule for it.")
    body = _BODIES[pattern.check](pattern)
    if body is None:
        return Message("Vale has no kind of rule for it.")
    scope = _SCOPES[pattern.scope]
    common: dict[str, Any] = {
        "message": _message(pattern.message, language, substitution="swap" in body),
        "level": _LEVELS[pattern.severity],
        "scope": f"heading.h{pattern.level}" if pattern.level and scope == "heading" else scope,
    }
    if pattern.ignore_case:
        common["ignorecase"] = True
    if pattern.exceptions:
        common["exceptions"] = list(pattern.exceptions)
    if pattern.source:
        common["link"] = pattern.source
    if pattern.replacement is not None and not pattern.pairs:
        remove = {"name": "remove"}
        common["action"] = {"name": "replace", "params": [pattern.replacement]} if pattern.replacement else remove
    return {"extends": body.pop("extends"), **common, **body}


def _message(texts: Localized, language: str, *, substitution: bool) -> str:
    given = dict(texts)
    said = next((given[key] for key in (language, "", "en", "de") if given.get(key)), "{found}").replace("%", "%%")
    said = said.replace("{found}", "%[2]s" if substitution else "%s")
    return said.replace("{instead}", "%[1]s" if substitution else "").replace("{count}", "…").replace("{limit}", "…")


def _find(pattern: Pattern) -> dict[str, Any] | None:
    bounds = {} if pattern.words else {"nonword": True}
    if pattern.pairs:
        return {"extends": "substitution", **bounds, "swap": dict(pattern.pairs)}
    return {"extends": "existence", **bounds, "tokens": [pattern.pattern]}


def _count(pattern: Pattern) -> dict[str, Any] | None:
    bounds = {"max": pattern.most, "min": pattern.least}
    given = {name: value for name, value in bounds.items() if value is not None}
    return {"extends": "occurrence", **given, "token": pattern.pattern}


def _repeat(pattern: Pattern) -> dict[str, Any] | None:
    return {"extends": "repetition", "max": pattern.most or 0, "tokens": [pattern.pattern]}


def _either(pattern: Pattern) -> dict[str, Any] | None:
    return {"extends": "consistency", **({} if pattern.words else {"nonword": True}), "either": dict(pattern.pairs)}


def _needs(pattern: Pattern) -> dict[str, Any] | None:
    return {"extends": "conditional", "first": pattern.pattern, "second": pattern.needs}


def _case(pattern: Pattern) -> dict[str, Any] | None:
    return {"extends": "capitalization", "match": f"${pattern.style}" if pattern.style in STYLES else pattern.style}


def _formula(pattern: Pattern) -> dict[str, Any] | None:
    found = _CONDITION.fullmatch(pattern.formula)
    return {"extends": "metric", "formula": found[1], "condition": found[2]} if found else None


_BODIES = {
    Check.FIND: _find,
    Check.COUNT: _count,
    Check.REPEAT: _repeat,
    Check.EITHER: _either,
    Check.NEEDS: _needs,
    Check.CASE: _case,
    Check.FORMULA: _formula,
}

"""One run of a rule set over one or many subjects."""

import hashlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import ParamSpec

import brand
from brand.compiled import once_per
from brand.finding import Finding, Severity
from brand.guideline import Guideline, Resolved
from brand.keeping import Keeper, kept, key_of
from brand.language.remembering import settling
from brand.merging import merged
from brand.own import own_rules
from brand.policing import BROKEN_RULE, POLICE, waiver_findings
from brand.registry import all_rules
from brand.rule import BaseRule, Rule, SetRule
from brand.settled import settled
from brand.subject import Subject, SubjectKind
from brand.waiver import Waiver, apply
from renderers.contract.message import Message
from renderers.contract.place import Place

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of a run, always in the same order; waived ones are among them."""

    findings: tuple[Finding, ...] = ()
    subjects: int = 0
    rule_set: str = ""

    @property
    def open_errors(self) -> tuple[Finding, ...]:
        """The errors nobody has waived: while there is one, the gate is closed."""
        return tuple(finding for finding in self.findings if finding.is_open_error)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings nobody has waived."""
        return tuple(finding for finding in self.findings if not finding.waiver)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings under a waiver."""
        return tuple(finding for finding in self.findings if finding.waiver)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many open findings there are of each severity, graver ones first."""
        found = Counter(finding.severity for finding in self.open)
        return {severity: found[severity] for severity in sorted(Severity, key=lambda one: -one.rank)}

    @property
    def clean(self) -> bool:
        """Whether there is no open error."""
        return not self.open_errors

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The open findings of a severity or graver."""
        return tuple(finding for finding in self.open if finding.severity.rank >= severity.rank)


@settling
def audit(
    subjects: Iterable[Subject],
    guideline: Guideline,
    rules: Iterable[BaseRule] | None = None,
    *,
    waivers: Iterable[Waiver] = (),
    today: date,
    sets: bool = True,
    police: bool = True,
    keeper: Keeper | None = None,
) -> Audit:
    """Judge subjects by a guideline.

    `rules` None = all there are, and the guideline's own ones. `sets` False leaves out the rules that compare subjects.
    `police` False does not report on the waivers themselves, for an audit of some subjects only, in which others'
    waivers would seem needless.
    `keeper` keeps the findings of each subject for the next audit.
    A rule that raises becomes a finding of `structure/broken-rule`; the others go on.
    """
    chosen = all_rules() if rules is None else tuple(sorted(rules, key=_id))
    seen = [subject if subject.today is not None else replace(subject, today=today) for subject in subjects]
    own = own_rules(guideline) if rules is None else ()
    run = _Run(guideline, (*chosen, *own))
    rule_set = rule_set_digest(chosen)
    found = [
        finding
        for subject in seen
        for finding in kept(
            keeper,
            key_of(subject, guideline, rule_set) if keeper is not None else "",
            partial(run.single, subject),
            unsure=_UNSURE,
        )
    ]
    if sets:
        found += run.sets(seen)
    waivers = tuple(waivers)
    judged, used = apply(_numbered(found), waivers, today)
    told = merged(judged)
    if police and waivers:
        known = known_rules(guideline) | frozenset(map(_id, chosen))
        told = merged([*judged, *waiver_findings(waivers, used=used, known=known, today=today)])
    if len(told) != len(judged):  # otherwise they stand in order already
        told.sort(key=_order)
    return Audit(tuple(told), len(seen), rule_set)


#: A rule that failed once may not fail again.
_UNSURE = frozenset({BROKEN_RULE.id})


def known_rules(guideline: Guideline) -> frozenset[str]:
    """The ids that a waiver or setting may name: all rules, the audit's own checks, and the guideline's own rules."""
    return frozenset(
        [*map(_id, all_rules()), *(one.id for one in POLICE), *(pattern.rule for pattern in guideline.patterns)]
    )


def _id(rule: BaseRule) -> str:
    return rule.id


class _Run:
    """The rules of one audit with the settings that hold for them."""

    def __init__(self, guideline: Guideline, rules: tuple[BaseRule, ...]) -> None:
        self._guideline, self._rules = guideline, rules

    def single(self, subject: Subject) -> Iterator[Finding]:
        """The findings of the rules that look at one subject."""
        for rule, sure in _looking(self._guideline, self._rules, subject.channel, subject.locale, subject.kind):
            if sure or rule.applies_to(subject):
                for finding in _guarded(rule, subject, rule.check, subject, self._guideline):
                    yield self._completed(finding, subject)

    def sets(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """The findings of the rules that compare the subjects of a piece."""
        if not any(subject.group for subject in subjects):
            return
        for rule in self._rules:
            if isinstance(rule, SetRule):
                for members in _groups(subjects, translations=rule.translations):
                    yield from self._set(rule, members)

    def _set(self, rule: SetRule, members: tuple[Subject, ...]) -> Iterator[Finding]:
        looked_at = tuple(
            member for member in members if rule.applies_to(member) and self._setting(rule.id, member).enabled
        )
        if not looked_at:
            return
        for finding in _guarded(rule, looked_at[0], rule.check_set, looked_at, self._guideline):
            yield self._completed(finding, next((one for one in looked_at if _is_about(finding, one)), looked_at[0]))

    def _setting(self, rule: str, subject: Subject) -> Resolved:
        return settled(self._guideline, subject.channel, subject.locale)[rule]

    def _completed(self, finding: Finding, subject: Subject) -> Finding:
        """Say what the finding is about, and give it the severity that the guideline wants."""
        severity = self._setting(finding.rule, subject).severity or finding.severity
        if self._guideline.launch_mode and severity is Severity.ERROR:
            severity = Severity.WARNING
        scope = (subject.name, subject.channel, subject.format, subject.locale, subject.group)
        return finding.within(*scope, severity=severity)


def _guarded(
    rule: BaseRule, about: Subject, check: Callable[P, Iterable[Finding]], *given: P.args, **named: P.kwargs
) -> Iterable[Finding]:
    """The findings of a check; one that raises becomes a finding itself."""
    try:
        return list(check(*given, **named))
    except Exception as error:  # noqa: BLE001 -- a rule may fail in any way, the audit must not
        message = Message(
            "The rule {rule} failed with {error}.", rule=rule.id, error=f"{type(error).__name__}: {error}"[:300]
        )
        return [BROKEN_RULE.finding(message, about.name)]


@once_per
def _looking(
    guideline: Guideline, rules: tuple[BaseRule, ...], channel: str, locale: str, kind: SubjectKind
) -> tuple[tuple[Rule, bool], ...]:
    """The rules about one subject that the guideline lets run on such subjects; False = ask whether it applies.

    Most rules say by class attributes what they look at, and need not be asked about every subject.
    """
    settings, such = settled(guideline, channel, locale), Subject(name="", kind=kind, channel=channel, locale=locale)
    enabled = [rule for rule in rules if isinstance(rule, Rule) and settings[rule.id].enabled]
    asked = frozenset(rule for rule in enabled if type(rule).applies_to is not BaseRule.applies_to)
    return tuple((rule, rule not in asked) for rule in enabled if rule in asked or rule.applies_to(such))


def _is_about(finding: Finding, subject: Subject) -> bool:
    named = (finding.subject, finding.channel, finding.format, finding.locale)
    return named == (subject.name, subject.channel, subject.format, subject.locale)


def _groups(subjects: Sequence[Subject], *, translations: bool) -> Iterator[tuple[Subject, ...]]:
    """The subjects of each piece, in one locale or in all; those of no known piece are compared with nothing."""
    groups: dict[tuple[str, str], list[Subject]] = {}
    for subject in subjects:
        if subject.group:
            groups.setdefault((subject.group, "" if translations else subject.locale), []).append(subject)
    for key in sorted(groups):
        yield tuple(sorted(groups[key], key=lambda one: (one.locale, one.channel, one.format, one.kind, one.name)))


def _numbered(findings: Iterable[Finding]) -> list[Finding]:
    """Number the findings that have the same words in the same scope, so that each has a fingerprint of its own."""
    seen: dict[tuple[str, ...], int] = {}
    numbered = []
    for finding in sorted(findings, key=_order):
        first = finding if not finding.occurrence else replace(finding, occurrence=0)
        plain = first.identity
        before = seen.get(plain, 0)
        numbered.append(replace(first, occurrence=before) if before else first)
        seen[plain] = before + 1
    return numbered


def _order(finding: Finding) -> tuple[str | int | float, ...]:
    """By subject, then as one reads, then by rule: equal input gives the same order, whatever came first."""
    where, quote = finding.where, finding.quote
    box = where.box or (0.0, 0.0, 0.0, 0.0)
    source = where.source or Place("")
    return (
        *(finding.subject, finding.locale, finding.channel, finding.format, where.part),
        *(where.page, where.line, where.column, -box[3], box[0]),
        *(source.field, source.block, source.start or 0, where.start or 0, where.path),
        *(finding.rule, quote.text, quote.before, quote.after),
        *(finding.message.text, repr(finding.message.params), finding.occurrence),
    )


def rule_set_digest(rules: Iterable[BaseRule]) -> str:
    """SHA-256 over the rules and all code they judge with: another digest, and findings may differ."""
    return _digest(tuple(rules))


@lru_cache(maxsize=64)
def _digest(rules: tuple[BaseRule, ...]) -> str:
    sources = sorted({(rule.id, _source(type(rule))) for rule in rules})
    return hashlib.sha256("\0".join([_own_code(), *(f"{name}\0{code}" for name, code in sources)]).encode()).hexdigest()


@lru_cache(maxsize=1024)
def _source(kind: type[BaseRule]) -> str:
    """The code of a rule, with its data and everything else in its folder where it has one of its own."""
    try:
        file = Path(inspect.getfile(kind))
        if file.name == "__init__.py":
            return _folder_digest(file.parent)
        return inspect.getsource(inspect.getmodule(kind) or kind)
    except (OSError, TypeError):
        return f"{kind.__module__}.{kind.__qualname__}"


@lru_cache(maxsize=1)
def _own_code() -> str:
    """The digest of this package's code and data outside the rules, reports and command line."""
    return _folder_digest(Path(brand.__file__ or "").parent, without=frozenset({"rules", "report", "cli"}))


def _folder_digest(root: Path, *, without: frozenset[str] = frozenset()) -> str:
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root)
        if file.suffix in {".py", ".yaml", ".json", ".txt"} and path.parts[0] not in without:
            digest.update(path.as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()

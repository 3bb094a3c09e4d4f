"""What a rule is: page, metadata, examples and code in one file."""

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from brand.finding import Finding, Fix, Quotation, Severity, Verdict, Where
from brand.guideline import Guideline, Value
from brand.settled import settled
from brand.subject import Subject, SubjectKind, TextRun
from renderers.contract.message import Message

#: How many characters of text a finding shows on either side of its quote.
CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Option:
    """A parameter the guideline may give a rule. The type of `default` is its type; `label` is a msgid.

    `choices` are the texts it may be, besides an empty one where that is the default; none = any.
    """

    name: str
    default: Value
    label: str
    choices: tuple[str, ...] = ()

    def problem(self, value: Value) -> Message | None:
        """What is wrong with a value for it; None = nothing."""
        if isinstance(self.default, bool):
            return (
                None if isinstance(value, bool) else Message("Expected yes or no, found “{found}”.", found=str(value))
            )
        if isinstance(self.default, str):
            known = {choice.lower() for choice in (*self.choices, self.default)}
            if not isinstance(value, str):
                return Message("Expected a text, found {found}. Put it in quotes.", found=str(value))
            if self.choices and value.lower() not in known:
                names = ", ".join(self.choices)
                return Message("“{found}” is not known. Known: {known}.", found=value[:80], known=names)
            return None
        if isinstance(value, bool | str):
            return Message("Expected a number, found “{found}”.", found=str(value)[:80])
        if isinstance(self.default, int) and not float(value).is_integer():
            return Message("Expected a whole number, found “{found}”.", found=str(value))
        return None


@dataclass(frozen=True, slots=True)
class Good:
    """Something the rule leaves alone. `text` is prose, or the body of an HTML page where `kind` says so.

    A rule that needs more than text gives a ready `subject` (a set rule `subjects`).
    """

    text: str = ""
    locale: str = "en"
    channel: str = ""
    kind: SubjectKind = SubjectKind.TEXT
    subject: Subject | None = None
    subjects: tuple[Subject, ...] = ()
    guideline: Guideline | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bad(Good):
    """Something the rule finds. `flags` are the quotes of its findings, in order; `fixed` the text after all fixes."""

    flags: tuple[str, ...] = ()
    fixed: str | None = None
    verdict: Verdict = Verdict.FAIL


class BaseRule(ABC):
    """What every rule tells of itself. The docstring is its page: a title line, then `## Why it matters` and so on.

    `channels`, `kinds` and `languages` say what it looks at; empty = everything. `source` names the standard, law or
    platform page it rests on, with the date it was read.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    examples: ClassVar[tuple[Good, ...]]
    channels: ClassVar[frozenset[str]] = frozenset()
    not_channels: ClassVar[frozenset[str]] = frozenset()
    kinds: ClassVar[frozenset[SubjectKind]] = frozenset()
    languages: ClassVar[frozenset[str]] = frozenset()
    options: ClassVar[tuple[Option, ...]] = ()
    source: ClassVar[str] = ""

    @property
    def page(self) -> str:
        """The rule's page, Markdown in English."""
        return inspect.cleandoc(type(self).__doc__ or "")

    @property
    def title(self) -> str:
        """The first line of the page: the offence in one sentence."""
        return self.page.partition("\n")[0]

    @property
    def family(self) -> str:
        """The first half of the id."""
        return self.id.partition("/")[0]

    def applies_to(self, subject: Subject) -> bool:
        """Whether the rule looks at this subject at all."""
        return (
            (not self.channels or subject.channel in self.channels)
            and subject.channel not in self.not_channels
            and (not self.kinds or subject.kind in self.kinds)
            and (not self.languages or subject.language in self.languages)
        )

    def option(self, guideline: Guideline, subject: Subject, name: str) -> Value:
        """The value of an option in the subject's channel and locale."""
        given = settled(guideline, subject.channel, subject.locale)[self.id].options
        for option in self.options:
            if option.name == name:
                return given.get(name, option.default)
        raise KeyError(name)

    def finding(
        self,
        where: Where,
        message: Message,
        *,
        quote: str | Quotation = "",
        fix: Fix | None = None,
        verdict: Verdict = Verdict.FAIL,
        evidence: Mapping[str, object] | None = None,
        related: Iterable[Where] = (),
        subject: Subject | None = None,
    ) -> Finding:
        """Make a finding of this rule. A set rule says which `subject` it is about; otherwise the audit fills it in."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            message=message,
            where=where,
            quote=Quotation(quote) if isinstance(quote, str) else quote,
            verdict=verdict,
            fix=fix,
            evidence=tuple(sorted((key, str(value)) for key, value in (evidence or {}).items())),
            related=tuple(related),
            subject="" if subject is None else subject.name,
            channel="" if subject is None else subject.channel,
            format="" if subject is None else subject.format,
            locale="" if subject is None else subject.locale,
        )

    def at(
        self,
        run: TextRun,
        start: int,
        end: int,
        message: Message,
        *,
        fix: Fix | None = None,
        verdict: Verdict = Verdict.FAIL,
        evidence: Mapping[str, object] | None = None,
    ) -> Finding:
        """Make a finding about characters `start` to `end` of a run."""
        return self.finding(
            narrowed(run, start, end),
            message,
            quote=quotation(run.text, start, end),
            fix=fix,
            verdict=verdict,
            evidence=evidence,
        )


class Rule(BaseRule):
    """A rule about one subject."""

    @abstractmethod
    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Yield the breaches. Pure: no clock (`subject.today`), network or settings."""


class SetRule(BaseRule):
    """A rule about several subjects together: all variants of a piece in one locale.

    `translations` = True: all variants in all locales.
    """

    translations: ClassVar[bool] = False

    @abstractmethod
    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        """Yield the breaches; `related` names the other members."""


def quotation(text: str, start: int, end: int) -> Quotation:
    """Quote some characters of a text with what stands around them."""
    return Quotation(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def narrowed(run: TextRun, start: int, end: int) -> Where:
    """The place of some characters of a run."""
    return run.spot(start, end)


_ID = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")


def complaints(rule: BaseRule) -> list[str]:
    """What is wrong with a rule's facts, in English, for the people who write it; empty when all is well."""
    found = []
    if not _ID.fullmatch(rule.id):
        found.append(f"id {rule.id!r} is not family/slug")
    if not rule.title:
        found.append("it has no page (docstring)")
    if not any(isinstance(example, Bad) for example in rule.examples):
        found.append("it has no bad example")
    if all(isinstance(example, Bad) for example in rule.examples):
        found.append("it has no good example")
    return found

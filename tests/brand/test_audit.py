"""Audits: order, settings, occurrences, broken rules, sets, merging, waivers that police themselves."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from brand.audit import Audit, audit, rule_set_digest
from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline, Setting
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.document import inspect_document
from brand.inspect.text import inspect_text
from brand.rule import Bad, BaseRule, Good, Rule, SetRule
from brand.subject import Subject
from brand.waiver import Waiver
from renderers.contract.artifact import Artifact, Part, Trace
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import RichText

TODAY = date(2026, 11, 21)


class Shouts(Rule):
    """A word is shouted."""

    id = "test/shouted-word"
    severity = Severity.ERROR
    examples = (Good("a"), Bad("LAUT", flags=("LAUT",)))

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        for run in subject.runs:
            at = run.text.find("LAUT")
            while at >= 0:
                yield self.at(run, at, at + 4, Message("Too loud."))
                at = run.text.find("LAUT", at + 4)


class Breaks(Rule):
    """It breaks."""

    id = "test/broken"
    severity = Severity.NOTE
    examples = (Good("a"), Bad("b"))

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        yield self.finding(Where(part="x"), Message("One before."))
        raise ZeroDivisionError("by nobody")


class Differs(SetRule):
    """Members differ."""

    id = "test/different-words"
    severity = Severity.WARNING
    examples = (Good("a"), Bad("b"))

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        first, *rest = subjects
        for other in rest:
            if other.runs[0].text != first.runs[0].text:
                yield self.finding(
                    other.runs[0].where, Message("It differs."), subject=other, related=[first.runs[0].where]
                )


class DiffersInTranslation(Differs):
    """Translations differ."""

    id = "test/different-translations"
    translations = True


def text(words: str, **about: str) -> Subject:
    made = inspect_text(words, name=about.get("name", "a.txt"), channel=about.get("channel", ""))
    return replace(made, locale=about.get("locale", "de"), piece=about.get("piece", ""), format=about.get("format", ""))


def judged(*subjects: Subject, rules: Sequence[BaseRule] = (Shouts(),), **options: object) -> Audit:
    guideline = options.pop("guideline", Guideline())
    return audit(subjects, guideline, rules, today=TODAY, **options)  # type: ignore[arg-type]


def test_findings_say_what_they_are_about() -> None:
    (finding,) = judged(text("Ein LAUT", channel="sms", format="message", piece="p")).findings
    assert (finding.subject, finding.channel, finding.format, finding.locale, finding.piece) == (
        "a.txt",
        "sms",
        "message",
        "de",
        "p",
    )
    assert (finding.where.line, finding.where.column, finding.quote.before) == (1, 5, "Ein ")


def test_equal_input_gives_the_same_findings_in_the_same_order() -> None:
    subjects = [text(f"LAUT {index} LAUT\n\nLAUT", name=f"{index % 7}.txt", channel="sms") for index in range(12)]
    wanted = judged(*subjects).findings
    assert len(wanted) == 36
    for seed in range(5):
        shuffled = subjects.copy()
        random.Random(seed).shuffle(shuffled)
        assert judged(*shuffled).findings == wanted


def test_the_same_words_in_one_scope_have_fingerprints_of_their_own() -> None:
    findings = judged(text("LAUT\n\nLAUT\n\nLAUT")).findings
    assert [finding.occurrence for finding in findings] == [0, 1, 2]
    assert len({finding.fingerprint for finding in findings}) == 3


def test_edits_elsewhere_keep_the_fingerprint() -> None:
    (before,) = judged(text("Es ist LAUT hier")).findings
    (after,) = judged(text("Ein neuer Absatz davor.\n\nDazu: Es ist LAUT hier, und mehr.")).findings
    assert before.quote.text == after.quote.text
    assert before.fingerprint != after.fingerprint  # the neighbors changed
    (after,) = judged(text("Ein neuer Absatz davor.\n\nNun ja: Es ist LAUT hier")).findings
    assert before.fingerprint == after.fingerprint


@pytest.mark.parametrize(
    ("settings", "severities"),
    [
        ((), ["error"]),
        ((Setting("test/shouted-word", severity=Severity.NOTE),), ["note"]),
        ((Setting("test/shouted-word", enabled=False),), []),
        ((Setting("test/shouted-word", enabled=False, channel="email"),), ["error"]),
        ((Setting("test/shouted-word", enabled=False, channel="sms"),), []),
        ((Setting("test/shouted-word", enabled=False, locale="en"),), ["error"]),
        ((Setting("test/shouted-word", enabled=False), Setting("test/shouted-word", channel="sms")), ["error"]),
    ],
)
def test_settings(settings: tuple[Setting, ...], severities: list[str]) -> None:
    found = judged(text("LAUT", channel="sms"), guideline=Guideline(settings=settings))
    assert [finding.severity.value for finding in found.findings] == severities


def test_launch_mode_warns_and_blocks_nothing() -> None:
    found = judged(text("LAUT"), guideline=Guideline(launch_mode=True))
    assert [finding.severity for finding in found.findings] == [Severity.WARNING]
    assert found.clean


def test_a_broken_rule_is_a_finding_and_not_the_end() -> None:
    found = judged(text("LAUT"), rules=(Breaks(), Shouts())).findings
    assert {finding.rule for finding in found} == {"structure/broken-rule", "test/shouted-word"}
    broken = next(finding for finding in found if finding.rule == "structure/broken-rule")
    assert broken.severity is Severity.ERROR
    assert "test/broken" in str(broken.message)
    assert "by nobody" in str(broken.message)


def test_sets_are_the_subjects_of_one_piece_and_locale() -> None:
    subjects = [
        text("eins", piece="p", channel="email"),
        text("zwei", piece="p", channel="sms"),
        text("one", piece="p", locale="en", channel="email"),
        text("anders", piece="q", channel="email"),
        text("niemandes"),
        text("keines"),
    ]
    (finding,) = judged(*subjects, rules=(Differs(),)).findings
    assert (finding.channel, finding.locale, finding.piece) == ("sms", "de", "p")
    assert len(judged(*subjects, rules=(DiffersInTranslation(),)).findings) == 2
    assert judged(*subjects, rules=(Differs(),), sets=False).findings == ()


def test_counts() -> None:
    found = judged(text("LAUT LAUT", piece="p"), text("x", piece="p", channel="sms"), rules=(Shouts(), Differs()))
    assert {severity.value: count for severity, count in found.counts.items()} == {"error": 2, "warning": 1, "note": 0}
    assert (len(found.open_errors), found.clean, found.subjects) == (2, False, 2)
    assert len(found.at_least(Severity.WARNING)) == 3
    assert len(found.at_least(Severity.ERROR)) == 2


# --- merging


def piece() -> Document:
    return Document(id="p", locale="de", title="t", slug="stueck", headline=RichText.of("Es ist LAUT und LAUT"))


def outputs() -> list[Subject]:
    made = []
    for channel, words in (("sms", "Es ist LAUT und LAUT"), ("web", "Es ist LAUT und LAUT. LAUT!")):
        artifact = Artifact(
            parts=(Part("text.txt", "text/plain", words.encode()),),
            provenance=(Trace("text.txt", "Es ist LAUT und LAUT", Place("headline")),),
        )
        about = Delivery(name="stueck", channel=channel, format="f", locale="de", document=piece())
        made += inspect_artifact(artifact, about)
    return made


def test_one_breach_in_many_outputs_is_one_finding() -> None:
    findings = judged(inspect_document(piece()), *outputs()).findings
    merged = [finding for finding in findings if finding.also]
    assert [(str(one.where.source), one.also) for one in merged] == [
        ("headline:7-11", ("sms/f", "web/f")),
        ("headline:16-20", ("sms/f", "web/f")),
    ]
    assert all(one.channel == "" and len(one.related) == 2 for one in merged)
    (alone,) = [finding for finding in findings if not finding.also]
    assert (alone.channel, alone.where.source) == ("web", None)


def test_a_merged_finding_is_as_grave_as_its_gravest() -> None:
    settings = (Setting("test/shouted-word", severity=Severity.NOTE, channel="sms"),)
    findings = judged(*outputs(), guideline=Guideline(settings=settings)).findings
    assert {finding.severity for finding in findings if finding.also} == {Severity.ERROR}


# --- waivers


def waiver(**changes: object) -> Waiver:
    given = {"id": "w", "reason": "Es ist ein Zitat.", "approver": "Ann", "expires": TODAY, "rule": "test/shouted-word"}
    return Waiver(**{**given, **changes})  # type: ignore[arg-type]


def test_a_waived_finding_is_still_told_but_closes_no_gate() -> None:
    found = judged(text("LAUT"), waivers=[waiver()])
    assert [finding.waiver for finding in found.findings] == ["w"]
    assert (found.clean, found.open, len(found.waived)) == (True, (), 1)


def test_a_waiver_by_fingerprint_covers_that_finding_only() -> None:
    first, second = judged(text("LAUT\n\nLAUT")).findings
    found = judged(text("LAUT\n\nLAUT"), waivers=[waiver(fingerprint=second.fingerprint)])
    assert [finding.waiver for finding in found.findings] == ["", "w"]
    assert first.fingerprint == found.findings[0].fingerprint


@pytest.mark.parametrize(
    ("changes", "applies"),
    [
        ({}, True),
        ({"channel": "sms"}, True),
        ({"channel": "email"}, False),
        ({"locale": "en"}, False),
        ({"piece": "p"}, True),
        ({"piece": "q"}, False),
        ({"field": "headline"}, False),
        ({"quote": "laut"}, True),
        ({"quote": "leise"}, False),
        ({"expires": TODAY}, True),
        ({"expires": date(2026, 11, 20)}, False),
        ({"expires": None}, False),
        ({"subject": "*"}, True),
        ({"subject": "elsewhere/*.md"}, False),
        ({"reason": "  "}, False),
        ({"rule": ""}, False),
    ],
)
def test_what_a_waiver_covers(changes: dict[str, object], applies: bool) -> None:
    found = judged(text("LAUT", channel="sms", piece="p"), waivers=[waiver(**changes)], police=False)
    assert bool(found.waived) is applies


def test_a_waiver_for_one_field_of_the_document() -> None:
    subjects = [inspect_document(piece()), text("LAUT")]
    found = judged(*subjects, waivers=[waiver(field="headline", piece="p")])
    assert {(str(finding.where.source), bool(finding.waiver)) for finding in found.findings} == {
        ("headline:7-11", True),
        ("headline:16-20", True),
        ("None", False),
    }


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"quote": "leise"}, "structure/needless-waiver"),
        ({"expires": date(2026, 1, 1)}, "structure/expired-waiver"),
        ({"reason": ""}, "structure/reasonless-waiver"),
        ({"expires": None}, "structure/endless-waiver"),
        ({"rule": "test/renamed"}, "structure/unknown-rule-waiver"),
    ],
)
def test_waivers_police_themselves(changes: dict[str, object], rule: str) -> None:
    found = judged(text("LAUT"), waivers=[waiver(**changes)])
    assert [finding.rule for finding in found.findings if finding.rule.startswith("structure/")] == [rule]
    assert not [
        finding
        for finding in judged(text("LAUT"), waivers=[waiver(**changes)], police=False).findings
        if finding.rule == rule
    ]


# --- digests


def test_the_rule_set_has_a_digest() -> None:
    one, other = rule_set_digest([Shouts()]), rule_set_digest([Shouts(), Differs()])
    assert one != other
    assert one == rule_set_digest([Shouts()])
    assert rule_set_digest([Differs(), Shouts()]) == other
    assert judged(text("x")).rule_set == one

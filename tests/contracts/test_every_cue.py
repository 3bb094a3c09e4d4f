"""Cues only save time: with every passage shown to every rule, the same is found."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from brand import cues, evidence, prose, samples
from brand.audit import audit
from brand.guideline import Guideline
from brand.inspect.text import inspect_text
from brand.language.remembering import forget_all
from brand.registry import all_rules
from brand.rule import Rule
from brand.subject import Subject
from tests.brand.clean_corpus import texts as clean_texts

LOCALES = ("de", "en", "de-CH", "en-GB")
#: Every so manieth paragraph of the clean corpus, and how many texts are made up of what the rules' examples say.
EVERY, MADE_UP = 12, 150
RULES = [rule for rule in all_rules() if isinstance(rule, Rule)]
EXAMPLES = [example.text for rule in RULES for example in rule.examples if example.text]


def subjects() -> Iterator[Subject]:
    """Examples, clean paragraphs, and examples cut into pieces and put together anew."""
    chance = Random(5)
    pieces = [piece for text in EXAMPLES for piece in text.split(" ")]
    made_up = [
        "".join(chance.choice(pieces) + chance.choice((" ", " ", " ", "", "\u00a0", "\n")) for _ in range(40))
        for _ in range(MADE_UP)
    ]
    clean = [paragraph for text in clean_texts() for paragraph in text.paragraphs][::EVERY]
    for number, text in enumerate([*EXAMPLES, *made_up, *clean]):
        yield inspect_text(text, name="text", locale=LOCALES[number % len(LOCALES)], today=samples.TODAY)


def findings(subject: Subject, guideline: Guideline) -> list[str]:
    found = audit([subject], guideline, RULES, today=samples.TODAY, sets=False).findings
    return [f"{one.rule} {one.where.start} {one.quote.text!r} {one.message} {one.fix}" for one in found]


def show_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that every cue is in every text, and forget what was said before."""
    everything = frozenset(cues.every_cue())
    for module in (cues, prose):
        monkeypatch.setattr(module, "cues_in", lambda _text: everything)
    forget()


def forget() -> None:
    """Empty what remembers results by text."""
    forget_all()
    evidence.has_price.cache_clear()


def test_what_rules_find_does_not_depend_on_cues(monkeypatch: pytest.MonkeyPatch) -> None:
    guideline = replace(samples.GUIDELINE, voice=replace(samples.GUIDELINE.voice, exclamations=1))
    judged = list(subjects())
    usual = [findings(subject, guideline) for subject in judged]
    with monkeypatch.context() as patched:
        show_everything(patched)
        shown = [findings(replace(subject), guideline) for subject in judged]
    forget()
    missed = [
        (subject.runs[0].text[:80], sorted(set(there) - set(here)))
        for subject, here, there in zip(judged, usual, shown, strict=True)
        if here != there and subject.runs
    ]
    assert not missed
    assert sum(map(len, usual)) > len(EXAMPLES) / 4  # something was found


def test_a_cue_that_hides_a_finding_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    guideline = samples.GUIDELINE
    subject = inspect_text("Die Die Lampe kostet 12.50 €.", name="text", locale="de", today=samples.TODAY)
    with monkeypatch.context() as patched:
        for module in (cues, prose):
            patched.setattr(module, "cues_in", lambda _text: frozenset())
        forget()
        hidden = findings(subject, guideline)
    forget()
    assert findings(replace(subject), guideline) != hidden

"""Do's and don'ts as the page shows them: what is wrong is marked, and said in the words of the rules that find it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from brand.catalogue import described
from brand.finding import Finding
from brand.guideline import Example
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.trying import try_examples
from renderers.contract.message import Translator

#: With more examples than these the rules are not asked: the page says what was written.
_MOST = 60
#: What is said to people of the brand only.
_INSIDE = re.compile(r"competitor")


@dataclass(frozen=True, slots=True)
class Sample:
    """A do or don't: its text in parts, of which some are wrong, and why."""

    parts: tuple[tuple[str, bool], ...]
    is_good: bool
    language: str
    reasons: tuple[str, ...]


def samples(
    version: GuidelineVersion, *, today: datetime.date, translate: Translator, is_insider: bool
) -> tuple[Sample, ...]:
    """The examples of a published version."""
    examples = to_guideline(version).examples
    found = _found(version.pk, version.digest, today) if len(examples) <= _MOST else ((),) * len(examples)
    return tuple(
        _sample(example, [one for one in findings if is_insider or not _INSIDE.search(one.rule)], translate)
        for example, findings in zip(examples, found, strict=True)
    )


@lru_cache(maxsize=32)
def _found(pk: int, digest: str, today: datetime.date) -> tuple[tuple[Finding, ...], ...]:
    """What the rules find in each example; kept, since a version never changes."""
    guideline = to_guideline(GuidelineVersion(pk=pk, digest=digest))
    return tuple(trial.found for trial in try_examples(guideline, today=today))


def _sample(example: Example, findings: list[Finding], translate: Translator) -> Sample:
    if example.good:
        return Sample(((example.text, False),), is_good=True, language=example.locale, reasons=())
    said = tuple(dict.fromkeys(one.message.show(translate) for one in findings))
    if not said:
        rules = described()
        said = tuple(translate(rules[rule].title).replace("*", "") for rule in example.rules if rule in rules)
    marked = tuple(_marked(example.text, {one.quote.text for one in findings}))
    return Sample(marked, is_good=False, language=example.locale, reasons=said)


def _marked(text: str, quotes: set[str]) -> Iterator[tuple[str, bool]]:
    """The text in parts; those that a rule quotes are wrong, unless it quotes all of it."""
    wanted = sorted((quote for quote in quotes if quote and quote.strip() != text.strip()), key=len, reverse=True)
    if not wanted:
        yield text, False
        return
    for number, part in enumerate(re.split(f"({'|'.join(map(re.escape, wanted))})", text)):
        if part:
            yield part, number % 2 == 1

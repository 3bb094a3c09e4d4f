"""Rules put to the test: what an example's findings are, and its text after their fixes."""

from collections import Counter
from collections.abc import Callable, Sequence

from brand import samples
from brand.audit import audit
from brand.finding import Finding, FixKind, Severity
from brand.registry import all_rules
from brand.rule import Bad, BaseRule, Good, Rule, SetRule
from brand.subject import Subject
from renderers.contract import walk


def findings(rule: BaseRule, example: Good) -> list[Finding]:
    """What a rule finds in an example, by the example's guideline."""
    guideline = samples.guideline_of(example)
    subjects = [subject for subject in samples.subjects_of(example) if rule.applies_to(subject)]
    if isinstance(rule, SetRule):
        return list(rule.check_set(subjects, guideline)) if subjects else []
    assert isinstance(rule, Rule)
    return [finding for subject in subjects for finding in rule.check(subject, guideline)]


def complaint(rule: BaseRule, example: Good) -> str:
    """How a rule fails an example, in English; "" where it does what the example says."""
    found = findings(rule, example)
    quotes = tuple(finding.quote.text for finding in found)
    if not isinstance(example, Bad):
        return f"it is good, but flagged: {quotes}" if found else ""
    if not example.flags:
        return "a bad example says what is flagged"
    if quotes != example.flags:
        return f"flagged {quotes}, not {example.flags}"
    wrong = [finding.verdict.value for finding in found if finding.verdict is not example.verdict]
    if wrong:
        return f"the verdict is {wrong[0]}, not {example.verdict.value}"
    if example.fixed is not None and applied(example.text, found) != example.fixed:
        return f"fixed it reads {applied(example.text, found)!r}, not {example.fixed!r}"
    return ""


def applied(text: str, found: Sequence[Finding], *kinds: FixKind) -> str:
    """A text after the fixes (of some kinds) of its findings, from the last to the first."""
    for finding in reversed(found):
        if finding.fix is None or (kinds and finding.fix.kind not in kinds):
            continue
        start = _offset(text, finding)
        end = start + len(finding.quote.text)
        assert text[start:end] == finding.quote.text, f"{finding.quote.text!r} does not stand where the finding says"
        text = text[:start] + finding.fix.new + text[end:]
    return text


def _offset(text: str, finding: Finding) -> int:
    """Where the quote stands: at line and column of a text; on a page the first time it is written."""
    where = finding.where
    if where.line and where.start is not None:
        return sum(len(line) + 1 for line in text.split("\n")[: where.line - 1]) + where.column - 1
    return text.index(finding.quote.text)


def counted(example: Good) -> Counter[str]:
    """How many findings there are of every rule, in an example that is text; notes on it are left out."""
    subject = samples.subject_of(example)
    done = audit([subject], samples.guideline_of(example), today=samples.TODAY, sets=False)
    return Counter(finding.rule for finding in done.findings if finding.severity is not Severity.NOTE)


def quoted_exactly(finding: Finding, subjects: Sequence[Subject]) -> bool:
    """Whether the quote is words of a subject, one of its addresses, alternative texts or values."""
    if not finding.quote.text:
        return True
    return any(finding.quote.text in words for subject in subjects for words in _words(subject))


def _words(subject: Subject) -> list[str]:
    words = [run.text for run in subject.runs]
    words += [value for link in subject.links for value in (link.url, link.text)]
    words += [value for picture in subject.pictures for value in (picture.alt, picture.url, picture.sha256) if value]
    words += [value for color in subject.colors for value in (color.value, color.declared)]
    words += [family for font in subject.fonts for family in (font.family, *font.stack)]
    words += [use.written for use in subject.markup]
    words += [code.text for code in subject.codes] + [loss.what for loss in subject.losses]
    words += ["\n".join(run.text for run in subject.runs)]
    if subject.document is not None:
        words += [text.source for _, text in walk.texts(subject.document)]
        words += [asset.alt for _, asset in walk.pictures(subject.document)]
    return words


def examples(choose: Callable[[BaseRule, Good], bool] = lambda _rule, _example: True) -> list[tuple[BaseRule, Good]]:
    """Every example of every rule that is chosen."""
    return [(rule, example) for rule in all_rules() for example in rule.examples if choose(rule, example)]

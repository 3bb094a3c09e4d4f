"""Every rule there is, ours and installed ones, those not yet written included: page, examples, fixes, clean texts."""

import html
import re
from pathlib import Path

import pytest

from brand import samples
from brand.audit import audit
from brand.finding import FixKind
from brand.registry import all_rules, broken_plugins
from brand.rule import Bad, BaseRule, Good, Rule, SetRule
from brand.subject import SubjectKind
from renderers.contract.page import passages
from tests.contracts.judging import applied, complaint, counted, examples, findings, quoted_exactly

RULES = all_rules()
CLEAN = sorted((Path(__file__).parents[1] / "brand" / "clean").glob("*.txt"))
BOTH = frozenset({"de", "en"})

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def _named(chosen: list[tuple[BaseRule, Good]]) -> list[object]:
    seen: dict[str, int] = {}
    named = []
    for rule, example in chosen:
        number = seen[rule.id] = seen.get(rule.id, 0) + 1
        named.append(pytest.param(rule, example, id=f"{rule.id}-{number}"))
    return named


def _has_safe_fix(rule: BaseRule, example: Good) -> bool:
    if not isinstance(example, Bad) or not example.text:
        return False
    return any(finding.fix and finding.fix.kind is FixKind.SAFE for finding in findings(rule, example))


def test_there_are_rules_and_none_is_broken():
    assert len(RULES) >= 15
    assert broken_plugins() == ()


@each_rule
def test_id_is_where_the_rule_lives(rule: BaseRule):
    module = type(rule).__module__
    if module.startswith("brand.rules."):
        assert module.removeprefix("brand.rules.").split(".")[:2] == rule.id.replace("-", "_").split("/")


@each_rule
def test_page_says_what_why_and_how(rule: BaseRule):
    title, *rest = passages(rule.page)
    assert title.endswith(".")
    assert len(title) < 130
    assert {"Why it matters", "How to put it right"} <= set(rest), "two headings tell why and how"
    for heading in ("Why it matters", "How to put it right"):
        after = rest.index(heading) + 1
        assert after < len(rest), f"nothing stands under “{heading}”"
        assert not rule.page.split(f"## {heading}")[1].strip().startswith("#"), f"nothing stands under “{heading}”"


@each_rule
def test_options_are_described(rule: BaseRule):
    names = [option.name for option in rule.options]
    assert len(names) == len(set(names))
    for option in rule.options:
        assert re.fullmatch(r"[a-z][a-z_]*", option.name)
        assert option.label.strip(), f"{option.name} has no label"


@each_rule
def test_law_is_dated_or_marked_and_never_judged(rule: BaseRule):
    """A rule asks for evidence; whether something is allowed is for people to say (RULES.md)."""
    spoken = [
        rule.page,
        *(str(finding.message) for _, example in _examples_of(rule) for finding in findings(rule, example)),
    ]
    assert not re.search(r"\b(?:illegal|unlawful|prohibited|violates|breach of)\b", " ".join(spoken), re.IGNORECASE)
    if re.search(r"§ ?\d", rule.page):
        assert "§" in rule.source or "UWG" in rule.source, "a law that the page names belongs into `source`"


def _examples_of(rule: BaseRule) -> list[tuple[BaseRule, Good]]:
    return [(rule, example) for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), _named(examples()))
def test_example_holds(rule: BaseRule, example: Good):
    assert complaint(rule, example) == ""


@each_rule
def test_examples_speak_german_and_english(rule: BaseRule):
    wanted = set(rule.languages or BOTH) & BOTH
    for kind, chosen in (
        ("good", [example for example in rule.examples if not isinstance(example, Bad)]),
        ("bad", [example for example in rule.examples if isinstance(example, Bad)]),
    ):
        spoken = {subject.language for example in chosen for subject in samples.subjects_of(example)}
        assert wanted <= spoken, f"{kind} examples in {sorted(wanted - spoken)} are missing"


@pytest.mark.parametrize(("rule", "example"), _named(examples(lambda _, example: isinstance(example, Bad))))
def test_finding_is_complete(rule: BaseRule, example: Bad):
    for finding in findings(rule, example):
        shown = str(finding.message)
        assert shown.strip()
        places = set(re.findall(r"\{([a-z_]+)\}", finding.message.text))
        assert places == set(dict(finding.message.params)), "the message’s places and its values differ"
        assert finding.rule == rule.id
        assert finding.where.part or finding.where.source, "the finding stands nowhere"
        assert quoted_exactly(finding, samples.subjects_of(example)) or finding.quote.text in shown


@pytest.mark.parametrize(("rule", "example"), _named(examples(_has_safe_fix)))
def test_safe_fixes_mend_and_break_nothing(rule: BaseRule, example: Bad):
    """Applied in one click: the findings are gone, no other rule complains anew, a second click changes nothing."""
    once = _mended(rule, example)
    after = findings(rule, once)
    assert not [finding for finding in after if finding.fix and finding.fix.kind is FixKind.SAFE]
    assert applied(once.text, after, FixKind.SAFE) == once.text
    assert not counted(once) - counted(example), "the fix made other findings"


def _mended(rule: BaseRule, example: Bad) -> Good:
    text = applied(example.text, findings(rule, example), FixKind.SAFE)
    return Good(text, example.locale, example.channel, example.kind, guideline=example.guideline)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.family == "typography"], ids=lambda rule: rule.id)
def test_no_typography_is_fixed_on_text_messages(rule: BaseRule):
    """„ “ – and the no-break space would turn 160 characters into 70 (RULES.md)."""
    for example in rule.examples:
        if isinstance(example, Bad) and example.text:
            message = Good(example.text, example.locale, "sms", guideline=example.guideline)
            assert not any(finding.fix and finding.fix.kind is FixKind.SAFE for finding in findings(rule, message))


@each_rule
def test_judging_twice_says_the_same(rule: BaseRule):
    for example in rule.examples:
        assert findings(rule, example) == findings(rule, example)


@each_rule
def test_rule_survives_empty_and_strange_subjects(rule: BaseRule):
    """Nothing at all, control characters, right-to-left text, an emoji alone, one endless word."""
    for text in (
        "",
        " \n ",
        "\x00\x07",
        "\u202eabc\u202c",
        "🚲",
        "x" * 5000,
        "„",
        "*",
        "{{",
        "-" * 300,
        "\ufffd\ud83d" * 3,
    ):
        for kind in (SubjectKind.TEXT, SubjectKind.HTML):
            for locale in ("de", "en-GB", "fr", ""):
                list(findings(rule, Good(text, locale, "email", kind)))


def _paragraphs() -> list[object]:
    found = []
    for file in CLEAN:
        for number, text in enumerate(file.read_text(encoding="utf-8").split("\n\n"), 1):
            found.append(pytest.param(file.stem, text.strip(), id=f"{file.stem}-{number}"))
    return found


def test_there_is_clean_text_enough():
    assert len(_paragraphs()) >= 40
    assert {file.stem[:2] for file in CLEAN} == {"de", "en"}


@pytest.mark.parametrize(("name", "text"), _paragraphs())
def test_clean_text_is_left_alone(name: str, text: str):
    """Advertisements, stories, instructions: written by hand, right in every way the sample guideline asks for.

    Files named `de_du…` are posts, in which the sample brand says du.
    """
    channel = "social" if name.startswith("de_du") else ""
    for kind, words in ((SubjectKind.TEXT, text), (SubjectKind.HTML, f"<p>{html.escape(text)}</p>")):
        subject = samples.subject_of(Good(words, name[:2], channel, kind))
        done = audit([subject], samples.GUIDELINE, today=samples.TODAY, sets=False)
        assert [(finding.rule, finding.quote.text) for finding in done.findings] == []


@each_rule
def test_an_emptied_rule_turns_the_suite_red(rule: BaseRule):
    """A rule that finds nothing any more fails its bad examples; one that always finds fails its good ones."""
    base = type(rule)
    if isinstance(rule, SetRule):
        emptied = type("Emptied", (base,), {"__doc__": base.__doc__, "check_set": lambda *_: iter(())})()
    else:
        assert isinstance(rule, Rule)
        emptied = type("Emptied", (base,), {"__doc__": base.__doc__, "check": lambda *_: iter(())})()
    assert any(complaint(emptied, example) for example in rule.examples)

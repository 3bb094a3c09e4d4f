"""Rule pages, written from the rules: why a rule matters, what it lets pass and what it finds."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from brand.errors import UnknownRuleError
from brand.policing import POLICE, Police
from brand.registry import all_rules
from brand.rule import Bad, BaseRule, Good
from renderers.contract.message import Message, Translator, untranslated
from renderers.contract.page import translated

Described = BaseRule | Police


def described() -> dict[str, Described]:
    """Every rule and every check of the audit itself, by id."""
    found: dict[str, Described] = {rule.id: rule for rule in all_rules()}
    found.update((one.id, one) for one in POLICE)
    return dict(sorted(found.items()))


def find(rule_id: str) -> Described:
    """The rule of an id.

    Raises:
        UnknownRuleError: there is none; names one that is spelled alike.
    """
    known = described()
    if rule_id in known:
        return known[rule_id]
    close = get_close_matches(rule_id, known, n=1, cutoff=0.5)
    if close:
        raise UnknownRuleError(
            Message("There is no rule “{rule}”. Did you mean “{close}”?", rule=rule_id[:100], close=close[0])
        )
    raise UnknownRuleError(Message("There is no rule “{rule}”.", rule=rule_id[:100]))


def page_of(rule: Described, translate: Translator = untranslated) -> str:
    """A rule's page as Markdown: its facts, its text, its options and its examples."""
    title, _, rest = translated(rule.page, translate).partition("\n")
    lines = [f"# {rule.id}", "", f"**{title}**", "", *_facts(rule, translate), "", rest.strip()]
    if isinstance(rule, BaseRule):
        lines += [*_options(rule, translate), *_examples(rule, translate)]
        if rule.source:
            lines += ["", f"{translate('Source')}: {translate(rule.source)}"]
    return "\n".join(lines).rstrip() + "\n"


def overview(translate: Translator = untranslated) -> str:
    """All rules, a line each, family by family."""
    lines: list[str] = []
    family = ""
    for rule in described().values():
        if rule.family != family:
            family = rule.family
            lines += ["", family] if lines else [family]
        lines.append(f"  {rule.id:<38} {translate(rule.severity.value):<9} {translate(rule.title)}")
    return "\n".join(lines) + "\n"


def _facts(rule: Described, translate: Translator) -> Iterator[str]:
    yield f"- {translate('Severity')}: {translate(rule.severity.value)}"
    if isinstance(rule, Police):
        return
    for label, names in (
        ("Channels", rule.channels),
        ("Not in", rule.not_channels),
        ("Looks at", rule.kinds),
        ("Languages", rule.languages),
    ):
        if names:
            yield f"- {translate(label)}: {', '.join(sorted(names))}"


def _options(rule: BaseRule, translate: Translator) -> Iterator[str]:
    if not rule.options:
        return
    yield from ("", f"## {translate('Options')}", "")
    for option in rule.options:
        yield f"- `{option.name}` ({translate('default')}: `{option.default}`): {translate(option.label)}"


def _examples(rule: BaseRule, translate: Translator) -> Iterator[str]:
    good = [example for example in rule.examples if not isinstance(example, Bad)]
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    yield from _listed(translate("Right"), good, translate)
    yield from _listed(translate("Wrong"), bad, translate)


def _listed(title: str, examples: Iterable[Good], translate: Translator) -> Iterator[str]:
    shown = [line for example in examples if (line := _example(example, translate))]
    if shown:
        yield from ("", f"## {title}", "", *shown)


def _example(example: Good, translate: Translator) -> str:
    """One example as a list entry, or nothing where it is no text that can be shown."""
    note = f" ({translate(example.note)})" if example.note else ""
    if not example.text:
        return f"- {translate(example.note)}" if example.note else ""
    where = f" [{example.channel}]" if example.channel else ""
    fence = "``" if "`" in example.text else "`"
    line = f"- {fence}{' '.join(example.text.split())}{fence}{where}{note}"
    if isinstance(example, Bad) and example.fixed is not None:
        line += f" → {fence}{' '.join(example.fixed.split())}{fence}"
    return line

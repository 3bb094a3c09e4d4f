"""Settings of rules that do not exist, that look elsewhere, or that have no such option."""

from collections.abc import Iterator
from difflib import get_close_matches

from brand.audit import known_rules
from brand.conflicts.conflict import Conflict, Kind
from brand.guideline import Guideline, Setting
from brand.registry import get
from renderers.contract.message import Message


def settings(guideline: Guideline) -> Iterator[Conflict]:
    """Settings that do nothing."""
    known = known_rules(guideline)
    for setting in guideline.settings:
        about = (f"rules.{setting.rule}",)
        if setting.rule in known:
            for message in _idle(setting):
                yield Conflict(Kind.SETTING, message, about)
            continue
        close = get_close_matches(setting.rule, known, n=1, cutoff=0.5)
        message = Message("There is no rule “{rule}”.", rule=setting.rule)
        if close:
            message = Message("There is no rule “{rule}”. Did you mean “{close}”?", rule=setting.rule, close=close[0])
        yield Conflict(Kind.SETTING, message, about)


def _idle(setting: Setting) -> Iterator[Message]:
    rule = get(setting.rule)
    if rule is None:
        return
    channel = setting.channel
    if (
        channel
        and setting.enabled
        and (channel in rule.not_channels or (rule.channels and channel not in rule.channels))
    ):
        yield Message("{rule} is set for {channel}, where it never looks.", rule=rule.id, channel=channel)
    known = {option.name: option for option in rule.options}
    for name, value in setting.options:
        problem = known[name].problem(value) if name in known else None
        if problem is not None:
            yield Message("{rule}, {option}: {problem}", rule=rule.id, option=name, problem=problem.show())
        elif name not in known:
            yield Message(
                "{rule} has no option “{option}”. Known: {known}.",
                rule=rule.id,
                option=name,
                known=", ".join(known) or "-",
            )

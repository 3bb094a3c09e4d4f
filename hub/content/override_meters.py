"""How much of a channel's limits an override takes by itself."""

from collections.abc import Iterable, Iterator

from hub.content.overriding import EVERY
from renderers import registry
from renderers.contract import grammar
from renderers.contract.artifact import Meter
from renderers.contract.document import Fact
from renderers.contract.errors import RendererError
from renderers.contract.renderer import OverrideField, OverrideKind, Renderer
from renderers.contract.text import FactRef

_COUNTED = "characters"


def plain_words(source: str, facts: Iterable[Fact] = (), locale: str = "") -> str:
    """The words as a reader gets them: facts said, merge fields by their defaults."""
    known = {fact.name: fact for fact in facts}
    return "".join(
        known[run.name].qualified(locale) if isinstance(run, FactRef) and run.name in known else run.plain
        for run in grammar.read(source).words
    )


def meters_of(renderer: Renderer, format_key: str, field: OverrideField, words: str) -> list[tuple[str, Meter]]:
    """The meters that this field alone decides, with their format; for all formats the one that is fullest."""
    if field.kind is OverrideKind.PICTURE or not words:
        return []
    forms = [each.key for each in renderer.formats] if format_key == EVERY else [format_key]
    found = [(form, meter) for form in forms for meter in _meters(renderer, form, field, words)]
    if len(forms) == 1:
        return found
    fullest: dict[str, tuple[str, Meter]] = {}
    for form, meter in found:
        kind = meter.name.rpartition("-")[2]
        if kind not in fullest or _share(meter) > _share(fullest[kind][1]):
            fullest[kind] = (form, meter)
    return list(fullest.values())


def _share(meter: Meter) -> float:
    return meter.used / meter.limit if meter.limit else 0.0


def _meters(renderer: Renderer, form: str, field: OverrideField, words: str) -> Iterator[Meter]:
    try:
        measured = list(registry.measure(renderer, words, form))
    except (RendererError, KeyError, ValueError):
        return
    name = field.name.rpartition(".")[2]
    if name == "text":  # the whole message
        yield from (meter for meter in measured if meter.used or not meter.name.endswith("hashtags"))
        return
    own = [meter for meter in measured if name in meter.name.split("-")]
    yield from own
    if not own:
        yield from _counted(renderer, form, name, measured, words)


def _counted(renderer: Renderer, form: str, name: str, measured: list[Meter], words: str) -> Iterator[Meter]:
    """Limits in characters that the renderer measures only in what it made itself."""
    pattern = next((meter for meter in measured if meter.unit == _COUNTED), None)
    for limit in renderer.limits_of(form):
        if name in limit.id.split("-") and limit.unit == _COUNTED:
            used = pattern.used if pattern is not None else len(words)
            yield Meter(limit.id, used, limit.value, limit.unit, limit.kind)

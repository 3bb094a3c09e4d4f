"""Where another guideline may show at all: the channels that read what differs, in the locales where it does.

Most changes of a guideline are about words and rules, which no renderer reads: nothing is looked at then. What is named
here is looked at by the worker, which compares render keys; so this may say too much, never too little.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from brand.guideline import Guideline
from renderers import registry
from renderers.contract.renderer import Reads, Renderer
from renderers.contract.tokens import LegalLine, Sender, Tokens


def places_of_change(before: Guideline, after: Guideline, *, locales: Iterable[str]) -> set[tuple[str, str]]:
    """The channels and locales in which a new guideline could give other bytes than the one before."""
    return {
        (renderer.key, locale)
        for locale in locales
        for renderer in registry.all_renderers()
        if _seen(before, renderer, locale) != _seen(after, renderer, locale)
    }


def _seen(guideline: Guideline, renderer: Renderer, locale: str) -> tuple[object, ...]:
    """All that a channel could ever be told of a guideline."""
    links = (guideline.utm, guideline.hosts) if Reads.LINKS in renderer.reads else ()
    limits = tuple(limit for limit in guideline.limits if limit[0] == renderer.key)
    return _tokens(guideline.tokens.in_locale(locale), renderer), links, limits


def _tokens(tokens: Tokens, renderer: Renderer) -> Tokens:
    reads = renderer.reads
    return replace(
        tokens,
        colors=tokens.colors if Reads.COLORS in reads else (),
        typography=tokens.typography if Reads.TYPOGRAPHY in reads else (),
        logos=tokens.logos if Reads.LOGOS in reads else (),
        legal=tuple(_lines(tokens.legal, renderer.key)) if Reads.LEGAL in reads else (),
        sender=tokens.sender if Reads.SENDER in reads else Sender(),
        fields=tokens.fields if Reads.FIELDS in reads else (),
    )


def _lines(lines: Iterable[LegalLine], channel: str) -> Iterator[LegalLine]:
    for line in lines:
        if not line.channels or channel in line.channels:
            yield replace(line, channels=())

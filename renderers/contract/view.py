"""`view()`: what exactly a renderer gets to see, and the render key made of it.

This is the one place that applies an arm, an override and channel-limited blocks, resolves facts, and blanks all that
the renderer does not declare to read. What is blanked cannot change the render key: that is why changing an Instagram
override leaves the email as it was.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from importlib import metadata
from typing import TypeVar

from renderers.contract import codec
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    AssetRef,
    Block,
    Columns,
    Document,
    Override,
    Replacement,
    Rights,
)
from renderers.contract.fields import set_field
from renderers.contract.place import Place
from renderers.contract.renderer import Limit, Reads, Renderer
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import FactRef, MergeField, RichText, Word
from renderers.contract.tokens import LegalLine, Sender, Tokens
from renderers.contract.walk import rebuild, texts

_Ref = TypeVar("_Ref", AssetRef, AssetRef | None)

#: Overrides of a renderer's own fields, by name.
Own = tuple[tuple[str, Replacement], ...]


@dataclass(frozen=True, slots=True)
class RenderInput:
    """All that a renderer sees.

    `overrides` are those of the renderer's own fields; `origins` say which document fields hold an override's or
    arm's words, so that provenance can name the true source.
    """

    document: Document
    tokens: Tokens
    request: RenderRequest
    limits: tuple[Limit, ...] = ()
    overrides: Own = ()
    origins: tuple[tuple[str, str], ...] = ()

    def limit(self, limit_id: str) -> Limit:
        """The limit of that id for this format.

        Raises:
            KeyError: the channel's data has none.
        """
        for limit in self.limits:
            if limit.id == limit_id:
                return limit
        raise KeyError(limit_id)

    def override(self, name: str) -> Replacement | None:
        """An author's value for one of the renderer's own fields."""
        return dict(self.overrides).get(name)

    def override_place(self, name: str) -> Place:
        """The place of one of the renderer's own overridden fields."""
        return Place(dict(self.origins).get(name, f"overrides.{name}"))


#: No address has this one: none is tagged, where () would tag all.
_NO_HOST = ("",)


def view(document: Document, tokens: Tokens, request: RenderRequest, renderer: Renderer) -> RenderInput:
    """Reduce a document, tokens and a request to what this renderer may see.

    Raises:
        UnknownFormatError: the renderer has no such format.
        UnsupportedDialectError: it does not write that dialect.
    """
    renderer.format(request.format)
    renderer.require_dialect(request.dialect)
    reads = renderer.reads
    document, own, origins = _with_alternatives(document, renderer, request.format)
    document, own = _resolved(_limited_to(document, renderer.key), own, reads)
    tokens = _tokens(document, own, tokens, renderer)
    limits = _limits(renderer, request)
    request = replace(
        request,
        links=_links(renderer, request, (document, own, tokens)) if Reads.LINKS in reads else LinkPolicy(),
        media_base=request.media_base if Reads.MEDIA in reads else "",
        # To the second: no file format that carries it keeps more.
        dated=_to_the_second(request.dated) if request.dated and Reads.DATED in reads else None,
        limits=(),
    )
    return RenderInput(document, tokens, request, limits, own, origins)


def _to_the_second(moment: datetime) -> datetime:
    """A moment without fractions, its offset a plain number: a named zone is nothing every engine knows."""
    offset = moment.utcoffset()
    return moment.replace(microsecond=0, tzinfo=None if offset is None else timezone(offset))


def render_key(source: RenderInput, renderer: Renderer) -> str:
    """SHA-256 over all that decides the bytes: the input, the renderer and the versions of its engine."""
    return hashlib.sha256(
        codec.canonical(
            {
                "input": codec.plain(source),
                "renderer": renderer.key,
                "version": renderer.version,
                "engine": fingerprint(renderer),
            }
        )
    ).hexdigest()


def fingerprint(renderer: Renderer) -> dict[str, str]:
    """The versions of the distributions that decide a renderer's bytes."""
    return {name: metadata.version(name) for name in sorted(renderer.engine)}


def trace_origins(artifact: Artifact, source: RenderInput) -> Artifact:
    """Let losses and provenance name the override or arm that words truly came from."""
    origins = dict(source.origins)
    if not origins:
        return artifact

    def true(place: Place) -> Place:
        address = f"body.{place.block}.{place.field.removeprefix('body.')}" if place.block else place.field
        return replace(place, field=origins[address]) if address in origins else place

    return replace(
        artifact,
        losses=tuple(replace(loss, source=true(loss.source)) for loss in artifact.losses),
        provenance=tuple(replace(trace, source=true(trace.source)) for trace in artifact.provenance),
    )


def _with_alternatives(
    document: Document, renderer: Renderer, format_key: str
) -> tuple[Document, Own, tuple[tuple[str, str], ...]]:
    own: dict[str, Replacement] = {}
    origins: dict[str, str] = {}
    if document.arm is not None and document.arm.key:
        document = _apply(document, document.arm.field, document.arm.value, f"arms.{document.arm.key}", own, origins)
    for override in _chosen(document.overrides, renderer.key, format_key):
        place = f"overrides.{override.channel}.{override.format}.{override.field}"
        document = _apply(document, override.field, override.value, place, own, origins)
    document = replace(document, overrides=(), arm=None, revision="", title="" if document.headline else document.title)
    return document, tuple(sorted(own.items(), key=lambda pair: pair[0])), tuple(sorted(origins.items()))


def _apply(  # noqa: PLR0917 -- two collectors
    document: Document,
    path: str,
    value: Replacement,
    place: str,
    own: dict[str, Replacement],
    origins: dict[str, str],
) -> Document:
    changed = set_field(document, path, value)
    if changed is None:
        own[path] = value
    origins[path] = place
    return changed or document


def _chosen(overrides: tuple[Override, ...], channel: str, format_key: str) -> list[Override]:
    """The overrides for a format: those for every format first, so that the exact one wins."""
    mine = [override for override in overrides if override.channel == channel and override.format in ("*", format_key)]
    return sorted(mine, key=lambda override: (override.format != "*", override.field))


def _limited_to(document: Document, channel: str) -> Document:
    def keep(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        kept: list[Block] = []
        for block in blocks:
            if block.channels and channel not in block.channels:
                continue
            block = replace(block, channels=())
            if isinstance(block, Columns):
                block = replace(block, columns=tuple(keep(column) for column in block.columns))
            kept.append(block)
        return tuple(kept)

    return replace(document, blocks=keep(document.blocks))


def _resolved(document: Document, own: Own, reads: frozenset[Reads]) -> tuple[Document, Own]:
    """Fill in facts, keep only those referred to, and blank what is not read of pictures and the rest."""
    document = replace(
        document,
        id=document.id if Reads.IDENTITY in reads else "",
        slug=document.slug if Reads.IDENTITY in reads else "",
        short=document.short if Reads.SHORT in reads else (),
        hashtags=document.hashtags if Reads.HASHTAGS in reads else (),
        campaign=document.campaign if Reads.CAMPAIGN in reads else None,
    )
    facts = {fact.name: fact for fact in document.facts}
    used: set[str] = set()

    def text(rich: RichText) -> RichText:
        before = ""
        is_sentence = rich.plain.rstrip().endswith((".", "!", "?"))

        def word(run: Word) -> Word:
            nonlocal before
            if isinstance(run, FactRef) and run.name in facts:
                fact = facts[run.name]
                used.add(run.name)
                qualifier = fact.qualifier_word(document.locale)
                said = qualifier and before.rstrip().casefold().endswith(qualifier)
                shown = fact.display if said else fact.qualified(document.locale)
                if qualifier and is_sentence and not before:  # "Bis zu 10 % auf alles." but "ab 49 €" in a price
                    shown = shown[:1].upper() + shown[1:]
                run = replace(run, text=shown)
            before = run.plain
            return run

        return rich.mapped(word)

    def asset(ref: AssetRef) -> AssetRef:
        seen = Reads.PICTURES in reads
        return AssetRef(
            id="",
            sha256=ref.sha256 if seen else "",
            alt=ref.alt,
            focal=ref.focal if Reads.FOCAL in reads else (0.5, 0.5),
            width=ref.width if seen else 0,
            height=ref.height if seen else 0,
            credit=ref.credit if Reads.CREDIT in reads else "",
            media_type=ref.media_type if seen else "image/jpeg",
            rights=Rights(),
        )

    changed, own = rebuild(document, text=text, asset=asset), rebuild(own, text=text, asset=asset)
    kept = tuple(fact for fact in document.facts if Reads.FACTS in reads or fact.name in used)
    return replace(changed, facts=kept), own


def _tokens(document: Document, own: Own, tokens: Tokens, renderer: Renderer) -> Tokens:
    reads = renderer.reads
    tokens = tokens.in_locale(document.locale)
    seen = [text for _, text in texts(document)] + [*document.short] + [value.text for _, value in own if value.text]
    used = {run.name for text in seen for run in text.words if isinstance(run, MergeField)}
    return Tokens(
        brand=tokens.brand,
        colors=tokens.colors if Reads.COLORS in reads else (),
        typography=tuple(replace(font, files=tuple(_bare(file) for file in font.files)) for font in tokens.typography)
        if Reads.TYPOGRAPHY in reads
        else (),
        logos=tuple(
            replace(logo, svg=_bare(logo.svg), pdf=_bare(logo.pdf), png=_bare(logo.png)) for logo in tokens.logos
        )
        if Reads.LOGOS in reads
        else (),
        legal=tuple(
            replace(line, channels=(), triggers=())
            for line in tokens.legal
            if _shown(line, document, seen, renderer.key)
        )
        if Reads.LEGAL in reads
        else (),
        sender=tokens.sender if Reads.SENDER in reads else Sender(),
        fields=tuple(entry for entry in tokens.fields if entry.name in used) if Reads.FIELDS in reads else (),
    )


def _bare(ref: _Ref) -> _Ref:
    """An asset reference without what never decides bytes; None stays None."""
    return None if ref is None else replace(ref, id="", credit="", rights=Rights())


def _shown(line: LegalLine, document: Document, seen: Sequence[RichText], channel: str) -> bool:
    if line.channels and channel not in line.channels:
        return False
    return not line.triggers or any(_holds(trigger, document, seen) for trigger in line.triggers)


def _holds(trigger: str, document: Document, seen: Sequence[RichText]) -> bool:
    """Whether any text the renderer may show, short wordings and its own overrides included, sets a line off."""
    kind, _, what = trigger.partition(":")
    if kind == "fact":
        named = {run.name for text in seen for run in text.words if isinstance(run, FactRef)}
        return any(fact.type == what and fact.name in named for fact in document.facts)
    return kind == "text" and any(what.casefold() in text.plain.casefold() for text in seen)


def _links(renderer: Renderer, request: RenderRequest, seen: object) -> LinkPolicy:
    """The links' parameters for the format; of the hosts that are tagged those that anything here names.

    Which others a brand tags decides no byte. Where it tags some and none of them is here, nothing is tagged. What lies
    below one of them is named beside it: so two documents that link to different ones never look alike.
    """
    links = request.links.resolved(renderer.key, request.format)
    if not links.hosts:
        return links
    words = codec.canonical(codec.plain(seen)).decode("utf-8", "surrogatepass").lower()
    named = {host for host in map(str.lower, links.hosts) if host in words}
    below = {found for host in named for found in re.findall(rf"//([a-z0-9.-]+\.{re.escape(host)})(?![\w.-])", words)}
    return replace(links, hosts=tuple(sorted(named | below)) or _NO_HOST)


def _limits(renderer: Renderer, request: RenderRequest) -> tuple[Limit, ...]:
    own: Mapping[str, float] = {name: value for channel, name, value in request.limits if channel == renderer.key}
    return tuple(
        replace(limit, value=own.get(limit.id, limit.value), as_of=None, source="", note="")
        for limit in renderer.limits_of(request.format)
    )

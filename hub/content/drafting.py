"""Drafts that scripts write: the fields of a Markdown piece one by one, checked as an import is, with the field named.

The given fields are written out as front matter and body and read by the one reader there is. What was not given is
left alone, and what is wrong in it already is no reason to refuse the rest.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.assets.models import ImageAsset
from hub.assets.selectors import find_image_by_digest
from hub.content import overriding
from hub.content.campaigns import Campaign
from hub.content.convert import campaign_facts, facts_of
from hub.content.library import Library
from hub.content.models import Piece
from hub.content.overriding import Address
from hub.content.scripts import CREATED, EDITED, tell
from hub.content.writing import Pictures, write_fields
from hub.guidelines.selectors import guideline_in_force
from renderers import registry
from renderers.contract.document import Fact
from renderers.contract.walk import pictures
from renderers.markdown import Piece as MarkdownPiece
from renderers.markdown import PieceError, read_piece

#: What a script may say of a piece: the keys of front matter, and the body as Markdown.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "headline": ("headline",),
    "teaser": ("teaser",),
    "short": ("short",),
    "action": ("action_label", "action_url"),
    "hero": ("hero", "hero_alt"),
    "hero_alt": ("hero", "hero_alt"),
    "hashtags": ("hashtags",),
    "facts": ("facts",),
    "legal": ("legal",),
    "arms": ("arms",),
    "body": ("body",),
    # These two are put together with what is there: see `_merge`.
    "channels": (),
    "overrides": (),
}
_OF_ATTRIBUTES = {"action_label": "action", "action_url": "action", "hero": "hero", "channels_off": "channels"}


class DraftRefusedError(Exception):
    """A draft that is not written. `problems` are (field, what is wrong with it and the remedy)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {what}" for field, what in problems))
        self.problems = problems


class DraftExistsError(Exception):
    """There is a piece of that short name in that language already."""


class DraftTakenError(Exception):
    """Somebody else has the draft: it is locked, or people are looking at it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Which channels somebody may say something about (None = all), and who that is."""

    name: str
    channels: Collection[str] | None = None

    def uses(self, channel: str) -> bool:
        """Whether it is one of theirs."""
        return self.channels is None or channel in self.channels


@transaction.atomic
def create_draft(campaign: Campaign, given: Mapping[str, Any], writer: Writer, *, markdown: str = "") -> Piece:
    """A new draft; a translation, where its short name is a piece's in another language.

    Raises:
        DraftRefusedError: with all that is wrong.
        DraftExistsError: it is there already.
    """
    brand = campaign.brand
    text = _Text(markdown) if markdown else _Text.of(given)
    read = _read(text, brand, campaign=campaign)
    wrong = text.problems(read, only=None)
    locale = _locale(read.document.locale)
    if locale is None:
        known = ", ".join(Locale.objects.values_list("language_code", flat=True))
        wrong.append(("locale", _("There are: %(known)s.") % {"known": known}))
    wrong += _foreign(read, writer)
    if wrong or locale is None:
        raise DraftRefusedError(wrong)
    known_rows = Piece.objects.filter(campaign__brand=brand, slug=read.document.slug)
    if known_rows.filter(locale=locale).exists():
        raise DraftExistsError(f"{brand.key}:{read.document.slug}")
    piece = Piece(campaign=campaign, locale=locale, live=False, has_unpublished_changes=True)
    if (sibling := known_rows.first()) is not None:
        piece.translation_key = sibling.translation_key
    _write(piece, read, campaign)
    _check(piece)
    piece.save()
    tell(CREATED, piece, token=writer.name, revision=piece.save_revision())
    return piece


@transaction.atomic
def edit_draft(piece: Piece, given: Mapping[str, Any], writer: Writer) -> Piece:
    """Write some fields of a piece's newest draft; the others, and what others wrote in them, stay. Its row is locked.

    Raises:
        DraftRefusedError: with all that is wrong.
        DraftTakenError: it is locked, or in a review.
    """
    refuse_taken(piece)
    draft: Piece = piece.get_latest_revision_as_object()
    # Made anew: where nothing waits to be published, Wagtail hands out the very same object each time.
    scratch: Piece = Piece.from_serializable_data(draft.serializable_data())
    text = _Text.of({**_as_given(draft), **given})
    read = _read(text, draft.campaign.brand, campaign=draft.campaign, facts=() if "facts" in given else facts_of(draft))
    if wrong := [*text.problems(read, only=given), *_foreign(read, writer, given=given)]:
        raise DraftRefusedError(wrong)
    _write(scratch, read, draft.campaign)
    for field in given:
        for attribute in FIELDS[field]:
            setattr(draft, attribute, getattr(scratch, attribute))
    _merge(draft, scratch, given, writer)
    _check(draft)
    tell(EDITED, draft, token=writer.name, revision=draft.save_revision())
    return draft


def refuse_taken(piece: Piece) -> None:
    """Refuse to touch what a person holds. What a script submitted and was sent back is the script's again.

    Raises:
        DraftTakenError: it is locked, or in a review.
    """
    state = piece.current_workflow_state
    is_returned = state is not None and state.status == state.STATUS_NEEDS_CHANGES and state.requested_by_id is None
    if piece.locked or (state is not None and not is_returned):
        raise DraftTakenError


class _Text:
    """A Markdown piece of which it is known on which line each field stands."""

    def __init__(self, text: str, lines: Mapping[int, str] | None = None, body_from: int = 0) -> None:
        self.text, self._lines, self._body_from = text, lines, body_from

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "_Text":
        """One line a field; JSON is YAML."""
        keys = [key for key in given if key != "body" and given[key] is not None]
        front = [f"{key}: {json.dumps(given[key], ensure_ascii=True)}" for key in keys]
        text = "\n".join(["---", *front, "---", "", str(given.get("body") or "")])
        return cls(text, {number + 2: key for number, key in enumerate(keys)}, body_from=len(keys) + 3)

    def problems(self, read: MarkdownPiece, *, only: Collection[str] | None) -> list[tuple[str, str]]:
        """What is wrong with it, by field; of these fields only."""
        return self.named(read.problems, only=only)

    def named(self, problems: Any, *, only: Collection[str] | None) -> list[tuple[str, str]]:
        """Problems by field."""
        translate = current_translator()
        found = [(self._field(problem.line), problem.message.show(translate)) for problem in problems]
        return [(field, what) for field, what in found if only is None or field.partition(" ")[0] in only]

    def _field(self, line: int) -> str:
        if self._lines is None:
            return f"markdown line {line}" if line else "markdown"
        if line in self._lines:
            return self._lines[line]
        return f"body line {line - self._body_from}" if line > self._body_from else "body"


def _read(text: _Text, brand: Brand, *, campaign: Campaign, facts: Any = ()) -> MarkdownPiece:
    try:
        piece: MarkdownPiece = read_piece(
            text.text,
            locale=brand.default_locale,
            fields=guideline_in_force(brand).tokens.fields,
            facts=_known(facts, campaign, brand.default_locale),
            zone=ZoneInfo(brand.time_zone),
            pictures=Library(brand),
        )
    except PieceError as error:
        raise DraftRefusedError(text.named(error.problems, only=None)) from error
    return piece


def _known(facts: Any, campaign: Campaign, locale: str) -> tuple[Fact, ...]:
    own = tuple(facts)
    names = {fact.name for fact in own}
    return (*own, *(fact for fact in campaign_facts(campaign, locale) if fact.name not in names))


def _as_given(draft: Piece) -> dict[str, Any]:
    """What other fields are compared with and read by, as it stands."""
    action = {"label": draft.action_label, "url": draft.action_url} if draft.action_label and draft.action_url else None
    return {
        "title": draft.title,
        "slug": draft.slug,
        "locale": draft.locale_code,
        "headline": draft.headline or None,
        "teaser": draft.teaser or None,
        "action": action,
        "hashtags": draft.hashtags or None,
        "hero": f"image:{draft.hero_id}" if draft.hero_id else None,
        "hero_alt": draft.hero_alt or None,
    }


def _write(piece: Piece, read: MarkdownPiece, campaign: Campaign) -> None:
    images: dict[str, ImageAsset] = {}
    references = [ref for _place, ref in pictures(read.document)]
    values = [*(each.value for each in read.document.overrides), *(each.value for each in read.arms)]
    references += [value.asset for value in values if value.asset is not None]
    for ref in references:
        if ref.sha256 not in images and (image := find_image_by_digest(campaign.brand, ref.sha256)):
            images[ref.sha256] = image
    theirs = campaign_facts(campaign, read.document.locale)
    write_fields(piece, read, campaign=campaign, shown=Pictures(images), facts_of_campaign=theirs)


def _merge(draft: Piece, scratch: Piece, given: Mapping[str, Any], writer: Writer) -> None:
    """Channels and overrides: each channel is somebody's, and only those spoken of change."""
    if "overrides" in given:
        own = {channel: scratch.overrides.get(channel) for channel in given["overrides"] or ()}
        kept = {channel: value for channel, value in (draft.overrides or {}).items() if channel not in own}
        draft.overrides = kept | {channel: value for channel, value in own.items() if value}
    if "channels" in given:
        spoken = {renderer.key for renderer in registry.all_renderers() if writer.uses(renderer.key)}
        off = set(draft.channels_off or ()) - spoken
        draft.channels_off = sorted(off | (set(scratch.channels_off) & spoken))


def _foreign(read: MarkdownPiece, writer: Writer, *, given: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """What is said of channels that are not there or not the writer's, and of fields that nobody reads."""
    installed = {renderer.key for renderer in registry.all_renderers()}
    known = ", ".join(sorted(installed))
    found = [
        ("channels", _("There is no channel “%(channel)s”. Known: %(known)s.") % {"channel": each, "known": known})
        for each in read.channels
        if each not in installed and (given is None or "channels" in given)
    ]
    named = {override.channel for override in read.document.overrides} | set((given or {}).get("overrides") or ())
    found += [
        ("overrides", _("This token has no access to the channel “%(channel)s”.") % {"channel": each})
        for each in sorted(named)
        if not writer.uses(each)
    ]
    places = [Address(each.channel, each.format, each.field) for each in read.document.overrides]
    found += [
        ("overrides", _("No channel reads “%(field)s”.") % {"field": f"{place.channel}.{place.format}.{place.field}"})
        for place in places
        if overriding.known_field(place) is None
    ]
    return found


def _locale(code: str) -> Locale | None:
    rows = Locale.objects.all()
    return rows.filter(language_code=code).first() or rows.filter(language_code=code[:2]).first()


def _check(piece: Piece) -> None:
    try:
        piece.full_clean()
    except ValidationError as error:
        given = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        raise DraftRefusedError(
            [(_OF_ATTRIBUTES.get(name, name), message) for name, messages in given.items() for message in messages]
        ) from error

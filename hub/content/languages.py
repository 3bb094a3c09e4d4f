"""In which languages a piece exists, and which of them have fallen behind the language it is written in first."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Revision

from hub.accounts.models import Brand
from hub.content.models import Piece

#: What a translator translates.
_WORDS = ("headline", "teaser", "short", "body", "action_label", "hero_alt", "hashtags", "legal")
_A_MONTH = 30 * 24 * 3600


class LanguageState(StrEnum):
    """How a piece stands in a language."""

    MISSING = "missing"
    DRAFT = "draft"
    LIVE = "live"
    OUT_OF_DATE = "out-of-date"


LABELS = {
    LanguageState.MISSING: pgettext_lazy("translation", "missing"),
    LanguageState.DRAFT: pgettext_lazy("translation", "draft"),
    LanguageState.LIVE: pgettext_lazy("translation", "live"),
    LanguageState.OUT_OF_DATE: _("out of date"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A piece in one language; without a `pk` it is missing there."""

    locale: Locale
    state: LanguageState
    pk: int | None = None
    is_source: bool = False
    is_live: bool = False

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.state])

    @property
    def code(self) -> str:
        """The language's code."""
        return str(self.locale.language_code)


def home_locale(brand: Brand) -> Locale:
    """The locale that a brand's pieces are written in first."""
    found: Locale | None = Locale.objects.filter(language_code=brand.default_locale).first()
    return found or Locale.get_default()


def words_digest(content: Mapping[str, Any]) -> str:
    """What tells whether words that were translated have changed, of a revision's content. Ids mean nothing."""
    words = [_without_ids(_loaded(content.get(name))) for name in _WORDS]
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def languages_of(pieces: Iterable[Piece]) -> dict[UUID, list[Language]]:
    """Every language of these pieces, the one they are written in first. Four queries, however many pieces."""
    keys = {piece.translation_key for piece in pieces}
    rows = Piece.objects.filter(translation_key__in=keys).values(
        *("pk", "translation_key", "locale_id", "live", "latest_revision_id", "campaign__brand__default_locale"),
        seen=Cast(KeyTextTransform("translated_from", "latest_revision__content"), TextField()),
    )
    by_key: dict[UUID, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        by_key[row["translation_key"]][row["locale_id"]] = row
    locales = list(Locale.objects.order_by("language_code"))
    sources = {key: _source(there, locales) for key, there in by_key.items()}
    digests = _digests({row["latest_revision_id"] for row in sources.values() if row is not None} - {None})
    return {key: list(_languages(there, sources[key], locales, digests)) for key, there in by_key.items()}


def source_of(piece: Piece) -> Piece | None:
    """The piece in its brand's own language; None if it is that itself, or there is none."""
    code = piece.campaign.brand.default_locale
    others = Piece.objects.filter(translation_key=piece.translation_key, locale__language_code=code)
    return others.exclude(pk=piece.pk).first()


def newest_digest(piece: Piece) -> str:
    """The digest of the words of its newest draft."""
    return words_digest(piece.latest_revision.content if piece.latest_revision else piece.serializable_data())


def _source(there: Mapping[int, dict[str, Any]], locales: Iterable[Locale]) -> dict[str, Any] | None:
    codes = {locale.pk: locale.language_code for locale in locales}
    return next((row for pk, row in there.items() if codes.get(pk) == row["campaign__brand__default_locale"]), None)


def _languages(
    there: Mapping[int, dict[str, Any]],
    source: dict[str, Any] | None,
    locales: Iterable[Locale],
    digests: Mapping[int, str],
) -> Iterable[Language]:
    wanted = digests.get(source["latest_revision_id"], "") if source is not None else ""
    home = source["locale_id"] if source is not None else None
    for locale in sorted(locales, key=lambda each: each.pk != home):
        row = there.get(locale.pk)
        if row is None:
            yield Language(locale, LanguageState.MISSING)
            continue
        is_behind = bool(locale.pk != home and wanted and row["seen"] and row["seen"] != wanted)
        state = LanguageState.LIVE if row["live"] else LanguageState.DRAFT
        yield Language(
            locale,
            LanguageState.OUT_OF_DATE if is_behind else state,
            pk=row["pk"],
            is_source=locale.pk == home,
            is_live=row["live"],
        )


def _digests(revisions: set[int]) -> dict[int, str]:
    """The digests of revisions, which never change: remembered."""
    keys = {f"content:words:1:{pk}": pk for pk in revisions}
    known: dict[int, str] = {keys[key]: value for key, value in cache.get_many(keys).items()}
    missing = revisions - set(known)
    if missing:
        rows = Revision.objects.filter(pk__in=missing).values_list("pk", "content")
        fresh = {pk: words_digest(content) for pk, content in rows}
        cache.set_many({f"content:words:1:{pk}": digest for pk, digest in fresh.items()}, _A_MONTH)
        known |= fresh
    return known


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] in {"[", "{"} and _is_json(value) else value


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_ids(one) for name, one in value.items() if name != "id"}
    return value or None

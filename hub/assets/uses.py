"""Where an asset is used: in which pieces and guidelines, at which places, and in which variants it is shown now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from wagtail.admin.admin_url_finder import AdminURLFinder

from hub.accounts.deleting import Use, uses_of
from hub.accounts.models import User
from hub.accounts.scoping import is_scoped, visible
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.signals import Shown, in_use_asked, variants_asked
from renderers import registry
from renderers.contract.message import translator


@dataclass(frozen=True, slots=True)
class UsedBy:
    """A piece or guideline that uses an asset: its name, the way there, the places, and what it looks like outside."""

    name: str
    kind: str
    locale: str
    url: str
    places: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Everything that uses an asset, as far as it exists for somebody; `hidden` is how many more there are."""

    users: tuple[UsedBy, ...]
    hidden: int

    @property
    def variants(self) -> int:
        """How many variants show it now."""
        return sum(len(each.variants) for each in self.users)


def usage_of(asset: ImageAsset | DocumentAsset, viewer: User) -> Usage:
    """What uses an asset, as somebody may see it. The number of queries does not grow with what is found."""
    places: dict[Model, list[str]] = {}
    for use in uses_of(asset):
        known = places.setdefault(use.by, [])
        if use.place and str(use.place) not in known:
            known.append(str(use.place))
    seen = _seen(places, viewer)
    shown = _shown(asset)
    finder = AdminURLFinder(viewer)
    users = [_used_by(by, found, shown, finder) for by, found in places.items() if by in seen]
    return Usage(tuple(sorted(users, key=lambda each: (each.kind, each.name, each.locale))), len(places) - len(seen))


def used(model: type[Model], brands: Iterable[int]) -> set[tuple[int, str]]:
    """Which assets of these brands are used, and by what, each pair once. A few queries, however many there are."""
    answers: list[Any] = [answer for _receiver, answer in in_use_asked.send(sender=model, brands=list(brands))]
    return {pair for answer in answers for pair in answer}


def count_users(assets: Iterable[ImageAsset | DocumentAsset]) -> Counter[int]:
    """How many pieces and guidelines use each of these assets of one model, drafts and overrides included."""
    rows = list(assets)
    if not rows:
        return Counter()
    return Counter(pk for pk, _by in used(type(rows[0]), {row.brand_id for row in rows}))


def guideline_uses(asset: ImageAsset | DocumentAsset) -> list[Use]:
    """The uses by a guideline: it refers to the bytes, so they cannot be replaced under its hands."""
    return [use for use in uses_of(asset) if use.by._meta.app_label == "guidelines"]


def _seen(found: Iterable[Model], viewer: User) -> set[Model]:
    """Those that exist for the viewer; one query a kind."""
    seen: set[Model] = set()
    for model in {type(each) for each in found}:
        of_kind = [each for each in found if type(each) is model]
        keys = {each.pk for each in of_kind}
        if is_scoped(model):
            keys = set(visible(model, viewer).filter(pk__in=keys).values_list("pk", flat=True))
        seen.update(each for each in of_kind if each.pk in keys)
    return seen


def _shown(asset: Model) -> list[Shown]:
    answers: list[Any] = [answer for _receiver, answer in variants_asked.send(sender=type(asset), instance=asset)]
    return [shown for answer in answers for shown in answer]


def _used_by(by: Any, places: list[str], shown: list[Shown], finder: AdminURLFinder) -> UsedBy:
    locale = getattr(by, "locale_code", "")
    piece = getattr(by, "translation_key", None)
    variants = [_label(each) for each in shown if each.piece == piece and each.locale == locale]
    return UsedBy(
        name=str(by),
        kind=str(by._meta.verbose_name),
        locale=locale,
        url=finder.get_edit_url(by) or "",
        places=tuple(places),
        variants=tuple(variants),
    )


def _label(shown: Shown) -> str:
    """A channel and its format, in the reader's language; the bare keys where the plug-in is not installed."""
    say = translator(get_language() or "en")
    for renderer in registry.all_renderers():
        if renderer.key == shown.channel:
            form = next((form.label for form in renderer.formats if form.key == shown.format), shown.format)
            return f"{say(renderer.label)}: {say(form)}"
    return f"{shown.channel}: {shown.format}"

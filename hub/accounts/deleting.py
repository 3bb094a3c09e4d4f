"""What is in use is not deleted: a page says what uses it and what to do, wherever somebody tries."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from wagtail.admin.admin_url_finder import AdminURLFinder

from hub.accounts.scoping import is_scoped, is_visible

#: Asks what uses an object that is about to be deleted, beyond what the database knows: `instance`. Receivers answer
#: with `Use`s; their places are lazy texts.
uses_asked = Signal()
#: Names on the page; how many more there are is said.
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Use:
    """What uses an object, and where in it."""

    by: Model
    place: Any = ""


class InUseError(ProtectedError):
    """An object may not be deleted, because others use it."""

    def __init__(self, instance: Model, uses: Iterable[Use]) -> None:
        self.uses = tuple(uses)
        names = ", ".join(sorted({str(use.by) for use in self.uses}))
        super().__init__(f"“{instance}” is in use and cannot be deleted: {names}", {use.by for use in self.uses})


def uses_of(instance: Model) -> list[Use]:
    """Everything that would be broken or lost with this object."""
    return [*_asked(instance), *(Use(found) for found in _protected(instance))]


def refuse_used(instance: Model, **_: Any) -> None:
    """Keep an object from being deleted by anybody, queries and scripts included: a receiver of `pre_delete`.

    Raises:
        InUseError: it is in use.
    """
    if uses := list(_asked(instance)):
        raise InUseError(instance, uses)


def _asked(instance: Model) -> Iterator[Use]:
    answers: list[Any] = [answer for _receiver, answer in uses_asked.send(sender=type(instance), instance=instance)]
    for answer in answers:
        yield from answer


def _protected(instance: Model) -> Iterable[Model]:
    collector = Collector(using=router.db_for_write(type(instance)), origin=instance)
    try:
        collector.collect([instance])
    except ProtectedError as error:
        return sorted(error.protected_objects, key=str)
    except RestrictedError as error:
        return sorted(error.restricted_objects, key=str)
    return []


def refusal(request: HttpRequest, instances: Iterable[Model], uses: Iterable[Use]) -> HttpResponse:
    """The page that names what uses them: what exists for the user by name, with the way there; the rest is counted."""
    finder = AdminURLFinder(request.user)
    found = dict.fromkeys((use.by, str(use.place)) for use in uses)
    placed = {by for by, place in found if place}
    every = [(by, place) for by, place in found if place or by not in placed]
    seen = [(by, place) for by, place in every if not is_scoped(type(by)) or is_visible(by, request.user)]
    context = {
        "instances": list(instances),
        "uses": [
            {"name": str(by), "kind": by._meta.verbose_name, "place": place, "url": finder.get_edit_url(by)}
            for by, place in seen[:_SHOWN]
        ],
        "more": len(every) - len(seen[:_SHOWN]),
    }
    return render(request, "accounts/in_use.html", context, status=409)


class RefusesDeletion:
    """Put it before a view that deletes one object."""

    request: HttpRequest
    object: Model

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask whether it is meant; or say why it cannot be."""
        return self._unless_used(super().get, request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Delete, unless it is used."""
        return self._unless_used(super().post, request, *args, **kwargs)  # type: ignore[misc]

    def _objects(self) -> list[Model]:
        return [self.object]

    def _unless_used(
        self, act: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        used = {each: uses for each in self._objects() if (uses := uses_of(each))}
        if used:
            return refusal(request, used, [use for uses in used.values() for use in uses])
        return act(request, *args, **kwargs)


class RefusesDeletions(RefusesDeletion):
    """Put it before a bulk action that deletes."""

    def _objects(self) -> list[Model]:
        objects, _rest = self.get_actionable_objects()  # type: ignore[attr-defined]
        return list(objects)


class DeletionMiddleware:
    """The same page for every other way to try: Wagtail's own views for pictures, its multiple upload, ours to come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn the database's refusal into words, for people who are signed in."""
        if not isinstance(error, ProtectedError | RestrictedError) or not request.user.has_perm(
            "wagtailadmin.access_admin"
        ):
            return None
        if isinstance(error, InUseError):
            return refusal(request, (), error.uses)
        found = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        return refusal(request, (), [Use(each) for each in sorted(found, key=str)])

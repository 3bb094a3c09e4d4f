"""Mails to who is waited for, and to who waits. They leave by the queue, after the transaction that made them true."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.signals import task_submitted

from hub.accounts.models import User
from hub.audits.brand_check import BrandCheckState


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    task_submitted.connect(_on_submitted, sender=BrandCheckState, dispatch_uid="audits.mails")


def _on_submitted(instance: BrandCheckState, **_: Any) -> None:
    # Sent before the check has decided: whether anybody is waited for is known when all is committed.
    key = instance.pk
    transaction.on_commit(lambda: tell_who_is_waited_for.enqueue(key))


@task()
def tell_who_is_waited_for(state_key: int) -> int:
    """Write to everybody who may decide about a waiting piece of their brand; to how many."""
    rows = BrandCheckState.objects.select_related("workflow_state__requested_by", "task")
    state = rows.filter(pk=state_key, status=BrandCheckState.STATUS_IN_PROGRESS).first()
    piece = state.workflow_state.content_object if state is not None else None
    if state is None or piece is None:
        return 0
    address = settings.HUB_BASE_URL + reverse(piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
    title, asker = str(piece.get_latest_revision_as_object()), state.workflow_state.requested_by
    told = 0
    for person in waited_for(state).select_related("wagtail_userprofile"):
        with override(person.language or settings.LANGUAGE_CODE):
            # A title may not end a header line.
            subject = _("“%(piece)s” waits for your decision") % {"piece": " ".join(title.split())}
            text = "\n".join(_lines(state, title, asker, address))
            send_mail(subject, text, None, [person.email])
        told += 1
    return told


def waited_for(state: BrandCheckState) -> QuerySet[User]:
    """The members of the task's groups who work for the piece's brand, want such mails, and did not ask themselves."""
    brand = state.workflow_state.content_object.campaign.brand_id
    people: QuerySet[User] = User.objects.filter(
        Q(wagtail_userprofile=None) | Q(wagtail_userprofile__submitted_notifications=True),
        is_active=True,
        brands=brand,
        groups__in=state.task.specific.groups.all(),
    )
    return people.exclude(email="").exclude(pk=state.workflow_state.requested_by_id).order_by("pk").distinct()


def _lines(state: BrandCheckState, title: str, asker: User | None, address: str) -> Iterator[str]:
    who = (asker.get_full_name() or asker.get_username()) if asker is not None else ""
    yield (
        _("%(person)s has submitted “%(piece)s”.") % {"person": who, "piece": title}
        if who
        else _("“%(piece)s” was submitted.") % {"piece": title}
    )
    yield ""
    yield _("The brand check found:")
    yield from (f"- {line}" for line in state.told())
    yield ""
    yield _("Look at it and decide: %(address)s") % {"address": address}

"""What is done to pieces besides editing and publishing them."""

import logging
from typing import Any

from django.apps import apps
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Revision

from hub.content.errors import PublishRefusedError
from hub.content.languages import newest_digest, source_of
from hub.content.models import Piece

logger = logging.getLogger(__name__)


@transaction.atomic
def translate(piece: Piece, locale: Locale, *, user: Any = None) -> Piece:
    """A draft of the piece in another locale, its words those of the newest revision; the one there is, if there is.

    Ids of blocks stay, so that findings and overrides of one locale can be compared with another's.
    """
    # A translation is unique per piece and locale; who comes second takes the first one's.
    original = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    known = Piece.objects.filter(translation_key=original.translation_key, locale=locale).first()
    if known is not None:
        return known
    copy: Piece = original.get_latest_revision_as_object().copy_for_translation(locale)
    copy.translated_from = newest_digest(source_of(copy) or original)
    copy.save()
    copy.save_revision(user=user, log_action=False)
    log(copy, "wagtail.create", user=user)
    return copy


@transaction.atomic
def confirm_translation(piece: Piece, *, user: Any = None) -> bool:
    """Note that a translation says what the piece says in its first language now; false if there is none such."""
    source = source_of(piece)
    if source is None:
        return False
    draft: Piece = piece.get_latest_revision_as_object()
    draft.translated_from = newest_digest(source)
    draft.save_revision(user=user, changed=True)
    return True


def missing_locales(piece: Piece) -> list[Locale]:
    """The locales that the piece does not exist in yet."""
    there = Piece.objects.filter(translation_key=piece.translation_key).values("locale")
    return list(Locale.objects.exclude(pk__in=there).order_by("language_code"))


def follow_schedule() -> int:
    """Unpublish what has ended and publish what was scheduled; how many that were.

    What may not be published as it is by then stays a draft, its schedule ended: one refused piece stops no other.
    """
    now = timezone.now()
    count = 0
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin):
            instance: Any
            for instance in list(model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")):
                instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
                count += 1
    for revision in list(Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")):
        count += _publish_scheduled(revision)
    return count


def _publish_scheduled(revision: Revision) -> bool:
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except PublishRefusedError as refusal:
        logger.warning("“%s” was scheduled, but may not be published: %s", revision.object_str, refusal)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        return False
    except (OperationalError, InterfaceError):
        raise  # nobody is at fault: it is due at the next look
    except Exception:  # a defect in one must not hold up the others
        logger.exception("“%s” was scheduled, but could not be published", revision.object_str)
        return False
    return True

"""From the parameters of a request to the piece, slot, entry and variant it asks for."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from hub.accounts.principal import Principal
from hub.api.drafts import note_reading
from hub.api.errors import ProblemError, not_found
from hub.api.pieces import pick_locale, reader, translations
from hub.content.convert import arm_keys
from hub.content.models import Piece
from hub.content.selectors import formats_of
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import work
from hub.variants.selectors import find_slot
from hub.variants.services import request_slot
from hub.variants.versions import find_entry
from renderers import registry

#: What a database's integer holds.
MOST = 2**31 - 1


class Choice(Schema):
    """Which variant of a piece. `version` = the number of a stored slot entry."""

    locale: str = ""
    dialect: str = "plain"
    arm: str = ""
    perspective: str = "published"
    version: Annotated[int, Field(ge=1, le=MOST)] | None = None


class Wanted:
    """What a request asks for, once channel, format, dialect, piece and arm are known to exist for the caller."""

    def __init__(self, request: HttpRequest, address: str, channel: str, format_key: str, choice: Choice) -> None:
        """Find the piece, or refuse.

        Raises:
            ProblemError: 403, 404 or 422.
            RendererError: unknown channel, format or dialect.
        """
        self.principal = reader(request, choice.perspective)
        self.channel, self.format, self.choice = channel, format_key, choice
        _check_channel(self.principal, channel, format_key, choice.dialect)
        row = pick_locale(translations(self.principal, address, choice.perspective), choice.locale)
        self.piece: Piece = row.get_latest_revision_as_object() if self.is_draft else row
        if (channel, format_key) not in set(formats_of(self.piece)):
            raise not_found(_("The piece does not go to this channel."))
        if choice.arm and choice.arm not in arm_keys(self.piece):
            raise not_found(_("The piece has no arm “%(arm)s”.") % {"arm": choice.arm})
        if self.is_draft:
            note_reading(self.principal, self.piece, channel=channel, format=format_key)

    @property
    def is_draft(self) -> bool:
        """Whether the newest revision is asked for, published or not."""
        return self.choice.perspective == "draft"

    @property
    def rendering(self) -> dict[str, str]:
        """How to name it to renderers."""
        return {
            "channel": self.channel,
            "format_key": self.format,
            "dialect": self.choice.dialect,
            "arm": self.choice.arm,
        }

    def stored(self) -> tuple[Slot, Entry, Variant]:
        """The slot, entry and variant; other dialects and arms are rendered at the first request.

        Raises:
            ProblemError: 404 while it may not be seen, 503 while there is none.
        """
        slot = self._slot()
        if slot is None or slot.current is None or slot.current.variant_id is None:
            slot = self._first_request()
        current = slot.current
        entry = current if self.choice.version is None else find_entry(slot, self.choice.version)
        # A pinned version is shown only while the slot itself may be seen: an embargo or a recall covers its history.
        if current is None or not current.is_visible() or entry is None or not entry.is_visible():
            raise _not_available()
        assert entry.variant is not None  # noqa: S101 -- is_visible
        return slot, entry, entry.variant

    def _slot(self) -> Slot | None:
        piece: UUID = self.piece.translation_key
        return find_slot(self.principal, piece=piece, locale=self.piece.locale_code, **self.rendering)

    def _first_request(self) -> Slot:
        """Render now what nobody asked for before; what was tried already is the worker's."""
        wanted = request_slot(self.piece, **self.rendering)
        job = RenderJob.objects.get(slot=wanted)
        if job.state == JobState.WAITING and not job.attempts:
            work(wanted.pk)
            job.refresh_from_db()
        slot = self._slot()
        if slot is not None and slot.current is not None and slot.current.variant_id is not None:
            return slot
        if job.state == JobState.DONE:
            # Nothing is to be shown: a picture is not cleared, or its rights ended.
            raise _not_available()
        if job.state == JobState.FAILED:
            raise ProblemError(503, "render-failed", _("It cannot be rendered as it is."), job.error)
        detail = _("It is being rendered, or rendering failed and the hub tries again.")
        raise ProblemError(503, "not-rendered-yet", _("There is no variant yet."), detail, retry_after=5)


def _not_available() -> ProblemError:
    """The same for whatever reason: that something is to come is nobody's business before it has."""
    detail = _("Its time has not come or is over, it was recalled, or there is no such version.")
    return ProblemError(404, "variant-not-available", _("No such variant is visible now."), detail)


def _check_channel(principal: Principal, channel: str, format_key: str, dialect: str) -> None:
    if not principal.uses_channel(channel):
        raise not_found(_("This token has no access to the channel “%(channel)s”.") % {"channel": channel})
    renderer = registry.get(channel)
    renderer.format(format_key)
    renderer.require_dialect(dialect)

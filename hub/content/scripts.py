"""What scripts did, in the histories of pieces: by which API token. People's own deeds stand there anyhow."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

from hub.content.models import Piece

CREATED, EDITED = "content.script.create", "content.script.edit"
PUBLISHED, UNPUBLISHED = "content.script.publish", "content.script.unpublish"
SUBMITTED = "content.script.submit"


def tell(action: str, piece: Piece, *, token: str, revision: Any = None) -> None:
    """Write it into the piece's history."""
    log(piece, action, data={"token": token}, revision=revision, content_changed=True)


class _ScriptFormatter(LogFormatter):  # type: ignore[misc]
    """What was done, and by which token."""

    def format_message(self, log_entry: Any) -> str:
        """In one line."""
        return str(self.message % {"token": log_entry.data.get("token", "")})


class CreatedFormatter(_ScriptFormatter):
    """A new draft."""

    label = _("Create a draft through the API")
    message = _("Draft written by the API token “%(token)s”")


class EditedFormatter(_ScriptFormatter):
    """Fields of a draft were written."""

    label = _("Edit a draft through the API")
    message = _("Draft edited by the API token “%(token)s”")


class SubmittedFormatter(_ScriptFormatter):
    """Approval was asked for."""

    label = _("Submit through the API")
    message = _("Submitted by the API token “%(token)s”")


class PublishedFormatter(_ScriptFormatter):
    """The draft went live."""

    label = _("Publish through the API")
    message = _("Published by the API token “%(token)s”")


class UnpublishedFormatter(_ScriptFormatter):
    """It was taken out of its channels."""

    label = _("Unpublish through the API")
    message = _("Unpublished by the API token “%(token)s”")


FORMATTERS: dict[str, type[_ScriptFormatter]] = {
    CREATED: CreatedFormatter,
    EDITED: EditedFormatter,
    SUBMITTED: SubmittedFormatter,
    PUBLISHED: PublishedFormatter,
    UNPUBLISHED: UnpublishedFormatter,
}

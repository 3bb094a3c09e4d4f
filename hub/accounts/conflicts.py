"""Two people save at once: the second hears of it before anything of the first is covered.

Wagtail asks an autosave which version it began from, and a browser that happens to look in time; a person's own press
on a button, or a form that came back with an error, it lets pass.
"""

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision


class HearsOfChanges:
    """Put it before Wagtail's edit view of something that has revisions.

    The first press is refused and says who saved what since; the form keeps what was typed. Saving again puts it on
    top: both versions are in the history then.
    """

    request: Any
    object: Any

    def is_valid(self, form: Any) -> bool:
        """Wagtail's checks; then whether this is still what was opened."""
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        if self.expects_json_response or not self.is_out_of_date:  # type: ignore[attr-defined]
            return valid
        if valid:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = None
        self._tell()
        return False

    def _tell(self) -> None:
        latest: Revision = self.latest_revision  # type: ignore[attr-defined]
        who = latest.user.get_full_name() or latest.user.get_username() if latest.user else _("Somebody")
        when = date_format(localtime(latest.created_at), "SHORT_DATETIME_FORMAT")
        text = _(
            "%(who)s saved this on %(when)s, after you had opened it. What you typed is still here and not saved yet. "
            "Look at what has changed; if you save again, your version comes on top and both stay in the history."
        )
        buttons = [messages.button(self._changes_url(latest), _("See what has changed"), new_window=True)]
        messages.error(self.request, text % {"who": who, "when": when}, buttons=buttons)

    def _changes_url(self, latest: Revision) -> str:
        """Both versions side by side; the history where there are no two."""
        post = self.request.POST
        mine = post.get("overwrite_revision_id") or post.get("loaded_revision_id") or ""
        name: str = self.revisions_compare_url_name  # type: ignore[attr-defined]
        known = mine.isdigit() and self.object.revisions.filter(pk=mine).exclude(pk=latest.pk).exists()
        if name and known:
            return reverse(name, args=[quote(self.object.pk), mine, latest.pk])
        history: str = self.get_history_url()  # type: ignore[attr-defined]
        return history

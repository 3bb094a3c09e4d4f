"""What the histories of pieces say of waivers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from hub.audits import waiving


class _WaiverFormatter(LogFormatter):  # type: ignore[misc]
    """What a log entry says of a waiver: which rule, and about which words."""

    def format_message(self, log_entry: Any) -> str:
        """In one line."""
        told = {"rule": log_entry.data.get("rule", ""), "words": log_entry.data.get("words", "")}
        return str(self.message % told if told["words"] else self.short % told)

    def format_comment(self, log_entry: Any) -> str:
        """Why."""
        return str(log_entry.data.get("reason", ""))


class WaiveFormatter(_WaiverFormatter):
    """Leave was given."""

    label = _("Waive a finding")
    message = _("Waived %(rule)s: “%(words)s”")
    short = _("Waived %(rule)s")


class WithdrawFormatter(_WaiverFormatter):
    """Leave was taken back."""

    label = _("Withdraw a waiver")
    message = _("Withdrew the waiver of %(rule)s: “%(words)s”")
    short = _("Withdrew the waiver of %(rule)s")


@hooks.register("register_log_actions")
def register_waiver_actions(actions: Any) -> None:
    """What histories show of waivers."""
    actions.register_action(waiving.GIVEN)(WaiveFormatter)
    actions.register_action(waiving.WITHDRAWN)(WithdrawFormatter)

"""What the history of a piece says of its comments, and of what scripts did."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from hub.content.scripts import FORMATTERS


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Who said something and when; never what: that is read where it stands."""
    actions.register_action("content.comment.add", _("Comment"), _("Commented"))
    actions.register_action("content.comment.edit", _("Edit a comment"), _("Edited a comment"))
    actions.register_action("content.comment.delete", _("Delete a comment"), _("Deleted a comment"))
    actions.register_action("content.comment.resolve", _("Resolve a comment"), _("Resolved a comment"))
    actions.register_action("content.comment.reopen", _("Reopen a comment"), _("Reopened a comment"))


@hooks.register("register_log_actions")
def name_scripts(actions: Any) -> None:
    """Which API token did it: a script is no user, and would be "the system" otherwise."""
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)

"""The button that submits a piece: with the name of its workflow in the language of whoever looks."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.action_menu import ActionMenuItem, SubmitForModerationMenuItem


class SubmitMenuItem(SubmitForModerationMenuItem):  # type: ignore[misc]
    """Wagtail's names the workflow as the database does, which is in English until somebody renames it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """The label in the reader's words."""
        context = ActionMenuItem.get_context_data(self, parent_context)  # not Wagtail's, which asks for it all again
        instance = parent_context.get("instance")
        state = instance.current_workflow_state if instance else None
        if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
            context["label"] = _("Submit to “%(name)s” again") % {"name": _(state.current_task_state.task.name)}
            return context
        workflow = instance.get_workflow() if instance else parent_context["model"].get_default_workflow()
        if workflow is not None:
            context["label"] = _("Submit to “%(name)s”") % {"name": _(workflow.name)}
        return context


@hooks.register("construct_snippet_action_menu")
def offer_submitting(items: list[Any], _request: Any, _context: Any) -> None:
    """Ours in the place of Wagtail's."""
    for number, item in enumerate(items):
        if type(item) is SubmitForModerationMenuItem:
            items[number] = SubmitMenuItem(order=item.order)

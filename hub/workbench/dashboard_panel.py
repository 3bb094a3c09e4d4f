"""What a panel of the dashboard is: a few lines, each leading somewhere, and words for when there are none."""

from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from hub.workbench.piece_board import may_look

#: So many lines a panel shows; one more tells that there are more.
MOST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a panel: what, where it leads, and a word on it; `urgency` is "", soon or now."""

    title: str
    url: str
    detail: str = ""
    mark: str = ""
    urgency: str = ""


class _AbstractComponent(ABCMeta, type(Component)):  # type: ignore[misc]
    """Wagtail's components gather their media by a metaclass of their own."""


class Panel(Component, ABC, metaclass=_AbstractComponent):  # type: ignore[misc]
    """A panel of lines, with words for when there are none."""

    name: str
    template_name = "workbench/board/panel.html"
    most = MOST

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """What every panel shows."""
        request: HttpRequest = parent_context["request"]
        lines = self.lines(request) if may_look(request.user) else []
        return {
            "name": self.name,
            "heading": self.heading(),
            "lines": lines[: self.most],
            "more": len(lines) > self.most,
            "empty": self.empty(),
            "actions": self.actions(request),
        }

    @abstractmethod
    def heading(self) -> str:
        """The panel's name."""

    @abstractmethod
    def empty(self) -> str:
        """What is said, and what can be done, when there is nothing."""

    @abstractmethod
    def lines(self, request: HttpRequest) -> list[Line]:
        """What there is, the most pressing first; one more than is shown tells that there are more."""

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:  # noqa: ARG002 -- for those that offer some
        """Links below the lines: label and address."""
        return []

"""How a piece stands in a channel: the states, what people call them, and the ways to ask for them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(StrEnum):
    """How a piece stands in a channel, the gravest first."""

    FAILED = "failed"
    ERRORS = "errors"
    OUTDATED = "outdated"
    WARNINGS = "warnings"
    RENDERING = "rendering"
    UNCHECKED = "unchecked"
    MISSING = "missing"
    DRAFT = "draft"
    READY = "ready"
    OFF = "off"


LABELS = {
    State.FAILED: _("Failed"),
    State.ERRORS: _("Errors"),
    State.OUTDATED: _("Override out of date"),
    State.WARNINGS: _("Warnings"),
    State.RENDERING: _("Being rendered"),
    State.UNCHECKED: _("Not checked yet"),
    State.MISSING: _("Not translated"),
    State.DRAFT: pgettext_lazy("state", "Draft"),
    State.READY: _("Ready"),
    State.OFF: _("Switched off"),
}
ORDER = {state: number for number, state in enumerate(State)}
#: Several states under one name, for who does not care which.
GROUPS = {"findings": (_("Any findings"), frozenset({State.ERRORS, State.WARNINGS}))}


@dataclass(frozen=True, slots=True)
class Cell:
    """One channel or format of a piece in a locale.

    `outdated` names the channel of an override whose source has changed since; the state may be a graver one.
    """

    state: State
    anchor: str
    counts: dict[str, int] = field(default_factory=dict)
    column: str = ""
    outdated: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.state])

    @property
    def number(self) -> int:
        """How many findings of the gravest kind there are."""
        severity = {State.ERRORS: "error", State.WARNINGS: "warning"}.get(self.state, "")
        return self.counts.get(severity, 0)

    @property
    def notes(self) -> int:
        """How many notes a ready cell has."""
        return self.counts.get("note", 0) if self.state is State.READY else 0

    @property
    def also_outdated(self) -> bool:
        """Whether an override is out of date, and something else is graver or comes first."""
        return bool(self.outdated) and self.state is not State.OUTDATED

    @property
    def states(self) -> frozenset[State]:
        """Every state it counts for."""
        return frozenset({self.state, State.OUTDATED}) if self.outdated else frozenset({self.state})


def asked_for(state: str) -> frozenset[State]:
    """The states of that name, or of that group; none where nobody knows it."""
    if state in GROUPS:
        return GROUPS[state][1]
    return frozenset({State(state)}) if state in set(State) else frozenset()


def state_choices() -> list[tuple[str, Any]]:
    """The states and groups, for a filter."""
    groups = [(key, label) for key, (label, _states) in GROUPS.items()]
    return [*groups, *((state.value, LABELS[state]) for state in State)]

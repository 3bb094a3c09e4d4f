"""Django system checks of the hub: `manage.py check` names what is set up wrongly, and the remedy."""

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register  # noqa: A004

from hub.settings.environment import Environment


@register()
def check_environment(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A misspelt variable has no effect and no error; so it is named here."""
    return [
        Warning(
            f"The environment variable {name} means nothing to the hub.",
            hint=f"Did you mean {guess}?" if guess else "hub/settings/README.md lists those there are.",
            id="hub.W001",
        )
        for name, guess in Environment(os.environ).unknown()
    ]

"""Django system checks of the hub: `manage.py check` names what is set up wrongly, and the remedy."""

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004
from wagtail.search.index import get_indexed_models

from brand import registry as rules
from hub.accounts.scoping import is_scoped
from hub.settings.environment import Environment
from renderers import registry as channels


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


@register()
def check_search_by_brand(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A search inside one's brands filters by primary key; without the field in the index every search fails."""
    return [
        Error(
            f"{model._meta.label} is seen by brand and searched, but its index cannot filter by primary key.",
            hint='Add index.FilterField("id") to its search_fields.',
            obj=model,
            id="hub.E001",
        )
        for model in get_indexed_models()
        if is_scoped(model) and "id" not in {field.field_name for field in model.get_filterable_search_fields()}
    ]


@register()
def check_plugins(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """An installed channel or rule that cannot be loaded is skipped; whoever installed it should know."""
    return [
        Warning(
            f"The plug-in {broken.name} cannot be loaded and is left out: {broken.reason}",
            hint="Update or uninstall its package.",
            id="hub.W002",
        )
        for broken in (*channels.broken_plugins(), *rules.broken_plugins())
    ]

"""Locales that callers name."""

from django.utils.translation import gettext as _

from hub.api.errors import wrong_parameters
from renderers.contract.errors import DocumentError
from renderers.display import babel_locale


def require_locale(locale: str, where: str) -> None:
    """Refuse what is no locale; "" says nothing and is none of our business.

    Raises:
        ProblemError: 422.
    """
    if not locale or (_is_spelled(locale) and _is_known(locale)):
        return
    what = _("“%(locale)s” is no locale. Write a language, or language and region: de, en-GB.")
    raise wrong_parameters(where, what % {"locale": locale[:50]})


def _is_spelled(locale: str) -> bool:
    return all(part.isascii() and part.isalnum() for part in locale.replace("_", "-").split("-"))


def _is_known(locale: str) -> bool:
    try:
        return bool(babel_locale(locale))
    except DocumentError:
        return False

"""Words of Wagtail's that its German catalog says in words nobody here uses: ours come first, and say them better."""

from django.utils.translation import gettext_noop

BORROWED = (gettext_noop("Switch locales"),)

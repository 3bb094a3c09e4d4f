"""Words of Wagtail's that its German catalog says in words nobody here uses: ours come first, and say them better."""

from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.admin.viewsets.chooser import ChooserViewSet

BORROWED = (gettext_noop("Switch locales"),)

# Said while the hub starts, in no user's language: the first tab of the dialogs that choose pictures and documents.
ChooserViewSet.search_tab_label = gettext_lazy("Search")

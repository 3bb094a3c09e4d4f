"""Where everything is. Public are `/media/` and `/api/`; the rest asks for a sign-in."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from hub.assets.views import serve_file
from hub.workbench.oversight import ScopedLogEntriesView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="root"),
    path("", include("hub.api.urls")),
    path("", include("hub.links.urls")),
    path("", include("hub.portal.urls")),  # asks for a sign-in where the brand wants one
    # Ours, under the addresses of Wagtail's, and behind its door.
    path("admin/reports/site-history/", require_admin_access(ScopedLogEntriesView.as_view())),
    path("admin/reports/site-history/results/", require_admin_access(ScopedLogEntriesView.as_view(results_only=True))),
    path("admin/", include(wagtailadmin_urls)),
    path("files/<path:name>", serve_file, name="stored_file"),
]

handler500 = "hub.accounts.outage.server_error"

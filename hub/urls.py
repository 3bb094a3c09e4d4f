"""Where everything is. Public are `/media/` and `/api/`; the rest asks for a sign-in."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from hub.assets.views import serve_file

urlpatterns = [
    path("", include("hub.api.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("files/<path:name>", serve_file, name="stored_file"),
]

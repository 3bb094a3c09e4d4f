"""A scratch project: Wagtail's APIs v2 and v3 over one page type with a text, as their documentation sets them up.

Settings, addresses and application in one module; `python wagtail_api.py` fills its database and prints an address.
"""

import os
from functools import cache
from typing import Any

SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "wagtail_api_pages",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "rest_framework",
    "ninja",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
ROOT_URLCONF = "wagtail_api"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("BENCH_DATABASE", ":memory:"),
        "CONN_MAX_AGE": 60,  # as ours
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS} | {
    "wagtailcore": None,
    "wagtailapi_v2": None,
}
MIGRATION_MODULES |= {f"wagtail{name}": None for name in ("users", "docs", "images", "search", "admin")}
WAGTAIL_SITE_NAME = "bench"
WAGTAILADMIN_BASE_URL = "http://localhost"
STATIC_URL = "/static/"
USE_TZ = True
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wagtail_api")


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The WSGI application, made at the first call: this module is its own settings."""
    return _made()(environ, start_response)


@cache
def _made() -> Any:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def __getattr__(name: str) -> Any:
    """The addresses, once the apps are there."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path
    from wagtail.api.v2.router import WagtailAPIRouter
    from wagtail.api.v2.views import PagesAPIViewSet
    from wagtail.api.v3.urls import api

    router = WagtailAPIRouter("wagtailapi")
    router.register_endpoint("pages", PagesAPIViewSet)
    globals()["urlpatterns"] = [path("api/v2/", router.urls), path("api/v3/", api.urls)]
    return globals()["urlpatterns"]

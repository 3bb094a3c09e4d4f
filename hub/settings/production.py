"""Everybody else: https, secure cookies, JSON logs. `manage.py check --deploy` finds nothing to say."""

from django.core.exceptions import ImproperlyConfigured

from hub.settings.base import *  # noqa: F403
from hub.settings.base import env
from hub.settings.logs import logging_config

env.require(["HUB_SECRET_KEY", "HUB_HOSTS"])

SECRET_KEY = env.text("HUB_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        f"HUB_SECRET_KEY: {len(SECRET_KEY)} characters are too few, 50 are the least. "
        "Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
SECRET_KEY_FALLBACKS = env.items("HUB_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.items("HUB_HOSTS")

HUB_BASE_URL = (env.text("HUB_BASE_URL") or f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
HUB_MEDIA_BASE = env.text("HUB_MEDIA_BASE") or f"{HUB_BASE_URL}/media/"
WAGTAILADMIN_BASE_URL = HUB_BASE_URL
CSRF_TRUSTED_ORIGINS = [HUB_BASE_URL]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("HUB_HTTPS_ONLY")
SECURE_HSTS_SECONDS = env.count("HUB_HSTS_SECONDS") if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("HUB_HSTS_SUBDOMAINS")
if env.flag("HUB_TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = logging_config(level=env.text("HUB_LOG_LEVEL"), style=env.text("HUB_LOG_FORMAT") or "json")

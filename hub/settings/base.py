"""What dev, test and production have in common; every choice comes from `environment.py`."""

import os

from hub.accounts.timezones import known_time_zones
from hub.settings import services
from hub.settings.environment import ROOT, Environment
from hub.settings.logs import logging_config

env = Environment(os.environ)

BASE_DIR = ROOT
DATA_DIR = env.path("HUB_DATA_DIR")
DEBUG = False

# One app a line, ours first (their templates win over Wagtail's), lowest layer last.
INSTALLED_APPS = [
    "hub",
    "hub.demo",
    "hub.workbench",
    "hub.portal",
    "hub.delivery",
    "hub.audits",
    "hub.variants",
    "hub.content",
    "hub.links",
    "hub.guidelines",
    "hub.assets",
    "hub.accounts",
    "wagtail.contrib.typed_table_block",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "hub.accounts.apps.ScopedUsersConfig",  # wagtail.users with forms that know brands
    "wagtail.locales",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # Wagtail says when in its words, and they are translated here
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.api.manners.MannersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hub.accounts.outage.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hub.assets.guard.AssetGuardMiddleware",
    "hub.accounts.deleting.DeletionMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- storage, tasks, cache, search, mail -----------------------------------------------------------------------------
DATABASES = {"default": services.database(env, env.address("HUB_DATABASE_URL"), data_dir=DATA_DIR)}
HUB_DATABASE_SECONDS = env.count("HUB_DATABASE_SECONDS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = services.tasks(env)
RQ_QUEUES = services.rq_queues(env)
if RQ_QUEUES:
    INSTALLED_APPS.append("django_rq")
CACHES = services.caches(env)
STORAGES = services.storages(env.address("HUB_STORAGE_URL"), data_dir=DATA_DIR)
WAGTAILSEARCH_BACKENDS = services.search(env)
globals().update(services.email(env.address("HUB_EMAIL_URL")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("HUB_EMAIL_FROM")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Stored files are shown inside the admin only, by a view that asks whose they are. `/media/` is another thing: the
# public, content-addressed pictures of sent mails and pages.
MEDIA_URL = "/files/"

# --- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = env.text("HUB_LANGUAGE")
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "hub" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("HUB_TIME_ZONE")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = known_time_zones()

# --- people and requests ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
X_FRAME_OPTIONS = "DENY"  # Wagtail's previews, shown in frames of the admin, lift this for themselves
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "einklang_session", "einklang_csrf"
# A piece of 60 blocks with overrides and facts posts a few thousand fields; Django's default is 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# --- Wagtail ---------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Einklang"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Nothing phones home and no address of a user goes to an avatar service.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# What the brand check approves goes live, although editors may not publish past it.
WAGTAIL_FINISH_WORKFLOW_ACTION = "hub.audits.publishing.publish_approved"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "hub.content.rich_editor.RememberingRichTextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "assets.ImageAsset"
WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.assets.forms.ImageAssetForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.count("HUB_IMAGE_MAX_MB") * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.count("HUB_IMAGE_MAX_MEGAPIXELS") * 1_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "assets.DocumentAsset"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "hub.assets.forms.DocumentAssetForm"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "svg",
    "ai",
    "eps",
    "png",
    "jpg",
    "ttf",
    "otf",
    "woff2",
    "zip",
    "txt",
    "md",
    "csv",
    "docx",
    "xlsx",
    "pptx",
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.count("HUB_DOCUMENT_MAX_MB") * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "direct"  # Wagtail's own view would hand documents of every brand to anybody

# --- addresses and logs ----------------------------------------------------------------------------------------------
HUB_BASE_URL = (env.text("HUB_BASE_URL") or "http://localhost:8000").rstrip("/")
HUB_MEDIA_BASE = env.text("HUB_MEDIA_BASE") or f"{HUB_BASE_URL}/media/"
HUB_API_RATE = env.count("HUB_API_RATE")
WAGTAILADMIN_BASE_URL = HUB_BASE_URL
HUB_SHORT_BASE = f"{env.text('HUB_SHORT_BASE').rstrip('/')}/" if env.text("HUB_SHORT_BASE") else ""
#: Who pulled what is written down every so many seconds; 0: only when somebody calls for it.
HUB_LEDGER_SECONDS = 5.0
HUB_WEBHOOK_TRUSTED = services.endpoints(env, "HUB_WEBHOOK_TRUSTED")
LOGGING = logging_config(level=env.text("HUB_LOG_LEVEL"), style=env.text("HUB_LOG_FORMAT") or "text")

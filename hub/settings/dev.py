"""A desk: localhost:8000, debug pages, a secret key made on the spot, mail printed to the log."""

from hub.settings.base import *  # noqa: F403
from hub.settings.base import DATA_DIR, env
from hub.settings.secret import kept_secret_key

DEBUG = True
SECRET_KEY = env.text("HUB_SECRET_KEY") or kept_secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env.items("HUB_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.items("HUB_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

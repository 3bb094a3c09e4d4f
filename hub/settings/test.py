"""The test run: nothing of the developer's environment, a database of its own, tasks at once."""

import os
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("HUB_") and not name.startswith("HUB_TEST_")]:
    del os.environ[_name]

from hub.settings import services  # noqa: E402
from hub.settings.base import *  # noqa: E402, F403
from hub.settings.base import DATA_DIR, env  # noqa: E402

SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {
    "default": services.database(env, env.address("HUB_TEST_DATABASE_URL"), data_dir=DATA_DIR) | {"CONN_MAX_AGE": 0}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as outside of tests: the threads of a server share a database in memory, where readers are turned away.
    _file = Path(tempfile.gettempdir()) / f"einklang-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": list(services.QUEUES)}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HUB_LEDGER_SECONDS = 0.0
#: A slow machine is no reason to fail; what bounds statements is tested with a server of its own.
HUB_DATABASE_SECONDS = 0

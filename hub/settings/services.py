"""Environment -> Django's dictionaries for database, tasks, cache, storage, search and mail."""

import ipaddress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from hub.settings.environment import Address, Environment

# 'default' is the queue that Wagtail's own tasks use (search index, references, files).
QUEUES = ("default", "render", "audit")
SQLITE_BUSY_MS = 20_000
POSTGRESQL_CONNECT_S = 5
#: Seconds and times; libpq's names. Where nobody says so, systems ask after two hours.
POSTGRESQL_KEEPALIVE = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}


def database(env: Environment, address: Address | None, *, data_dir: Path) -> dict[str, Any]:
    """One entry of `DATABASES`."""
    if address is None or address.scheme == "sqlite":
        return _sqlite(env, address.path.removeprefix("/") if address else "", data_dir=data_dir)
    return _postgresql(env, address)


def _sqlite(env: Environment, path: str, *, data_dir: Path) -> dict[str, Any]:
    # sqlite:///var/x.sqlite3 is relative to the working folder, sqlite:////srv/x.sqlite3 absolute, as elsewhere.
    name = path or str(data_dir / "hub.sqlite3")
    if not path:
        data_dir.mkdir(parents=True, exist_ok=True)
    # Measured with 8 writers: not one "database is locked", where Django's default has hundreds.
    synchronous = env.text("HUB_SQLITE_SYNCHRONOUS")
    pragmas = f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA busy_timeout={SQLITE_BUSY_MS};"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # Opening the file costs more than most of what is asked of it.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": SQLITE_BUSY_MS / 1000, "init_command": pragmas},
    }


def _postgresql(env: Environment, address: Address) -> dict[str, Any]:
    _need("psycopg", "HUB_DATABASE_URL=postgresql://")
    # A server that accepts connections and never answers is as good as none; without this, requests wait for minutes.
    # One whose machine is gone is noticed by TCP. (How long a statement may take: hub.accounts.patience.)
    options: dict[str, Any] = {
        "connect_timeout": str(POSTGRESQL_CONNECT_S),
        **POSTGRESQL_KEEPALIVE,
        **address.query,
    }
    pool = env.count("HUB_DATABASE_POOL")
    if pool:
        _need("psycopg_pool", "HUB_DATABASE_POOL")
        from hub.settings.postgresql.connection import PatientConnection

        options["pool"] = {"min_size": 1, "max_size": pool, "connection_class": PatientConnection}
    return {
        "ENGINE": "hub.settings.postgresql",
        "NAME": address.path.removeprefix("/"),
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": str(address.port or ""),
        # A pool and persistent connections exclude each other.
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def tasks(env: Environment) -> dict[str, Any]:
    """`TASKS`: one interface (django-tasks) for the hub's work and for Wagtail's own."""
    if env.text("HUB_TASKS") == "database":
        return {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": list(QUEUES)}}
    if not env.text("HUB_REDIS_URL"):
        raise ImproperlyConfigured("HUB_TASKS=rq needs HUB_REDIS_URL, the address of a Valkey or Redis server.")
    _need("django_tasks_rq", "HUB_TASKS=rq")
    return {"default": {"BACKEND": "hub.variants.queues.PatientRQBackend", "QUEUES": list(QUEUES)}}


def rq_queues(env: Environment) -> dict[str, Any]:
    """`RQ_QUEUES`, one a queue; empty where RQ is not used."""
    if env.text("HUB_TASKS") != "rq":
        return {}
    url = _impatient(env.text("HUB_REDIS_URL"))
    return {queue: {"URL": url, "DEFAULT_TIMEOUT": 900} for queue in QUEUES}


def _impatient(url: str) -> str:
    """The address with time limits for a server that never answers, unless it has some: people wait in front of it."""
    parts = urlsplit(url)
    limits = {"socket_connect_timeout": "0.5", "socket_timeout": "1", **dict(parse_qsl(parts.query))}
    return parts._replace(query=urlencode(limits)).geturl()


def caches(env: Environment) -> dict[str, Any]:
    """`CACHES`: in the process, or on Valkey/Redis with a backend that survives the server's absence."""
    if not env.text("HUB_REDIS_URL"):
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "hub"}}
    _need("redis", "HUB_REDIS_URL")
    return {
        "default": {
            "BACKEND": "hub.settings.cache.PatientRedisCache",
            "LOCATION": env.text("HUB_REDIS_URL"),
            "KEY_PREFIX": "einklang",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }


def storages(address: Address | None, *, data_dir: Path) -> dict[str, Any]:
    """`STORAGES`: files on disk below the data folder, or an S3-compatible bucket."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if address is not None and address.scheme == "s3":
        return {"default": _s3(address), "staticfiles": static}
    folder = Path(address.path) if address else data_dir / "media"
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    return {"default": default, "staticfiles": static}


def _s3(address: Address) -> dict[str, Any]:
    _need("storages", "HUB_STORAGE_URL=s3://")
    options: dict[str, Any] = {
        "bucket_name": address.host,
        "location": address.path.strip("/"),
        # Names are content hashes or made unique; a second writer must never replace the first one's bytes.
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
    }
    for query, option in (("endpoint", "endpoint_url"), ("region", "region_name")):
        if query in address.query:
            options[option] = address.query[query]
    if address.user:
        options |= {"access_key": address.user, "secret_key": address.password}
    return {"BACKEND": "hub.settings.bucket.PatientBucket", "OPTIONS": options}


def search(env: Environment) -> dict[str, Any]:
    """`WAGTAILSEARCH_BACKENDS`."""
    backend: dict[str, Any] = {"BACKEND": env.text("HUB_SEARCH_BACKEND")}
    if urls := env.items("HUB_SEARCH_URLS"):
        backend |= {"URLS": urls, "INDEX_PREFIX": env.text("HUB_SEARCH_INDEX"), "TIMEOUT": 5}
    return {"default": backend}


def endpoints(env: Environment, name: str) -> tuple[tuple[str, int], ...]:
    """Pairs of IP address and port."""
    found = []
    for item in env.items(name):
        host, _colon, port = item.rpartition(":")
        try:
            address = str(ipaddress.ip_address(host.strip("[]")))
            found.append((address, int(port)))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {item!r} is no ADDRESS:PORT, such as 10.0.0.7:8080.") from error
    return tuple(found)


def email(address: Address | None) -> dict[str, Any]:
    """The `EMAIL_` settings."""
    if address is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    secure = address.scheme == "smtps"
    starttls = address.query.get("starttls", "0") == "1"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.host,
        "EMAIL_PORT": address.port or (465 if secure else 587 if starttls else 25),
        "EMAIL_HOST_USER": address.user,
        "EMAIL_HOST_PASSWORD": address.password,
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": starttls and not secure,
        "EMAIL_TIMEOUT": 20,
    }


def _need(module: str, wanted_by: str) -> None:
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{wanted_by} needs the Python module {module!r}: pip install 'einklang[scale]'.")

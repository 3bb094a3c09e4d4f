"""The one place that reads the environment: every `HUB_` variable, its kind, its default and what it is for."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HUB_"
ROOT = Path(__file__).resolve().parents[2]
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting of the environment: `kind` says how its text is read, `default` is written as text, too."""

    name: str
    kind: str
    default: str
    help: str
    choices: tuple[str, ...] = ()


VARIABLES = (
    Variable("HUB_SECRET_KEY", "text", "", "Signs sessions. Required in production; at least 50 characters."),
    Variable(
        "HUB_SECRET_KEY_FALLBACKS",
        "list",
        "",
        "Earlier secret keys: what they signed and sealed is still read. Take them out after a rotation.",
    ),
    Variable("HUB_HOSTS", "list", "", "Host names the hub answers to. Required in production."),
    Variable(
        "HUB_BASE_URL",
        "http",
        "",
        "Public address of the hub. Default: http://localhost:8000, in production https:// and the first host.",
    ),
    Variable(
        "HUB_MEDIA_BASE",
        "http",
        "",
        "Address under which sent mails find their pictures, a CDN for instance. Default: base address + /media/.",
    ),
    Variable(
        "HUB_SHORT_BASE",
        "http",
        "",
        "Address under which SMS and print get short links, such as https://kg.example/s/. Default: they get none.",
    ),
    Variable(
        "HUB_DATA_DIR", "path", "var", "Folder for everything the embedded hub writes: database, files, static files."
    ),
    Variable(
        "HUB_DATABASE_URL",
        "database",
        "",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME. Default: hub.sqlite3 in the data folder.",
    ),
    Variable(
        "HUB_DATABASE_POOL",
        "count",
        "0",
        "PostgreSQL only: largest size of the connection pool of a process; 0 for none.",
    ),
    Variable(
        "HUB_DATABASE_SECONDS",
        "count",
        "20",
        "PostgreSQL only: seconds a request waits for a statement, then 503; 0: as long as it takes, as workers do.",
    ),
    Variable(
        "HUB_SQLITE_SYNCHRONOUS",
        "choice",
        "NORMAL",
        "FULL survives a power cut without losing the last commits, at half the speed.",
        ("NORMAL", "FULL"),
    ),
    Variable(
        "HUB_TASKS",
        "choice",
        "database",
        "Where background tasks wait: in the database, or with RQ on Valkey/Redis.",
        ("database", "rq"),
    ),
    Variable(
        "HUB_REDIS_URL",
        "redis",
        "",
        "redis://HOST:PORT/DB of a Valkey or Redis server: cache and rate limits, with HUB_TASKS=rq tasks, too.",
    ),
    Variable(
        "HUB_STORAGE_URL",
        "storage",
        "",
        "file:///PATH or s3://BUCKET/PREFIX?endpoint=URL&region=NAME. Default: media in the data folder.",
    ),
    Variable(
        "HUB_SEARCH_BACKEND",
        "text",
        "wagtail.search.backends.database",
        "Dotted path of any search backend that Wagtail has.",
    ),
    Variable("HUB_SEARCH_URLS", "list", "", "Addresses of the search servers, if the backend needs them."),
    Variable("HUB_SEARCH_INDEX", "text", "einklang", "Name of the index on the search servers."),
    Variable(
        "HUB_EMAIL_URL",
        "email",
        "",
        "smtp://USER:PASSWORD@HOST:PORT (smtps:// for TLS from the start, ?starttls=1). Default: mail goes to the log.",
    ),
    Variable("HUB_EMAIL_FROM", "text", "einklang@localhost", "Sender of the hub's own notices to its users."),
    Variable(
        "HUB_LANGUAGE", "choice", "en", "Language of the admin and the API where nobody asked for one.", ("en", "de")
    ),
    Variable(
        "HUB_TIME_ZONE",
        "text",
        "Europe/Berlin",
        "IANA time zone in which the admin shows dates; each brand has its own.",
    ),
    Variable(
        "HUB_WEBHOOK_TRUSTED",
        "list",
        "",
        "ADDRESS:PORT of receivers in one's own network that webhooks may reach, for instance 10.0.0.7:8080.",
    ),
    Variable("HUB_IMAGE_MAX_MB", "count", "25", "Largest picture that may be uploaded, in megabytes."),
    Variable(
        "HUB_IMAGE_MAX_MEGAPIXELS",
        "count",
        "50",
        "Largest picture that may be uploaded, in millions of pixels; checked before decoding.",
    ),
    Variable("HUB_DOCUMENT_MAX_MB", "count", "100", "Largest document that may be uploaded, in megabytes."),
    Variable(
        "HUB_API_RATE",
        "count",
        "1200",
        "Requests a minute that an API token may make; renders and checks count tenfold, 304 not at all; 0: no limit.",
    ),
    Variable("HUB_TRUST_PROXY", "flag", "0", "Believe X-Forwarded-Proto. Only behind a proxy that sets it itself."),
    Variable(
        "HUB_HTTPS_ONLY",
        "flag",
        "1",
        "Production only: redirect to https and send HSTS. Off only where a proxy does both.",
    ),
    Variable("HUB_HSTS_SECONDS", "count", "31536000", "How long browsers remember to use https."),
    Variable("HUB_HSTS_SUBDOMAINS", "flag", "1", "Let HSTS hold for the subdomains of the hub's host, too."),
    Variable(
        "HUB_LOG_LEVEL",
        "choice",
        "INFO",
        "Least serious log line that is written.",
        ("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
    Variable("HUB_LOG_FORMAT", "choice", "", "Default: json in production, text elsewhere.", ("json", "text")),
    Variable(
        "HUB_TEST_DATABASE_URL", "database", "", "Tests only: the database to test on. Default: SQLite in memory."
    ),
    Variable("HUB_TEST_REDIS_URL", "redis", "", "Tests only: a Valkey or Redis server that the tests may empty."),
)
KNOWN = {variable.name: variable for variable in VARIABLES}
SCHEMES = {
    "http": ("http", "https"),
    "redis": ("redis", "rediss", "unix"),
    "database": ("sqlite", "postgresql", "postgres"),
    "storage": ("file", "s3"),
    "email": ("smtp", "smtps"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken to pieces: user and password unquoted, the query as a mapping."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    path: str
    query: dict[str, str]
    url: str


class Environment:
    """The `HUB_` variables, read on demand; what is wrong is named with what is allowed."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {name: value.strip() for name, value in values.items() if name.startswith(PREFIX)}

    def text(self, name: str) -> str:
        """The variable's text, or its default when it is absent or empty."""
        variable = KNOWN[name]
        value = self.values.get(name, "") or variable.default
        if variable.choices and value and value not in variable.choices:
            raise _wrong(name, value, f"one of {', '.join(variable.choices)}")
        return value

    def flag(self, name: str) -> bool:
        """A yes or no."""
        value = self.text(name).lower()
        if value not in TRUE + FALSE:
            raise _wrong(name, value, f"one of {', '.join(TRUE + FALSE)}")
        return value in TRUE

    def count(self, name: str) -> int:
        """A whole number, zero or more."""
        value = self.text(name)
        if not (value.isascii() and value.isdigit()):
            raise _wrong(name, value, "a whole number, zero or more")
        return int(value)

    def items(self, name: str) -> list[str]:
        """A list of texts, separated by commas."""
        return [item for item in (part.strip() for part in self.text(name).split(",")) if item]

    def path(self, name: str) -> Path:
        """A folder; relative ones start at the folder that holds `manage.py`."""
        return ROOT / Path(self.text(name)).expanduser()

    def address(self, name: str) -> Address | None:
        """A URL with one of the schemes that this variable takes, in pieces; None when it is not set."""
        value = self.text(name)
        if not value:
            return None
        schemes = SCHEMES[KNOWN[name].kind]
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError as error:
            raise _wrong(name, _hide_password(value), f"a URL ({error})") from error
        if parts.scheme not in schemes:
            raise _wrong(
                name, _hide_password(value), f"a URL that starts with {' or '.join(s + '://' for s in schemes)}"
            )
        if not parts.hostname and parts.scheme not in ("sqlite", "file", "unix"):
            raise _wrong(name, _hide_password(value), f"a URL with a host, {parts.scheme}://HOST...")
        return Address(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            path=unquote(parts.path),
            query=dict(parse_qsl(parts.query)),
            url=value,
        )

    def unknown(self) -> list[tuple[str, str]]:
        """Variables that start with the prefix and mean nothing, each with the known name it resembles (or "")."""
        return [
            (name, next(iter(difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.75)), ""))
            for name in sorted(self.values)
            if name not in KNOWN
        ]

    def require(self, names: Iterable[str]) -> None:
        """Raise `ImproperlyConfigured` naming, all at once, those that are not set."""
        missing = [f"{name}: {KNOWN[name].help}" for name in names if not self.text(name)]
        if missing:
            raise ImproperlyConfigured("Set these environment variables:\n  " + "\n  ".join(missing))


def _wrong(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {value!r} is not allowed here. Allowed: {allowed}. {KNOWN[name].help}")


def _hide_password(url: str) -> str:
    """The URL without what stands between the scheme and the host: errors end up in logs."""
    head, separator, tail = url.rpartition("@")
    scheme = head.partition("://")[0]
    return f"{scheme}://...@{tail}" if separator else url

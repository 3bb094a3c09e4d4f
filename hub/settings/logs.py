"""What the hub writes to its log: one line an event, as text or JSON, and never a secret."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

# API tokens, webhook secrets, whatever follows "Bearer", passes to portals, and passwords inside URLs.
_SECRETS = re.compile(
    r"(?P<token>\bein_)[A-Za-z0-9]{6,}|(?P<hook>\bwhsec_)[A-Za-z0-9+/=_-]{6,}"
    r"|(?P<pass>[?&]pass=)[^\s&'\"]{6,}"
    r"|(?P<bearer>\bBearer\s+)[^\s'\",;]{6,}|(?P<login>\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)",
    re.IGNORECASE,
)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """The text with every secret replaced by its kind: `ein_***`."""
    return _SECRETS.sub(lambda hit: f"{hit[hit.lastgroup or 0]}***", text)


class SecretFilter(logging.Filter):
    """Takes secrets out of a record before any formatter or service sees it: message, arguments, traceback, extras."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: nothing is dropped, only made harmless."""
        record.msg, record.args = redact(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        for name, value in vars(record).items():
            if name not in _STANDARD and isinstance(value, str):
                setattr(record, name, redact(value))
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with UTC time; fields given as `extra=` come along."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = record.exc_text or self.formatException(record.exc_info)
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD and name != "request"}
        return redact(json.dumps(entry, ensure_ascii=False, default=str))


def logging_config(*, level: str, style: str) -> dict[str, Any]:
    """Django's `LOGGING`: everything to standard error, through the filter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"secrets": {"()": "hub.settings.logs.SecretFilter"}},
        "formatters": {
            "json": {"()": "hub.settings.logs.JsonFormatter"},
            "text": {"format": "{asctime} {levelname:7} {name}: {message}", "style": "{"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style, "filters": ["secrets"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django brings handlers of its own; without these lines errors are written twice, once unfiltered.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # Says hello when it is loaded.
            "pikepdf": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }

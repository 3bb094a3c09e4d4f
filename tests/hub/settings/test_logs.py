"""The log is readable by machines and never carries a secret."""

import io
import json
import logging

import pytest

from hub.settings.logs import JsonFormatter, SecretFilter, logging_config, redact

TOKEN = "ein_" + "Ab3" * 13
SECRETS = [
    (f"Authorization: Bearer {TOKEN}", TOKEN),
    (f"/sync?token={TOKEN}&x=1", TOKEN),
    ("Bearer abcdef.ghijkl-mnop", "abcdef.ghijkl"),
    ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    ("GET /brand/nordlicht/?language=de&pass=WzEsMSwiMjAyNi0xMi0zMSJd:abcDEF-_9 HTTP/1.1", "WzEsMSwiMjAyNi0xMi0zMSJd"),
    ("redis://default:geheim1@cache:6379/0", "geheim1"),
    ("postgresql://hub:s3cr+t@db/hub", "s3cr+t"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_secrets_become_stars(text, secret):
    assert secret not in redact(text)
    assert "***" in redact(text)


@pytest.mark.parametrize(
    "text", ["ein_ Beispiel", "ein Bearer", "https://hub.example:8000/a@b", "einklang", "Preis: 1.299 €"]
)
def test_the_rest_stays(text):
    assert redact(text) == text


@pytest.fixture
def logged():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(SecretFilter())
    handler.setFormatter(JsonFormatter())
    log = logging.Logger("probe")  # noqa: LOG001  (one of its own, so that nothing else listens)
    log.addHandler(handler)
    return log, out


def test_a_line_is_one_json_object_with_what_was_given(logged):
    log, out = logged
    log.warning("Slot %s\nwith a line break", "täglich", extra={"brand": "nordlicht", "attempt": 2})
    (line,) = out.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["message"] == "Slot täglich\nwith a line break"
    assert (entry["level"], entry["logger"], entry["brand"], entry["attempt"]) == ("WARNING", "probe", "nordlicht", 2)
    assert entry["time"].endswith("+00:00")


def test_no_way_for_a_secret(logged):
    log, out = logged
    log.info("token %s", TOKEN)
    log.info("header", extra={"header": f"Bearer {TOKEN}", "nested": {"token": TOKEN}})
    try:
        raise ValueError(f"bad token {TOKEN}")
    except ValueError:
        log.exception("failed")
    assert TOKEN not in out.getvalue()
    assert "ValueError" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 3


def test_text_logs_are_filtered_too():
    config = logging_config(level="INFO", style="text")
    assert config["handlers"]["stderr"]["filters"] == ["secrets"]
    assert all(not logger["handlers"] for logger in config["loggers"].values())

"""Every setting comes from the environment, is described, and says what is wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.settings import environment, services
from hub.settings.environment import KNOWN, ROOT, VARIABLES, Environment
from hub.settings.secret import kept_secret_key

PAGE = ROOT / "hub" / "settings" / "README.md"
KEY = "k" * 49 + "-abcdefghij"


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_described_and_its_default_is_valid(variable):
    assert variable.name.startswith("HUB_")
    assert len(variable.help) > 20
    line = next((line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{variable.name}`")), "")
    assert variable.help in line, f"{variable.name} is not described in {PAGE}"
    env = Environment({})
    read = {"flag": env.flag, "count": env.count, "list": env.items, "path": env.path}.get(variable.kind)
    if read is None and variable.kind in environment.SCHEMES:
        read = env.address
    (read or env.text)(variable.name)


def test_the_page_describes_nothing_else():
    named = [line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `HUB_")]
    assert named == [variable.name for variable in VARIABLES]


@pytest.mark.parametrize(
    ("name", "value", "read", "says"),
    [
        ("HUB_TRUST_PROXY", "maybe", "flag", "HUB_TRUST_PROXY: 'maybe' is not allowed here. Allowed: one of 1, true"),
        ("HUB_IMAGE_MAX_MB", "-3", "count", "a whole number, zero or more"),
        ("HUB_IMAGE_MAX_MB", "²", "count", "a whole number"),
        ("HUB_TASKS", "celery", "text", "one of database, rq"),
        ("HUB_DATABASE_URL", "mysql://h/x", "address", "sqlite:// or postgresql://"),
        ("HUB_DATABASE_URL", "postgresql:///x", "address", "a URL with a host"),
        ("HUB_DATABASE_URL", "postgresql://h:port/x", "address", "a URL"),
        ("HUB_REDIS_URL", "localhost:6379", "address", "redis:// or rediss://"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(name, value, read, says):
    with pytest.raises(ImproperlyConfigured) as caught:
        getattr(Environment({name: value}), read)(name)
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_a_wrong_address_does_not_tell_its_password():
    with pytest.raises(ImproperlyConfigured) as caught:
        Environment({"HUB_DATABASE_URL": "mysql://me:geheim@db/x"}).address("HUB_DATABASE_URL")
    assert "geheim" not in str(caught.value)
    assert "db/x" in str(caught.value)


def test_misspelt_variables_are_named_with_the_one_that_was_meant():
    env = Environment({"HUB_DATABSE_URL": "x", "HUB_PORT": "tcp://10.0.0.1:80", "HUB_TASKS": "rq", "OTHER": "x"})
    assert env.unknown() == [("HUB_DATABSE_URL", "HUB_DATABASE_URL"), ("HUB_PORT", "")]


def test_empty_means_not_set():
    assert Environment({"HUB_TASKS": " "}).text("HUB_TASKS") == KNOWN["HUB_TASKS"].default
    assert Environment({"HUB_HOSTS": " a.example , ,b.example"}).items("HUB_HOSTS") == ["a.example", "b.example"]


def database(**values):
    env = Environment({f"HUB_{name.upper()}": value for name, value in values.items()})
    return services.database(env, env.address("HUB_DATABASE_URL"), data_dir=Path("/data"))


def test_sqlite_waits_instead_of_failing():
    config = database(sqlite_synchronous="FULL", database_url="sqlite:///var/x.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]


def test_sqlite_addresses_are_relative_with_three_strokes_and_absolute_with_four():
    assert database(database_url="sqlite:///var/x.sqlite3")["NAME"] == "var/x.sqlite3"
    assert database(database_url="sqlite:////srv/x.sqlite3")["NAME"] == "/srv/x.sqlite3"


def test_who_knows_better_sets_the_time_limits_in_the_address():
    config = database(database_url="postgresql://db/x?connect_timeout=60")
    assert config["OPTIONS"]["connect_timeout"] == "60"
    env = Environment({"HUB_TASKS": "rq", "HUB_REDIS_URL": "redis://cache:6379/1?socket_timeout=7"})
    assert (
        services.rq_queues(env)["render"]["URL"] == "redis://cache:6379/1?socket_connect_timeout=0.5&socket_timeout=7"
    )


def test_postgresql_by_address_alone():
    config = database(database_url="postgresql://hub:p%40ss@db.example:6432/einklang?sslmode=require")
    assert config["ENGINE"].endswith("postgresql")
    assert (config["USER"], config["PASSWORD"], config["HOST"], config["PORT"], config["NAME"]) == (
        "hub",
        "p@ss",
        "db.example",
        "6432",
        "einklang",
    )
    assert config["OPTIONS"] == {"sslmode": "require", "connect_timeout": "5", **services.POSTGRESQL_KEEPALIVE}
    pooled = database(database_url="postgresql://db/x", database_pool="5")
    assert pooled["OPTIONS"]["pool"]["max_size"] == 5
    assert pooled["CONN_MAX_AGE"] == 0


def test_tasks_cache_storage_search_and_mail():
    env = Environment({})
    assert services.tasks(env)["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert "default" in services.tasks(env)["default"]["QUEUES"]
    assert "locmem" in services.caches(env)["default"]["BACKEND"]
    assert services.rq_queues(env) == {}
    with pytest.raises(ImproperlyConfigured, match="HUB_REDIS_URL"):
        services.tasks(Environment({"HUB_TASKS": "rq"}))
    env = Environment({"HUB_TASKS": "rq", "HUB_REDIS_URL": "redis://cache:6379/0"})
    assert services.tasks(env)["default"]["BACKEND"] == "hub.variants.queues.PatientRQBackend"
    assert set(services.rq_queues(env)) == set(services.QUEUES)
    assert services.caches(env)["default"]["LOCATION"] == "redis://cache:6379/0"
    env = Environment({"HUB_EMAIL_URL": "smtp://me:pw@mail.example?starttls=1", "HUB_SEARCH_URLS": "http://a,http://b"})
    mail = services.email(env.address("HUB_EMAIL_URL"))
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (587, True, False)
    assert services.search(env)["default"]["URLS"] == ["http://a", "http://b"]
    files = services.storages(None, data_dir=Path("/data"))
    assert files["default"]["OPTIONS"]["location"] == "/data/media"


def test_s3_says_what_to_install(monkeypatch):
    env = Environment({"HUB_STORAGE_URL": "s3://bucket/pre/fix?endpoint=https://s3.example&region=eu"})
    monkeypatch.setattr(services, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install 'einklang\[scale\]'"):
        services.storages(env.address("HUB_STORAGE_URL"), data_dir=Path("/data"))
    monkeypatch.setattr(services, "find_spec", lambda name: object())
    options = services.storages(env.address("HUB_STORAGE_URL"), data_dir=Path("/data"))["default"]["OPTIONS"]
    assert (options["bucket_name"], options["location"]) == ("bucket", "pre/fix")
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example", "eu")


def test_the_secret_is_made_once_and_is_the_owners_only(tmp_path):
    key = kept_secret_key(tmp_path / "new")
    assert len(key) >= 50
    assert kept_secret_key(tmp_path / "new") == key
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


def manage(*arguments, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def production(tmp_path, **variables):
    given = {"HUB_SECRET_KEY": KEY, "HUB_HOSTS": "hub.example", "HUB_DATA_DIR": str(tmp_path)} | variables
    return given | {"DJANGO_SETTINGS_MODULE": "hub.settings.production"}


def test_production_is_clean_under_deploy(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_production_at_scale_is_clean_by_environment_alone(tmp_path):
    scale = {"HUB_DATABASE_URL": "postgresql://hub:x@db/hub", "HUB_DATABASE_POOL": "4", "HUB_TASKS": "rq"}
    scale |= {"HUB_REDIS_URL": "redis://cache:6379/0", "HUB_TRUST_PROXY": "1", "HUB_EMAIL_URL": "smtps://u:p@mail"}
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production(tmp_path, **scale))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("missing", "says"),
    [({"HUB_SECRET_KEY": "", "HUB_HOSTS": ""}, "HUB_HOSTS"), ({"HUB_SECRET_KEY": "short"}, "50 are the least")],
)
def test_production_refuses_to_start_half_configured(tmp_path, missing, says):
    done = manage("check", **production(tmp_path, **missing))
    assert done.returncode != 0
    assert says in done.stderr
    assert "HUB_SECRET_KEY" in done.stderr


def test_a_misspelt_variable_is_a_warning(tmp_path):
    done = manage("check", HUB_DATA_DIR=str(tmp_path), HUB_HOST="x", DJANGO_SETTINGS_MODULE="hub.settings.dev")
    assert "(hub.W001)" in done.stderr
    assert "Did you mean HUB_HOSTS?" in done.stderr


def test_the_test_settings_ignore_the_desk(tmp_path):
    code = (
        "import os; import hub.settings.test as s; print(s.LANGUAGE_CODE, [n for n in os.environ if n[:4] == 'HUB_'])"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    env = kept | {"HUB_LANGUAGE": "de", "HUB_TASKS": "nonsense"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "en []"

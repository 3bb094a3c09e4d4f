"""A browser without a window. Skipped, with one line that says what to install, where there is none."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from tests.browser.person import NOTE_AUTOSAVE, Person
from tests.hub.accounts.factories import BrandFactory, UserFactory

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name, found in (("chromium", CHROMIUM), ("chromium-driver", DRIVER)) if not found]
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.chromium)
            # One browser at a time: two would starve each other.
            item.add_marker(pytest.mark.xdist_group("chromium"))
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"no Chromium: apt-get install {' '.join(missing)}"))


def forget_content_types() -> None:
    """Permission policies remember numbers of content types, which an earlier test's end gave to others."""
    ContentType.objects.clear_cache()
    for policy in {**policy_registry.values_by_class, **policy_registry.values_by_exact_class}.values():
        getattr(policy, "__dict__", {}).pop("_content_type", None)


@pytest.fixture
def brand(transactional_db: None) -> Brand:
    if not Page.objects.exists():  # a migration made it, an earlier test's end swept it away
        Page.add_root(title="Root", slug="root")
    forget_content_types()
    return BrandFactory(key="nordlicht", name="Nordlicht")


@pytest.fixture
def manager(brand: Brand) -> User:
    return UserFactory(username="maren", role=Role.BRAND_MANAGER, brands=[brand], language="de")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1440,1000",
    ):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(DRIVER))
    started.set_page_load_timeout(60)
    started.set_script_timeout(60)
    started.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NOTE_AUTOSAVE})
    yield started
    started.quit()


@pytest.fixture
def person(browser: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody in front of the browser."""
    ARTEFACTS.mkdir(exist_ok=True)
    cache.clear()  # Wagtail remembers renditions by number; numbers come again, their files do not
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    # What the last test's page asked for after its person had left is nobody's complaint.
    browser.get("about:blank")
    browser.get_log("browser")
    with served() as under_way:
        one = Person(browser, live_server.url, ARTEFACTS, under_way)
        yield one
        one.leave(f"last-{request.node.name}".replace("[", "-").replace("]", ""))
        # The tables are swept next: a page's last request must not hold one of them.
        until = time.monotonic() + 30
        while under_way and time.monotonic() < until:
            time.sleep(0.05)


@contextmanager
def served() -> Iterator[set[int]]:
    """The threads of the live server that are answering a request right now."""
    under_way: set[int] = set()

    def begin(**_: Any) -> None:
        under_way.add(threading.get_ident())

    def end(**_: Any) -> None:
        under_way.discard(threading.get_ident())

    request_started.connect(begin)
    request_finished.connect(end)
    try:
        yield under_way
    finally:
        request_started.disconnect(begin)
        request_finished.disconnect(end)

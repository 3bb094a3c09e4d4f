"""Every own screen is listed, is shown whole and without a complaint, and nobody is kept out of it."""

import os
import time
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest
from django.conf import settings
from django.test import Client
from selenium.common.exceptions import WebDriverException

from hub.accounts.models import User
from tests.browser import axe
from tests.browser.axe import EXCUSES
from tests.browser.conftest import ARTEFACTS
from tests.browser.screens import LANGUAGES, NO_SCREENS, NOBODY, SCREENS, WIDTHS, Screen
from tests.browser.showroom import furnish
from tests.hub.matrix.addresses import addresses
from tests.size import FULL

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

PICTURES = ARTEFACTS / "screens"
#: Wagtail's own addresses. What is not among these is ours, and new ones are until somebody says otherwise.
WAGTAILS = (
    "wagtailadmin_*",
    "wagtailimages*",
    "wagtaildocs*",
    "wagtailusers_*",
    "wagtaillocales*",
    "wagtailsites*",
    "wagtail_bulk_action*",
    "wagtailsnippets:*",
)


def test_every_own_screen_is_listed():
    keys = {one.key for one in addresses()}
    shown = {screen.key for screen in SCREENS}
    assert shown <= keys, "no such address"
    own = {key for key in keys if not any(fnmatch(key, pattern) for pattern in WAGTAILS)}
    plain = {key: key.partition("(")[0] for key in own - shown}
    silent = {key for key, name in plain.items() if any(fnmatch(name, pattern) for pattern in NO_SCREENS)}
    assert sorted(set(plain) - silent) == [], "list it in tests/browser/screens.py"
    needless = {one for one in NO_SCREENS if not any(fnmatch(name, one) for name in plain.values())}
    assert sorted(needless) == [], "nothing of this name"
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)


def enter(person, name: str, language: str) -> None:
    """As this person, without the way through the sign-in."""
    person.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    person.prefer(language)
    if name == NOBODY:
        return
    user = User.objects.get(username=name)
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    person.driver.add_cookie({"name": name, "value": client.cookies[name].value, "path": "/"})


def open_screen(person, room, screen: Screen) -> None:
    """Go there, open what is to be opened, and wait for what it brings."""
    person.leave_page()
    person.open(room.path(screen))
    person.find(screen.main)
    if screen.panel:
        person.panel(screen.panel)
    for selector in screen.press:
        person.press(selector)
    person.find(screen.sees)
    axe.still(person.driver)
    person.at_rest()


def wrong(person, room, screen: Screen, language: str, used: set) -> Iterator[str]:
    """What is wrong with one screen: in its console, its looks, its reach."""
    person.width(WIDTHS[0])
    try:
        open_screen(person, room, screen)
    except (AssertionError, WebDriverException) as error:
        yield str(error)
        return
    for width in WIDTHS if FULL else WIDTHS[:1]:
        person.width(width)
        person.whole(PICTURES / f"{screen.name}-{language}-{width}.png")
        if language == LANGUAGES[0] or width == WIDTHS[0]:  # narrow is as narrow in the other language
            yield from (f"{width}: {breach}" for breach in axe.breaches(person.driver, used))
        if (over := person.overflow()) > 1:
            yield f"{width}: {over} pixels wider than the screen"
    if FULL and language == LANGUAGES[0]:  # colors speak no language
        person.scheme("dark")
        for breach in axe.breaches(person.driver, used):
            yield f"dark: {breach}"
        for width in WIDTHS:
            person.width(width)
            person.whole(PICTURES / f"{screen.name}-dark-{width}.png")
        person.scheme("light")
    if (shown := person.find("html").get_attribute("lang")) not in {language, screen.speaks}:
        yield f"in {shown}"
    if foreign := person.hosts() - {person.base.removeprefix("http://")}:
        yield f"asks {foreign}"
    # A page that says why something cannot be deleted answers 409, which the browser takes note of.
    for complaint in (one for one in person.complaints() if "409 (Conflict)" not in one):
        yield f"console: {complaint}"


@pytest.mark.slow
def test_every_own_screen(person, transactional_db, tmp_path, settings):
    # On disk: Wagtail says of pictures in memory that their file is lost.
    settings.MEDIA_ROOT = tmp_path / "media"
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    settings.HUB_SHORT_BASE = "https://kg.example/s/"
    PICTURES.mkdir(parents=True, exist_ok=True)
    room = furnish(tmp_path / "source")
    used: set = set()
    found: list[str] = []
    wanted = os.environ.get("EINKLANG_SCREENS", "*").split(",")
    screens = [one for one in SCREENS if any(fnmatch(one.name, pattern) for pattern in wanted)]
    languages = LANGUAGES if FULL else LANGUAGES[:1]
    began = time.monotonic()
    with (PICTURES / "report.txt").open("w", encoding="utf-8") as report:
        for language in languages:
            for who in sorted({screen.who for screen in screens}):
                person.leave_page()
                person.open("/admin/login/")
                enter(person, who, language)
                for screen in (one for one in screens if one.who == who):
                    news = [f"{screen.name} {language} {one}" for one in wrong(person, room, screen, language, used)]
                    print(*news, sep="\n", end="\n" * bool(news), file=report, flush=True)
                    found += news
        took = f"{len(screens)} screens, {len(languages)} languages, {time.monotonic() - began:.0f} seconds"
        print(took, file=report)
    assert not found, "\n".join(["", f"{len(found)} things", *found])
    assert not FULL or len(screens) < len(SCREENS) or not set(EXCUSES) - used, "excused, but not found any more"

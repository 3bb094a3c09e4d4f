"""The demonstration shows what it promises: every channel, every planted deviation, nothing on the clean pieces."""

import pytest
from django.contrib.auth.hashers import make_password

from hub.accounts.models import User
from hub.content.importing import Outcome
from hub.demo import pictures
from hub.demo.export import export
from hub.demo.loading import load, logins
from hub.guidelines.selectors import version_in_force
from renderers import registry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


def test_it_shows_every_channel_and_finds_what_was_planted(folder):
    loaded = load(folder / "source")
    exported = export(loaded, folder)
    assert len(exported.pieces) >= 6
    formats = {(renderer.key, form.key) for renderer in registry.all_renderers() for form in renderer.formats}
    for shown in exported.pieces:
        assert {(card.channel, card.format) for card in shown.cards} == formats
        assert shown.missed == (), shown.name
        if not shown.expected:
            errors = [(finding.rule, finding.message.show()) for finding in shown.findings if finding.is_open_error]
            assert errors == [], shown.name
    assert sum(len(shown.expected) for shown in exported.pieces) >= 12
    page = exported.page.read_text("utf-8")
    for shown in exported.pieces:
        for card in shown.cards:
            assert card.folder in page
            assert all((folder / href).stat().st_size for _, href in card.links)
    own = page.replace("http://staging.kupfergruen-test.example", "").replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in own
    assert "https://" not in page.split("<main>")[0]


def test_loading_twice_changes_nothing(folder):
    first = load(folder / "source")
    version = version_in_force(first.brand)
    again = load(folder / "source")
    assert {entry.outcome for entry in first.imported} == {Outcome.CREATED}
    assert {entry.outcome for entry in again.imported} == {Outcome.UNCHANGED}
    assert version_in_force(again.brand) == version
    passwords = [login.password for login in logins()]
    assert all(passwords)
    assert [login.password for login in logins()] == passwords, "they can be shown again"
    User.objects.filter(username="redaktion").update(password=make_password("my own"))
    assert [bool(login.password) for login in logins()] == [False, True, True]


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_pictures_are_the_same_every_time(name):
    draw = pictures.PICTURES[name]
    assert draw() == draw()
    assert len(draw()) < 600_000

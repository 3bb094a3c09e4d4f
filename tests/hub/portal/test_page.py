"""What the page says, what it never says, and what it costs."""

import io
import json
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.accounts.models import PortalAccess
from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.assets.services import create_image, open_original
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline
from tests.hub.portal.conftest import GUIDELINE, LOGO

pytestmark = pytest.mark.django_db
PAGE = "/brand/nordlicht/"


def words(answer) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", answer.content.decode(), flags=re.DOTALL))
    )


@pytest.fixture
def page(published, editor, signed_in):
    return signed_in(editor).get(PAGE, {"language": "en"})


def test_everything_the_guideline_says_is_there(page):
    said = words(page)
    for part in (
        "#1F5A46",
        "31, 90, 70",
        "82 / 40 / 75 / 32",
        "HKS 57",
        "kupfer on tanne Not together",
        "Source Serif 4",
        "Kept free on all sides: 0.5 times its height.",
        "Never smaller than 28 mm in print and 120 pixels on screens.",
        "Kund*innen",
        "up to 28 words",
        "Form of address: Print",
        "Stell sie ans Fenster.",
        "Wie billig !",
        "günstig",
        "Gartenfix",
        "Leuchtet 40 Nächte.",
        "Proof: Labor 7",
        "over since Jan. 31, 2020",
        "Abmelden mit STOP",
        "Where a price is named.",
        "Limit “segments” 2",
        "hallo@nordlicht.example",
        "--color-tanne: #1f5a46;",
        "Guideline, version 1",
    ):
        assert part in said, part


def test_what_is_for_the_brands_own_people_is_kept_from_strangers(published, client):
    published.portal_access = PortalAccess.PUBLIC
    published.save()
    said = words(client.get(PAGE))
    assert "Leuchtet 40 Nächte." in said
    for inner in ("Gartenfix", "Labor 7", "Die hellste Laterne."):
        assert inner not in said


def test_what_people_wrote_runs_nowhere(page):
    html = page.content.decode()
    assert "<script>alert" not in html
    assert html.count("</style>") == 1
    assert "&lt;b&gt;klingt nicht gut" in html
    policy = page["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    assert f'<style nonce="{nonce}">' in html
    assert "unsafe" not in policy
    assert " style=" not in html, "the policy lets none in"


def test_drafts_are_not_read(published, editor, signed_in):
    import_guideline(published, GUIDELINE.replace("#1f5a46", "#abcdef"), publish=False)
    assert Guideline.objects.get(brand=published).has_unpublished_changes
    said = words(signed_in(editor).get(PAGE))
    assert "#1F5A46" in said
    assert "#ABCDEF" not in said


def test_before_the_first_version_there_is_a_friendly_word(brand, editor, signed_in):
    answer = signed_in(editor).get(PAGE, {"language": "en"})
    assert answer.status_code == 200
    assert "Nothing is published yet" in words(answer)
    assert signed_in(editor).get(f"{PAGE}tokens.css").status_code == 404


def test_queries_do_not_grow_with_the_guideline_and_nothing_is_written(published, editor, signed_in):
    client = signed_in(editor)
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PAGE)
    more = "".join(
        f"  - {{name: Nordlicht {number}, svg: {{file: logo-{number}.svg, alt: x}}}}\n" for number in range(12)
    )
    for number in range(12):
        create_image(
            published,
            LOGO.replace(b'"40"', f'"{number + 1}"'.encode()),
            title="x",
            name=f"logo-{number}.svg",
        )
    import_guideline(published, GUIDELINE.replace("logos:\n", f"logos:\n{more}"))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(PAGE)
    assert answer.content.decode().count('class="logo"') == 13
    assert len(many) == len(few) <= 9, [one["sql"] for one in many]
    assert all(one["sql"].startswith(("SELECT", "PRAGMA")) for one in many)


def test_languages(published, editor, signed_in):
    for language, other in (("de", "English"), ("en", "Deutsch")):
        answer = signed_in(editor).get(PAGE, {"language": language})
        assert answer["Content-Language"] == language
        assert f'<html lang="{language}">' in answer.content.decode()
        assert other in words(answer)


def test_tokens_are_files(published, editor, signed_in):
    client = signed_in(editor)
    tokens = client.get(f"{PAGE}tokens.json")
    assert tokens["Content-Type"] == "application/design-tokens+json"
    assert json.loads(tokens.content)["color"]["tanne"]["$value"]["hex"] == "#1f5a46"
    assert 'filename="nordlicht-tokens.json"' in tokens["Content-Disposition"]
    assert json.loads(client.get(f"{PAGE}tokens.plain").content)["version"] == "1"
    assert client.get(f"{PAGE}tokens.css")["Content-Type"].startswith("text/css")
    assert client.get(f"{PAGE}tokens.exe").status_code == 404


def test_logos_are_shown_and_kept_and_drawn(published, editor, signed_in):
    client = signed_in(editor)
    links = re.findall(r'href="([^"]+files/[^"]+)"', client.get(PAGE).content.decode())
    assert [link.rpartition("?")[0].rpartition(".")[2] for link in links] == ["svg", "png"]
    svg, png = (client.get(link) for link in links)
    assert svg["Content-Type"] == "image/svg+xml"
    assert "sandbox" in svg["Content-Security-Policy"]
    assert svg["X-Content-Type-Options"] == "nosniff"
    assert 'filename="nordlicht-nordlicht.svg"' in svg["Content-Disposition"]
    assert png.content.startswith(b"\x89PNG")


def test_files_that_the_guideline_does_not_name_are_not_served(published, editor, signed_in):
    other = create_image(
        published,
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
        title="x",
        name="other.svg",
    )
    client = signed_in(editor)
    for name in (f"{other.sha256}.svg", f"{'0' * 64}.svg", f"{ImageAsset.objects.first().sha256}.pdf"):
        assert client.get(f"{PAGE}files/{name}").status_code == 404
    assert client.get(f"{PAGE}fonts/arial.ttf").status_code == 404


def test_a_logo_whose_rights_have_ended_is_gone(published, editor, signed_in):
    client = signed_in(editor)
    link = re.search(r'href="([^"]+files/[^"]+)"', client.get(PAGE).content.decode())[1]
    ImageAsset.objects.update(valid_until=timezone.localdate() - timezone.timedelta(days=1))
    assert client.get(link).status_code == 404
    assert "files/" not in client.get(PAGE).content.decode()


def test_a_logo_that_was_withdrawn_is_gone_though_somebody_uploaded_it_twice(published, editor, signed_in):
    client = signed_in(editor)
    link = re.search(r'href="([^"]+files/[^"]+)"', client.get(PAGE).content.decode())[1]
    twin = create_image(published, open_original(ImageAsset.objects.get()), title="Noch einmal", name="zwei.svg")
    assert client.get(link).status_code == 200
    twin.clearance = Clearance.OPEN
    twin.save()
    assert client.get(link).status_code == 200
    twin.clearance = Clearance.WITHDRAWN
    twin.save()
    assert client.get(link).status_code == 404


def test_a_dont_is_marked_and_says_why_in_the_rules_words(page, published, client):
    html = page.content.decode()
    assert "Wie <mark>billig</mark>!" in html
    assert "&lt;b&gt;klingt nicht gut" in re.search(r"<figcaption>(.*?)</figcaption>", html, re.DOTALL)[1]
    # Nobody outside is told by an example who the competitors are.
    more = GUIDELINE + "  - {bad: Besser als Gartenfix!, locale: de}\n"
    import_guideline(published, more)
    published.portal_access = PortalAccess.PUBLIC
    published.save()
    assert "<mark>Gartenfix</mark>" not in client.get(PAGE).content.decode()


def test_a_new_version_says_its_own(published, editor, signed_in):
    client = signed_in(editor)
    assert "<mark>billig</mark>" in client.get(PAGE).content.decode()
    import_guideline(published, GUIDELINE.replace("banned: billig", "banned: teuer"))
    assert "<mark>" not in client.get(PAGE).content.decode()


def test_logos_are_drawn_with_their_room_and_as_small_as_they_may_be(page):
    html = page.content.decode()
    assert ".logo-0 .logo__room { --share: 0.5 }" in html
    assert ".logo-0 .logo__least { width: 120px }" in html
    assert html.count('class="logo__least"') == 1


def test_all_logos_come_in_one_file(published, editor, signed_in, client, monkeypatch):
    mine = signed_in(editor)
    answer = mine.get(f"{PAGE}logos.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="nordlicht-logos.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["nordlicht-nordlicht.svg", "nordlicht-nordlicht.png"]
        assert archive.read("nordlicht-nordlicht.png").startswith(b"\x89PNG")
    assert mine.get(f"{PAGE}logos.zip").content == answer.content
    ImageAsset.objects.update(clearance="withdrawn")
    assert mine.get(f"{PAGE}logos.zip").status_code == 404
    assert "logos.zip" not in mine.get(PAGE).content.decode()
    client.logout()
    assert client.get(f"{PAGE}logos.zip").status_code == 302


def test_two_logos_of_one_name_are_two_files(published, editor, signed_in):
    create_image(published, LOGO.replace(b'"40"', b'"30"'), title="x", name="other.svg")
    more = "logos:\n  - {name: Nordlicht, on: dark, svg: {file: other.svg, alt: x}}\n"
    import_guideline(published, GUIDELINE.replace("logos:\n", more))
    answer = signed_in(editor).get(f"{PAGE}logos.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == [
            "nordlicht-nordlicht-2.png",
            "nordlicht-nordlicht-2.svg",
            "nordlicht-nordlicht.png",
            "nordlicht-nordlicht.svg",
        ]

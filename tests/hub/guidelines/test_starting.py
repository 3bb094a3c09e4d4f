"""A guideline is started from a shop, a flyer, a token file: what is ticked is in the draft, nothing else changes."""

import io
import re
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from brand.errors import FetchError
from brand.portable import read_guideline
from hub.assets.models import ImageAsset
from hub.guidelines import gathering
from hub.guidelines.beginning import Chosen, begin
from hub.guidelines.convert import read_source
from hub.guidelines.kinds import NoFiles
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.services import import_guideline
from tests.hub.guidelines.shop import opened

WILD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="steal()"><script>steal()</script>'
    b'<rect width="9" height="9" onclick="steal()"/></svg>'
)
SOURCE = """schema: guideline/1
# ours
colors:
  nacht: {srgb: '#101820', roles: [primary]}
  moos: '#2f5d3b'
typography: {body: {family: Inter}}
legal: [{key: imprint, text: {de: Moosbach GmbH}}]
voice: {address: du}
"""


@pytest.fixture
def shop():
    with opened() as one:
        yield one


def names(found):
    return {trouble.name.rpartition("/")[2]: trouble.reason.show() for trouble in found.troubles}


def test_a_shop_with_its_sheets_and_logos(shop):
    found = shop.read()
    assert [one.family for one in found.fonts] == ["Source Sans 3", "Fraunces"]
    assert {"#2f5d3a", "#c4572e", "#f4efe6"} <= {one.srgb for one in found.colors}
    assert [(one.spot, one.media_type) for one in found.logos] == [
        ("named", "image/svg+xml"),
        ("named", "image/png"),
        ("icon", "image/png"),
    ]
    assert names(found) == {
        "apple-touch-icon.png": "The address answered with 404.",
        "logo.svg": "Its words need a font. Export the logo with outlines.",
    }
    assert shop.asked.index("/css/shop.css") < shop.asked.index("/css/schrift.css")
    assert "/css/druck.css" not in shop.asked
    assert found == shop.read()


def test_a_logo_that_does_something_comes_in_clean_or_not_at_all(shop):
    shop.files["/img/logo.svg"] = WILD
    shop.files["/img/moosbach-logo.png"] = b'<!doctype html><svg onload="steal()">'
    found = shop.read()
    assert b"steal" not in b"".join(one.data for one in found.logos)
    assert found.logos[0].media_type == "image/svg+xml"
    shop.files["/img/logo.svg"] = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'
    assert "entities" in names(shop.read())["logo.svg"]


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_nothing_leads_inside(shop, where):
    shop.files["/css/shop.css"] = shop.files["/img/logo.svg"] = where
    found = shop.read()
    assert {"shop.css", "logo.svg"} <= set(names(found)) | {"passwd"} or {"latest", ""} & set(names(found))
    assert all(one.url.rpartition("/")[2] != "logo.svg" for one in found.logos)
    shop.files["/"] = where
    with pytest.raises(FetchError, match=r"private network|Only http"):
        shop.read()
    with pytest.raises(FetchError, match="private network"):
        gathering.look_up(shop.url)


def test_sheets_without_end_do_not_hold_it_up(shop, monkeypatch):
    monkeypatch.setattr(gathering, "SHEET", 10_000)
    shop.files["/css/shop.css"] = b".a{color:#123456}" * 1000
    assert "more than 10000 bytes" in names(shop.read())["shop.css"]
    monkeypatch.setattr(gathering, "SECONDS", 0.0)
    with pytest.raises(FetchError, match="in time"):
        shop.read()


def test_sheets_that_import_each_other_end(shop):
    shop.files["/css/schrift.css"] = b'@import "shop.css"; @import "schrift.css"; @import "b.css";'
    shop.read()
    assert shop.asked.count("/css/shop.css") == shop.asked.count("/css/schrift.css") == 1
    assert "/css/b.css" not in shop.asked


def test_an_icon_file_becomes_a_picture(shop):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (32, 32), "#ffffff80").save(out, "ICO")
    shop.files["/favicon.png"] = out.getvalue()
    icon = shop.read().logos[-1]
    assert (icon.media_type, icon.data[:4]) == ("image/png", b"\x89PNG")


def test_what_was_chosen_stands_beside_what_was_there():
    entry = {"name": "sand", "srgb": "#f4efe6", "cmyk": "2, 4, 10, 0", "spot": "", "roles": "surface", "kept": ""}
    chosen = Chosen(
        colors=[entry],
        typography=[
            {"role": "heading", "family": "Fraunces", "stack": "Georgia", "weights": "600", "files": [], "kept": ""}
        ],
        legal=[
            {"key": "imprint", "channels": "", "triggers": "", "text": [{"locale": "en", "text": "Ltd"}], "kept": ""}
        ],
        texts={
            "sender.name": "Moosbach",
            "sender.handles": "x = moos",
            "voice.address": "sie",
            "basics.locales": "de, en",
        },
    )
    report = begin(SOURCE, chosen, NoFiles())
    made = read_guideline(report.source)
    assert "# ours" in report.source
    assert [color.name for color in made.tokens.colors] == ["nacht", "moos", "sand"]
    assert made.tokens.colors[2].cmyk == (2, 4, 10, 0)
    assert {font.role: font.family for font in made.tokens.typography} == {"body": "Inter", "heading": "Fraunces"}
    assert made.tokens.legal[0].texts == (("de", "Moosbach GmbH"), ("en", "Ltd"))
    assert (made.voice.address, made.locales, made.tokens.sender.handles) == ("sie", ("de", "en"), (("x", "moos"),))
    assert {one.name: one.is_new for one in report.brought}["sie"] is False
    assert read_guideline(begin("", chosen, NoFiles()).source).tokens.sender.name == "Moosbach"


pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


@pytest.fixture
def near(shop, monkeypatch):
    """The screens read the shop on this machine."""
    monkeypatch.setattr(gathering, "read_address", partial(gathering.look_up, get=shop.get))
    return shop


START = reverse("wagtailsnippets_guidelines_guideline:start")


def look(client, brand, **sent):
    return client.post(START, {"brand": brand.pk, "address": "", **sent})


def sent_back(page, **changed):
    """The form as a browser sends it back, everything as it was suggested."""
    form = LexborHTMLParser(page.content).css_first("form.starting")
    data = {}
    for field in form.css("[name]"):
        given = field.attributes
        if field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            data[given["name"]] = chosen.attributes["value"]
        elif field.tag == "textarea":
            data[given["name"]] = field.text().removeprefix("\n")
        elif given.get("type") != "checkbox" or "checked" in given:
            data[given["name"]] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
    return data | changed


def draft(brand):
    return Guideline.objects.get(brand=brand).get_latest_revision_as_object()


def test_from_a_shop_to_a_draft(manager, brand, near):
    page = look(manager, brand, address=near.url)
    said = page.content.decode()
    for words in ("moosgruen", "4 × buttons", "Fraunces", "data:image/svg+xml", "apple-touch-icon.png", "Impressum: "):
        assert words in said
    assert not Guideline.objects.exists()
    answer = manager.post(START, sent_back(page))
    made = read_source(draft(brand).source, brand=brand)
    assert answer["Location"] == reverse("wagtailsnippets_guidelines_guideline:edit", args=[draft(brand).pk])
    assert {color.srgb: color.roles for color in made.tokens.colors}["#2f5d3a"] == ("primary", "link")
    assert made.tokens.font("heading").family == "Fraunces"
    assert made.tokens.logos[0].svg.media_type == "image/svg+xml"
    assert (made.voice.address, made.tokens.sender.name) == ("sie", "Moosbach")
    assert {line.key for line in made.tokens.legal} == {"imprint", "privacy"}
    assert not GuidelineVersion.objects.exists()
    assert ImageAsset.objects.get(brand=brand).title == "Moosbach"


def test_doing_it_twice_changes_nothing(manager, brand, near):
    manager.post(START, sent_back(look(manager, brand, address=near.url)))
    before = draft(brand).source
    page = look(manager, brand, address=near.url)
    assert not [
        row for kind in ("colors", "fonts", "texts", "lines") for row in page.context[kind] if row["take"].value()
    ]
    assert page.content.decode().count("is there as “moosgruen”") == 1
    manager.post(START, sent_back(page) | {"logos-0-take": ""})
    assert draft(brand).source == before


def test_what_is_there_is_said_and_stays(manager, brand, near):
    import_guideline(brand, SOURCE)
    page = look(manager, brand, address=near.url)
    rows = {row["srgb"].value(): row for row in page.context["colors"]}
    assert rows["#2f5d3a"].note == "is there as “moos”"
    assert not rows["#2f5d3a"]["take"].value()
    fonts = {row["family"].value(): (row["take"].value(), row.note) for row in page.context["fonts"]}
    assert fonts == {"Source Sans 3": (False, "takes the place of “Inter”"), "Fraunces": (True, "")}
    assert "takes the place of “du”" in page.content.decode()
    manager.post(START, sent_back(page))
    made = read_source(draft(brand).source, brand=brand)
    assert "# ours" in draft(brand).source
    assert (made.voice.address, made.tokens.font("body").family) == ("du", "Inter")
    assert GuidelineVersion.objects.get(brand=brand).number == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"colors-0-name": "nacht"}, "There is a color “nacht” already"),
        ({"colors-1-roles": "primary"}, "“nacht” has the role “main color” already"),
        ({"colors-0-name": "x", "colors-1-name": "X"}, "“x” is given twice"),
        ({"colors-0-name": ""}, "This field is required"),
        ({"fonts-1-weights": "fett"}, "Enter a valid value"),
        ({"logos-0-file": "bm8="}, "did not arrive whole"),
        ({"colors-0-srgb": "red; background: url(//x)"}, "Write a color"),
    ],
)
def test_what_cannot_be_taken_says_why_and_loses_nothing(manager, brand, near, changed, said):
    import_guideline(brand, SOURCE)
    data = sent_back(look(manager, brand, address=near.url), **changed)
    page = manager.post(START, data)
    assert said in page.content.decode()
    assert not re.search(r'style="[^"]*url', page.content.decode())
    assert page.context["texts"].forms[0]["text"].value() == "Moosbach"
    assert draft(brand).source == SOURCE
    assert not ImageAsset.objects.exists()


def test_nothing_ticked_changes_nothing(manager, brand, near):
    data = sent_back(look(manager, brand, address=near.url))
    page = manager.post(START, {key: value for key, value in data.items() if not key.endswith("-take")})
    assert "Nothing was ticked" in page.content.decode()
    assert not Guideline.objects.exists()


def test_a_file_instead(manager, brand):
    upload = SimpleUploadedFile("marke.css", b':root{--color-primary:#123456;--font-body:"Inter",sans-serif}')
    page = look(manager, brand, upload=upload)
    manager.post(START, sent_back(page))
    made = read_source(draft(brand).source, brand=brand)
    assert [(color.name, color.roles) for color in made.tokens.colors] == [("primary", ("primary",))]
    assert made.tokens.font("body").family == "Inter"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.pdf", b"%PDF-1.7 nothing", "This is no PDF that can be read"),
        ("x.json", b"{", "This is no JSON"),
        ("x.exe", b"MZ", "Only PDF, JSON, CSS and HTML files are read"),
    ],
)
def test_what_cannot_be_read_says_so(manager, brand, name, data, said):
    assert said in look(manager, brand, upload=SimpleUploadedFile(name, data)).content.decode()


def test_an_address_inside_is_refused_on_the_page(manager, brand, shop):
    assert "private network" in look(manager, brand, address=shop.url).content.decode()
    assert "Give an address or a file" in look(manager, brand).content.decode()
    assert shop.asked == []


def test_only_brand_managers_and_their_brands(signed_in, editor, other_manager, brand, near):
    assert signed_in(editor).get(START).status_code in (302, 403)
    assert look(signed_in(editor), brand, address=near.url).status_code in (302, 403)
    stranger = signed_in(other_manager)
    assert look(stranger, brand, address=near.url).status_code == 404
    assert stranger.get(f"{START}?brand={brand.pk}").status_code == 404
    assert stranger.post(START, {"brand": brand.pk, "colors-TOTAL_FORMS": "0"}).status_code == 404
    assert near.asked == []


def test_a_locked_guideline_is_left_alone(manager, brand, near, editor):
    row = import_guideline(brand, SOURCE)
    Guideline.objects.filter(pk=row.pk).update(locked=True, locked_by=editor)
    page = manager.post(START, sent_back(look(manager, brand, address=near.url)))
    assert "locked" in page.content.decode()
    assert draft(brand).source == SOURCE


def test_queries_do_not_grow_with_the_library(manager, brand, near):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look(manager, brand, address=near.url)
        return len(queries)

    asked()
    few = asked()
    import_guideline(brand, SOURCE + "".join(f"  # {n}\n" for n in range(50)))
    more = asked()
    import_guideline(
        brand, SOURCE.replace("colors:\n", "colors:\n" + "".join(f"  c{n}: '#0000{n:02d}'\n" for n in range(50)))
    )
    assert asked() == more
    assert more <= few + 3

"""Where pictures and documents are used, and the filters of the library."""

import datetime

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document, create_image
from hub.assets.uses import usage_of
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from tests.hub.assets.pictures import SVG, picture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db
GUIDELINE = "schema: guideline/1\nlogos:\n  - {name: wort, svg: logo.svg}\n"


@pytest.fixture
def image(brand):
    return create_image(brand, picture(size=(400, 300)), name="a.png", title="Küste")


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand)


def test_pieces_drafts_overrides_and_variants_are_named(image, campaign, superuser):
    hero = factories.piece(campaign, slug="oben", title="Oben", hero=image, published=True)
    work_off()
    override = {"social": {"instagram-feed": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}
    other = factories.piece(campaign, slug="anders", title="Anders", overrides=override, published=True)
    work_off()
    usage = usage_of(image, superuser)
    found = {each.name: each for each in usage.users}
    assert set(found) == {str(hero), str(other)}
    assert found[str(hero)].places == ("Hero picture",)
    assert "Email: Newsletter" in found[str(hero)].variants
    assert found[str(other)].variants == ("Social media: Instagram post",)
    assert not any(variant.startswith("SMS") for variant in found[str(hero)].variants)
    assert usage.variants == len(found[str(hero)].variants) + 1


def test_the_page_says_it_and_asks_no_more_for_more(image, campaign, superuser, signed_in):
    client = signed_in(superuser)
    url = reverse("wagtailimages:image_usage", args=[image.pk])
    assert "Used nowhere" in client.get(url).content.decode()
    counts = []
    for number in range(4):
        factories.piece(campaign, slug=f"p{number}", title=f"<b>Stück {number}", hero=image)
        with CaptureQueriesContext(_connection()) as queries:
            page = client.get(url).content.decode()
        counts.append(len(queries))
        assert f"&lt;b&gt;Stück {number}" in page
    assert counts[3] <= counts[1], [each["sql"][-150:] for each in queries.captured_queries]


def test_a_logo_names_its_guideline(brand, superuser, signed_in):
    logo = create_document(brand, SVG, name="logo.svg", title="Logo")
    other = create_document(brand, b"x", name="other.txt", title="Liste")
    import_guideline(brand, GUIDELINE, publish=True)
    assert [each.kind for each in usage_of(logo, superuser).users] == ["guideline"]
    page = signed_in(superuser).get(reverse("wagtaildocs:document_usage", args=[logo.pk])).content.decode()
    assert "Used at one place" in page
    assert names(signed_in(superuser), "wagtaildocs:index", "unused") == {other.title}


def names(client, listing, state, **query) -> set[str]:
    content = client.get(reverse(listing), {"rights": state} | query).content.decode()
    model = ImageAsset if "images" in listing else DocumentAsset
    return {title for title in model.objects.values_list("title", flat=True) if title in content}


@pytest.fixture
def library(brand, other_brand, campaign):
    today = timezone.localdate()

    def add(title, owner=brand, **rights):
        return create_image(owner, picture(), name="a.png", title=title, **rights)

    add("Bald-Ende", valid_until=today + datetime.timedelta(days=30))
    add("Heute-Ende", valid_until=today)
    add("Spaeter-Ende", valid_until=today + datetime.timedelta(days=31))
    add("War-Ende", valid_until=today - datetime.timedelta(days=1))
    add("Ungeklaert", clearance=Clearance.OPEN)
    add("Zurueckgezogen", clearance=Clearance.WITHDRAWN)
    add("Fremd-Ende", other_brand, valid_until=today, clearance=Clearance.OPEN)
    factories.piece(campaign, slug="live", hero=add("Live-Bild"), published=True)
    draft = factories.piece(campaign, slug="draft", hero=None)
    draft.hero = add("Entwurf-Bild")
    draft.save_revision()
    override = {"web": {"*": {"hero": {"value": {"image": add("Ueber-Bild").pk}, "source_digest": ""}}}}
    factories.piece(campaign, slug="over", hero=None, overrides=override)
    factories.piece(
        campaign,
        slug="body",
        hero=None,
        body=[("picture", {"picture": add("Text-Bild"), "alt": "", "caption": "", "channels": []})],
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("expiring", {"Bald-Ende", "Heute-Ende"}),
        ("ended", {"War-Ende"}),
        ("not-cleared", {"Ungeklaert", "Zurueckgezogen"}),
        ("unused", {"Bald-Ende", "Heute-Ende", "Spaeter-Ende", "War-Ende", "Ungeklaert", "Zurueckgezogen"}),
    ],
)
def test_the_library_is_filtered(state, expected, library, brand_manager, signed_in):
    client = signed_in(brand_manager)
    assert names(client, "wagtailimages:index", state) == expected
    assert names(client, "wagtailimages:index_results", state) == expected
    found = names(client, "wagtailimages:index", state, q="Ende")
    assert found == {title for title in expected if "Ende" in title}
    assert len(names(client, "wagtailimages:index", "nonsense")) >= 9


def test_bulk_rights_set_what_is_ticked(brand, other_brand, brand_manager, signed_in):
    first = create_image(brand, picture(), name="a.png", title="eins", credit="M. Muster", licence="alt")
    second = create_image(brand, picture(), name="b.png", title="zwei", territories="DE", channels=["sms"])
    third = create_image(brand, picture(), name="c.png", title="drei", valid_from=datetime.date(2030, 1, 1))
    client = signed_in(brand_manager)
    base = reverse("wagtail_bulk_action", args=["assets", "imageasset", "set_rights"])
    url = f"{base}?id={first.pk}&id={second.pk}"
    assert "Set rights" in client.get(url).content.decode()
    values = {"licence": "neu", "valid_until": "2029-05-01", "clearance": "open", "credit": ""}
    assert client.post(url, values | {"change": ["licence", "valid_until", "channels"]}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    third.refresh_from_db()
    assert (first.licence, first.credit, first.clearance) == ("neu", "M. Muster", "cleared")
    assert (second.licence, second.territories) == ("neu", "DE")
    assert not second.channels.exists()
    assert first.valid_until == second.valid_until == datetime.date(2029, 5, 1)
    assert third.valid_until is None
    page = client.post(f"{base}?id={first.pk}&id={third.pk}", values | {"change": ["licence", "valid_until"]})
    assert page.status_code == 200
    assert "drei: This is before the first day." in page.content.decode()
    third.refresh_from_db()
    assert third.licence == ""
    assert client.post(url, values).status_code == 200  # nothing ticked
    foreign = create_image(other_brand, picture(), name="a.png", title="fremd")
    assert client.post(f"{base}?id={foreign.pk}", values | {"change": ["licence"]}).status_code == 404


def test_bulk_rights_of_documents(brand, editor, signed_in):
    paper = create_document(brand, b"x", name="a.txt", title="a")
    url = reverse("wagtail_bulk_action", args=["assets", "documentasset", "set_rights"]) + f"?id={paper.pk}"
    signed_in(editor).post(url, {"change": ["clearance"], "clearance": "withdrawn"})
    paper.refresh_from_db()
    assert paper.clearance == Clearance.WITHDRAWN


def _connection():
    from django.db import connection

    return connection

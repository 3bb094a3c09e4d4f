"""Pictures and documents in the admin: one's own only, and nothing unsound comes in by its forms."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from hub.accounts.models import User
from hub.assets.models import AssetChannel, DocumentAsset, ImageAsset
from hub.assets.services import create_document, create_image
from renderers.registry import all_renderers
from tests.hub.assets.pictures import claims_to_be, moving, picture
from tests.hub.assets.test_intake import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(brand):
    return create_image(brand, picture(), name="own.png", title="Eigenes Bild")


@pytest.fixture
def foreign(other_brand):
    return create_image(other_brand, picture("JPEG"), name="foreign.jpg", title="Fremdes Bild")


@pytest.fixture
def foreign_paper(other_brand):
    return create_document(other_brand, b"secret", name="secret.txt", title="Fremdes Papier")


IMAGE_URLS = [
    ("wagtailimages:edit", "get"),
    ("wagtailimages:edit", "post"),
    ("wagtailimages:delete", "get"),
    ("wagtailimages:delete", "post"),
    ("wagtailimages:image_usage", "get"),
    ("wagtailimages:edit_multiple", "post"),
    ("wagtailimages:delete_multiple", "post"),
    ("wagtailimages:url_generator", "get"),
    ("wagtailimages_chooser:chosen", "get"),
    ("wagtailimages_chooser:select_format", "get"),
]
DOCUMENT_URLS = [
    ("wagtaildocs:edit", "get"),
    ("wagtaildocs:edit", "post"),
    ("wagtaildocs:delete", "post"),
    ("wagtaildocs:document_usage", "get"),
    ("wagtaildocs:edit_multiple", "post"),
    ("wagtaildocs:delete_multiple", "post"),
    ("wagtaildocs_chooser:chosen", "get"),
]


@pytest.mark.parametrize(("name", "method"), IMAGE_URLS)
def test_a_foreign_picture_is_not_there(name, method, foreign, brand_manager, superuser, signed_in):
    url = reverse(name, args=[foreign.pk])
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    assert getattr(signed_in(brand_manager), method)(url, **ajax).status_code == 404
    assert ImageAsset.objects.filter(pk=foreign.pk).exists()
    # For a superuser it is there; the generator of picture addresses is mounted for nobody.
    found = getattr(signed_in(superuser), method)(url, **ajax).status_code < 400
    assert found is ("generator" not in name)


@pytest.mark.parametrize(("name", "method"), DOCUMENT_URLS)
def test_a_foreign_document_is_not_there(name, method, foreign_paper, brand_manager, signed_in):
    url = reverse(name, args=[foreign_paper.pk])
    assert getattr(signed_in(brand_manager), method)(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 404
    assert DocumentAsset.objects.filter(pk=foreign_paper.pk).exists()


def test_preview_of_a_foreign_picture(foreign, own, brand_manager, signed_in):
    client = signed_in(brand_manager)
    assert client.get(reverse("wagtailimages:preview", args=[foreign.pk, "width-20"])).status_code == 404
    assert client.get(reverse("wagtailimages:preview", args=[own.pk, "width-20"])).status_code == 200


LISTS = [
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
]


@pytest.mark.parametrize("query", [{}, {"q": "Bild"}, {"q": "Papier"}, {"layout": "list"}])
@pytest.mark.parametrize("name", LISTS)
def test_lists_choosers_and_searches_show_ones_own(name, query, own, foreign, foreign_paper, brand_manager, signed_in):
    content = signed_in(brand_manager).get(reverse(name), query).content.decode()
    assert "Fremdes" not in content
    assert "Südwind" not in content
    if "images" in name and query.get("q") != "Papier":
        assert "Eigenes Bild" in content


def test_the_admins_own_api_shows_ones_own(own, foreign, foreign_paper, brand_manager, signed_in):
    client = signed_in(brand_manager)
    images = client.get("/admin/api/main/images/").json()
    assert [item["id"] for item in images["items"]] == [own.pk]
    assert client.get(f"/admin/api/main/images/{foreign.pk}/").status_code == 404
    assert client.get("/admin/api/main/documents/").json()["items"] == []
    assert client.get(f"/admin/api/main/documents/{foreign_paper.pk}/").status_code == 404


@pytest.mark.parametrize("action", ["delete", "add_tags", "add_to_collection"])
def test_bulk_actions_stay_inside(action, own, foreign, brand_manager, signed_in):
    client = signed_in(brand_manager)
    url = reverse("wagtail_bulk_action", args=["assets", "imageasset", action])
    assert client.get(url, {"id": foreign.pk}).status_code == 404
    assert client.post(f"{url}?id={own.pk}&id={foreign.pk}").status_code == 404
    everything = client.get(url, {"id": "all"}).content.decode()
    assert "Eigenes Bild" in everything
    assert "Fremdes" not in everything
    assert "Südwind" not in everything
    assert ImageAsset.objects.count() == 2


def test_bulk_deleting_deletes_ones_own(own, foreign, brand_manager, signed_in):
    url = reverse("wagtail_bulk_action", args=["assets", "imageasset", "delete"])
    signed_in(brand_manager).post(f"{url}?id=all")
    assert list(ImageAsset.objects.all()) == [foreign]


def test_bulk_moving_to_a_foreign_collection_is_refused(own, other_brand, brand_manager, signed_in):
    url = reverse("wagtail_bulk_action", args=["assets", "imageasset", "add_to_collection"])
    signed_in(brand_manager).post(f"{url}?id={own.pk}", {"collection": other_brand.collection_id})
    own.refresh_from_db()
    assert own.collection_id != other_brand.collection_id


def add_picture(client, data, name, **values):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("wagtailimages:add"), {"title": "Neu", "file": file} | values)


def test_an_editor_adds_a_picture_to_their_brand(brand, other_brand, editor, signed_in):
    response = add_picture(signed_in(editor), picture(), "neu.png", description="Ein Bild")
    assert response.status_code == 302
    image = ImageAsset.objects.get()
    assert (image.brand, image.uploaded_by_user, image.description) == (brand, editor, "Ein Bild")
    assert len(image.sha256) == 64
    # With one collection Wagtail asks for none; a forged one is not taken.
    add_picture(signed_in(editor), picture(), "neu.png", collection=other_brand.collection_id)
    assert not ImageAsset.objects.filter(brand=other_brand).exists()


def test_who_has_two_brands_chooses(brand, other_brand, editor, signed_in):
    editor.brands.add(other_brand)
    client = signed_in(User.objects.get(pk=editor.pk))
    content = client.get(reverse("wagtailimages:add")).content.decode()
    assert "Nordlicht" in content
    assert "Südwind" in content
    assert "Root" not in content
    add_picture(client, picture(), "neu.png", collection=other_brand.collection_id)
    image = ImageAsset.objects.get()
    assert image.brand == other_brand
    edit = reverse("wagtailimages:edit", args=[image.pk])
    assert "Nordlicht" not in client.get(edit).content.decode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (moving(), "a.gif"),
        (picture("PNG") + b"<script>", "a.png"),
        (picture("PNG")[:-30], "a.png"),
        (claims_to_be(10_000, 6_000), "a.png"),
        (b"<svg", "a.svg"),
        (picture("TIFF"), "a.tiff"),
    ],
)
def test_unsound_pictures_are_explained_in_every_form(data, name, brand, editor, signed_in):
    client = signed_in(editor)
    page = add_picture(client, data, name)
    assert page.status_code == 200
    assert re.search(r'class="error-message|errorlist|w-field__errors', page.content.decode())
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"title": "Neu", "files[]": SimpleUploadedFile(name, data)}
    ).json()
    assert response["success"] is False
    assert len(response["error_message"]) > 20
    modal = client.post(
        reverse("wagtailimages_chooser:create"),
        {"image-chooser-upload-title": "Neu", "image-chooser-upload-file": SimpleUploadedFile(name, data)},
    )
    assert modal.json()["step"] != "chosen"
    assert not ImageAsset.objects.exists()


def test_several_at_once(brand, editor, signed_in):
    client = signed_in(editor)
    for name in ("a.png", "b.png"):
        file = SimpleUploadedFile(name, picture())
        assert client.post(reverse("wagtailimages:add_multiple"), {"title": name, "files[]": file}).json()["success"]
    assert ImageAsset.objects.filter(brand=brand).count() == 2


def test_the_second_form_of_an_upload_is_no_way_round(brand, editor, signed_in):
    """Wagtail keeps the raw file when another field is wrong, and takes it over when that is put right."""
    client = signed_in(editor)
    file = SimpleUploadedFile("logo.svg", HOSTILE)
    client.post(reverse("wagtailimages:add_multiple"), {"title": "x" * 300, "files[]": file})
    kept = UploadedFile.objects.get()
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[kept.pk])
    prefix = f"uploaded-image-{kept.pk}"
    client.post(url, {f"{prefix}-title": "Logo", f"{prefix}-description": "", f"{prefix}-tags": ""})
    image = ImageAsset.objects.get()
    assert b"script" not in image.file.open().read()
    assert image.brand == brand


def test_replacing_a_picture_changes_its_digest(own, brand_manager, signed_in):
    before = own.sha256
    url = reverse("wagtailimages:edit", args=[own.pk])
    file = SimpleUploadedFile("new.png", picture(size=(10, 10)))
    assert signed_in(brand_manager).post(url, {"title": "Neu", "file": file}).status_code == 302
    own = ImageAsset.objects.get()
    assert own.sha256 != before
    assert (own.width, own.height) == (10, 10)


def test_channels_are_offered_by_label_and_unknown_keys_stay(brand, editor, signed_in):
    image = create_image(brand, picture(), name="a.png", title="a", channels=["sms", "smoke-signal"])
    client = signed_in(editor)
    url = reverse("wagtailimages:edit", args=[image.pk])
    content = client.get(url).content.decode()
    for renderer in all_renderers():
        assert renderer.label in content
    assert "smoke-signal" in content
    keys = {channel.key: channel.pk for channel in AssetChannel.objects.all()}
    client.post(url, {"title": "a", "channels": [keys["email"], keys["smoke-signal"]]})
    assert {channel.key for channel in image.channels.all()} == {"email", "smoke-signal"}


def test_an_editor_adds_and_cleans_a_document(brand, editor, signed_in):
    file = SimpleUploadedFile("logo.svg", HOSTILE)
    assert signed_in(editor).post(reverse("wagtaildocs:add"), {"title": "Logo", "file": file}).status_code == 302
    document = DocumentAsset.objects.get()
    assert document.brand == brand
    assert b"script" not in document.file.open().read()


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtaildocs:add"])
def test_who_has_no_brand_is_sent_home_not_broken(name, editor, superuser, brand, signed_in):
    editor.brands.clear()
    assert signed_in(User.objects.get(pk=editor.pk)).get(reverse(name)).status_code == 302
    assert signed_in(superuser).get(reverse(name)).status_code == 200


def test_a_superuser_of_an_empty_hub_is_sent_home_not_broken(superuser, signed_in):
    for name in ("wagtailimages:add", "wagtailimages:add_multiple", "wagtaildocs:add"):
        assert signed_in(superuser).get(reverse(name)).status_code == 302
    assert signed_in(superuser).get(reverse("wagtailimages:index")).status_code == 200


def test_channel_teams_look_and_do_not_touch(own, brand, signed_in):
    from hub.accounts.roles import Role
    from tests.hub.accounts.factories import UserFactory

    client = signed_in(UserFactory(role=Role.CHANNEL_TEAM, brands=[brand]))
    assert client.get(reverse("wagtailimages:add")).status_code == 302
    assert client.post(reverse("wagtailimages:delete", args=[own.pk])).status_code == 302
    assert "Eigenes Bild" in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert ImageAsset.objects.exists()

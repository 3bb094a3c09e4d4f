"""Stored files: for those to whom the asset exists, and harmless in their browser."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.users.models import UserProfile

from hub.assets.services import create_document, create_image
from tests.hub.assets.pictures import SVG, picture

pytestmark = pytest.mark.django_db


def test_ones_own_files_are_served_and_can_do_nothing(brand, editor, signed_in):
    client = signed_in(editor)
    for image in (
        create_image(brand, picture(), name="a.png", title="a"),
        create_image(brand, SVG, name="a.svg", title="a"),
        create_document(brand, b"<script>", name="a.txt", title="a"),
    ):
        response = client.get(image.file.url)
        assert response.status_code == 200
        assert "sandbox" in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]
        inline = image.file.name.endswith(("png", "svg"))
        assert response["Content-Disposition"].startswith("inline" if inline else "attachment")


def test_renditions_follow_their_picture(brand, editor, other_manager, signed_in):
    rendition = create_image(brand, picture(), name="a.png", title="a").get_rendition("width-20")
    assert rendition.url.startswith("/files/images/")
    assert signed_in(editor).get(rendition.url).status_code == 200
    assert signed_in(other_manager).get(rendition.url).status_code == 404


def test_another_brands_files_are_not_there(other_brand, editor, client):
    image = create_image(other_brand, picture(), name="a.png", title="a")
    paper = create_document(other_brand, b"x", name="a.txt", title="a")
    for url in (image.file.url, paper.url):
        assert client.get(url)["Location"].startswith("/admin/login/")
    client.force_login(editor)
    for url in (image.file.url, paper.url):
        assert client.get(url).status_code == 404


def test_what_belongs_to_no_asset_is_not_there_not_even_for_superusers(superuser, signed_in):
    default_storage.save("variants/abc", ContentFile(b"x"))
    client = signed_in(superuser)
    for name in ("variants/abc", "nothing", "../manage.py", "%2e%2e/manage.py", "images/\x00"):
        assert client.get(f"/files/{name}").status_code == 404


def test_a_lost_file_is_404_not_500(brand, editor, signed_in):
    image = create_image(brand, picture(), name="a.png", title="a")
    default_storage.delete(image.file.name)
    assert signed_in(editor).get(image.file.url).status_code == 404


def test_avatars_are_seen_by_who_sees_the_user(editor, brand_manager, other_manager, signed_in):
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("me.png", ContentFile(picture()))
    assert signed_in(brand_manager).get(profile.avatar.url).status_code == 200
    assert signed_in(other_manager).get(profile.avatar.url).status_code == 404
    assert signed_in(editor).get(profile.avatar.url).status_code == 200
    assert signed_in(editor).post(profile.avatar.url).status_code == 405


def test_the_doors_of_wagtail_are_not_mounted(client):
    for url in ("/documents/1/a.txt", "/images/x/1/original/", "/media/images/a.png", "/admin/api/v3/"):
        assert client.get(url).status_code in (302, 404)

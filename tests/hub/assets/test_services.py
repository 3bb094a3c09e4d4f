"""Assets come in by one door, get a digest and a brand, and keep their rights."""

import datetime
import hashlib
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Collection

from hub.assets.intake import RefusedFileError
from hub.assets.models import AssetChannel, DocumentAsset, ImageAsset, stored_name
from hub.assets.selectors import documents_visible_to, find_image_by_digest, images_ending_before, images_visible_to
from hub.assets.services import create_document, create_image, limit_to_channels, open_original
from tests.hub.assets.pictures import SVG, moving, paper, picture
from tests.hub.assets.test_intake import HOSTILE

pytestmark = pytest.mark.django_db


def test_a_picture_comes_in(brand, editor):
    data = picture("JPEG", (80, 60))
    image = create_image(
        brand,
        data,
        name="Große Küste.JPG",
        title="Küste",
        alt="Wellen an der Küste",
        credit="Foto: M. Muster",
        territories="DE, AT",
        valid_until=datetime.date(2026, 12, 31),
        channels=["web", "channel-of-a-plug-in"],
        focal_point=(20, 30),
        uploaded_by=editor,
    )
    image = ImageAsset.objects.get(pk=image.pk)
    assert image.sha256 == hashlib.sha256(data).hexdigest()
    assert image.file_hash == hashlib.sha1(data).hexdigest()
    assert (image.width, image.height, image.file_size) == (80, 60, len(data))
    assert (image.brand, image.collection) == (brand, brand.collection)
    assert image.default_alt_text == "Wellen an der Küste"
    assert image.territory_codes == ("DE", "AT")
    assert {channel.key for channel in image.channels.all()} == {"web", "channel-of-a-plug-in"}
    assert image.get_focal_point().centroid == (20, 30)
    assert image.uploaded_by_user == editor
    assert open_original(image) == data


def test_stored_names_are_safe_short_and_never_the_same(brand):
    for wicked in (
        "../../etc/passwd.png",
        "C:\\temp\\a b.png",
        "ü" * 300 + ".png",
        ".png",
        "a\x00b.png",
        "x" * 500 + ".jpeg",
    ):
        first, second = stored_name("images", wicked), stored_name("images", wicked)
        assert first != second
        assert len(first) < 100
        assert ".." not in first
        assert first.isascii()
        assert first.count("/") == 2
    image = create_image(brand, picture(), name="../../../x.png", title="x")
    assert image.file.name.startswith("images/")


def test_an_svg_is_kept_clean_and_its_digest_is_that_of_the_kept_bytes(brand):
    image = create_image(brand, HOSTILE, name="logo.svg", title="Logo")
    kept = open_original(image)
    assert b"script" not in kept
    assert image.sha256 == hashlib.sha256(kept).hexdigest()
    assert image.is_svg()
    assert (image.width, image.height) == (9, 9)


@pytest.mark.parametrize(
    ("data", "name"), [(b"x", "a.png"), (moving(), "a.gif"), (b"<svg>", "a.svg"), (picture(), "a.exe")]
)
def test_a_refused_file_leaves_nothing_behind(brand, settings, data, name):
    settings.STORAGES = settings.STORAGES | {}  # a new, empty storage
    with pytest.raises(RefusedFileError):
        create_image(brand, data, name=name, title="No")
    assert not ImageAsset.objects.exists()
    assert not default_storage.exists("images")


@pytest.mark.parametrize(
    "rights",
    [
        {"territories": "Germany"},
        {"valid_from": datetime.date(2026, 2, 1), "valid_until": datetime.date(2026, 1, 1)},
    ],
)
def test_wrong_rights_are_refused(brand, rights):
    with pytest.raises(ValidationError):
        create_image(brand, picture(), name="a.png", title="a", **rights)
    assert not ImageAsset.objects.exists()


def test_no_way_round_the_door(brand):
    """Saving the model directly, replacing the file, handing in a stored file: all are examined."""
    with pytest.raises(RefusedFileError):
        ImageAsset(title="x", collection=brand.collection, file=ContentFile(moving(), name="a.gif")).save()
    image = create_image(brand, SVG, name="a.svg", title="a")
    digest = image.sha256
    image.file = ContentFile(HOSTILE, name="b.svg")
    image.save()
    assert b"script" not in open_original(image)
    assert image.sha256 != digest
    raw = default_storage.save("uploads/raw.svg", ContentFile(HOSTILE))
    image = ImageAsset.objects.get(pk=image.pk)
    image.file.name = raw
    image.save()
    assert b"script" not in open_original(ImageAsset.objects.get(pk=image.pk))
    image = ImageAsset(title="c", collection=brand.collection)
    image.file.save("c.svg", ContentFile(HOSTILE), save=False)
    image.save()
    assert b"script" not in open_original(ImageAsset.objects.get(pk=image.pk))


def test_saving_again_does_not_read_the_file(brand, monkeypatch):
    image = ImageAsset.objects.get(pk=create_image(brand, picture(), name="a.png", title="a").pk)
    monkeypatch.setattr("hub.assets.asset.digest_of", lambda file: pytest.fail("read"))
    image.title = "b"
    image.save()
    image.save(update_fields=["title"])


def test_a_document_comes_in_and_a_logo_is_cleaned(brand):
    data = paper()
    pdf = create_document(brand, data, name="Preise 2026.pdf", title="Preise")
    assert open_original(pdf) == data
    assert pdf.sha256 == hashlib.sha256(data).hexdigest()
    assert pdf.filename == "preise-2026.pdf"
    logo = create_document(brand, HOSTILE, name="logo.svg", title="Logo")
    assert b"script" not in open_original(logo)
    assert logo.brand == brand


def test_the_brand_decides_and_never_changes(brand, other_brand):
    below = brand.collection.add_child(name="Summer")
    image = ImageAsset(title="a", collection=below, file=ContentFile(picture(), name="a.png"))
    image.save()
    assert (image.brand, image.collection) == (brand, below)
    image.collection = other_brand.collection
    image.save()
    assert (image.brand, image.collection) == (brand, brand.collection)
    with pytest.raises(ValidationError, match="collection of a brand"):
        ImageAsset(
            title="a", collection=Collection.get_first_root_node(), file=ContentFile(picture(), name="a.png")
        ).save()


def test_selectors(brand, other_brand, editor, superuser):
    own = create_image(brand, picture(), name="a.png", title="own", valid_until=datetime.date(2026, 5, 1))
    foreign = create_image(other_brand, picture(), name="a.png", title="foreign")
    paper = create_document(other_brand, b"x", name="a.txt", title="paper")
    assert list(images_visible_to(editor)) == [own]
    assert set(images_visible_to(superuser)) == {own, foreign}
    assert not documents_visible_to(editor).exists()
    assert list(documents_visible_to(superuser)) == [paper]
    assert find_image_by_digest(brand, own.sha256) == own
    assert find_image_by_digest(brand, "0" * 64) is None
    assert list(images_ending_before(brand, datetime.date(2026, 5, 2))) == [own]
    assert not images_ending_before(brand, datetime.date(2026, 5, 1)).exists()


def test_rights_begin_and_end_with_the_brands_day(brand):
    image = create_image(
        brand,
        picture(),
        name="a.png",
        title="a",
        valid_from=datetime.date(2026, 3, 1),
        valid_until=datetime.date(2026, 3, 2),
    )
    berlin = ZoneInfo("Europe/Berlin")
    assert not image.may_be_shown_at(datetime.datetime(2026, 2, 28, 23, 59, tzinfo=berlin))
    assert image.may_be_shown_at(datetime.datetime(2026, 2, 28, 23, 30, tzinfo=datetime.UTC))
    assert image.may_be_shown_at(datetime.datetime(2026, 3, 2, 23, 59, tzinfo=berlin))
    assert not image.may_be_shown_at(datetime.datetime(2026, 3, 2, 23, 30, tzinfo=datetime.UTC))


def test_channels_are_replaced_not_added(brand):
    image = create_image(brand, picture(), name="a.png", title="a", channels=["web", "email"])
    limit_to_channels(image, ["web"])
    assert [channel.key for channel in image.channels.all()] == ["web"]
    limit_to_channels(image, [])
    assert not image.channels.exists()
    assert AssetChannel.objects.count() == 2
    assert DocumentAsset.objects.count() == 0

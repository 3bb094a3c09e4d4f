"""The library in the browser: a new file is seen beside the old one, rights are set for many, no stored file runs."""

import base64
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from selenium.webdriver.support.ui import Select

from hub.assets.models import ImageAsset
from hub.assets.services import create_document, create_image
from tests.hub.assets.pictures import SVG, picture
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

#: Had it come in by some way nobody thought of.
WILD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="document.documentElement.id=\'ran\'">'
    b'<script>document.documentElement.id="ran"</script><rect width="9" height="9"/></svg>'
)
#: What it does to its root element.
RAN = re.compile(r'<svg[^>]*\sid="ran"')


def test_a_new_file_is_seen_before_it_takes_its_place(person, brand, manager, tmp_path):
    image = factories.picture(brand, size=(400, 300))
    factories.piece(factories.campaign(brand), hero=image, published=True)
    new = tmp_path / "neu.png"
    new.write_bytes(picture(size=(300, 500)))
    person.sign_in("maren")
    person.open(reverse("wagtailimages:edit", args=[image.pk]))
    assert not person.find("[data-replacing]").is_displayed()
    person.find("input[type=file][name=file]").send_keys(str(new))
    person.wait(lambda: person.find("[data-replacing-new]").text == "300 × 500", "the new picture")
    assert person.find("[data-replacing]").is_displayed()
    assert person.find("[data-replacing-shape]").is_displayed()
    person.picture("library-replacing")
    person.press("main form[method=post] footer [type=submit], main form[method=post] button[type=submit]")
    person.wait(lambda: person.all(".messages .success"), "the message")
    assert (ImageAsset.objects.get(pk=image.pk).width, ImageAsset.objects.get(pk=image.pk).height) == (300, 500)


def test_rights_of_several_at_once(person, brand, manager):
    images = [create_image(brand, picture(), name="a.png", title=f"Bild {number}") for number in range(2)]
    person.sign_in("maren")
    keys = "&".join(f"id={image.pk}" for image in images)
    person.open(
        f"{reverse('wagtail_bulk_action', args=['assets', 'imageasset', 'set_rights'])}?{keys}&next=/admin/images/"
    )
    person.press("input[name=change][value=clearance]")
    Select(person.find("[name=clearance]")).select_by_value("withdrawn")
    person.picture("library-rights")
    person.press("main form[method=post] [type=submit]")
    person.wait(lambda: person.all(".messages .success"), "the message")
    assert set(ImageAsset.objects.values_list("clearance", flat=True)) == {"withdrawn"}
    person.open(f"{reverse('wagtailimages:index')}?rights=not-cleared")
    person.picture("library-filtered")
    assert len(person.all("[data-bulk-action-checkbox]")) >= 2


@pytest.mark.parametrize("make", [create_image, create_document])
def test_no_stored_file_runs(person, brand, manager, make):
    asset = make(brand, SVG, name="logo.svg", title="Logo")
    default_storage.delete(asset.file.name)
    assert default_storage.save(asset.file.name, ContentFile(WILD)) == asset.file.name
    person.sign_in("maren")
    person.open(asset.file.url)
    person.wait(lambda: "<rect" in person.driver.page_source, "the picture")
    assert not RAN.search(person.driver.page_source)


def test_a_browser_would_run_it(person, brand):
    """The other half of the test above: without our headers, it does."""
    person.driver.get(f"data:image/svg+xml;base64,{base64.b64encode(WILD).decode()}")
    person.wait(lambda: RAN.search(person.driver.page_source), "the script")

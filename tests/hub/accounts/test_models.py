"""Brands with their collections, users with their language."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, Locale
from wagtail.users.models import UserProfile

from hub.accounts.models import Brand, User
from hub.accounts.selectors import find_brand
from hub.accounts.services import create_brand

pytestmark = pytest.mark.django_db


def test_a_brand_has_a_collection_that_follows_its_name():
    brand = create_brand(key="nordlicht", name="Nordlicht")
    assert (brand.time_zone, brand.default_locale) == ("Europe/Berlin", "de")
    assert brand.collection.name == "Nordlicht"
    assert brand.collection.is_descendant_of(Collection.get_first_root_node())
    brand.name = "Nordlicht Kaffee"
    brand.save()
    assert Collection.objects.get(pk=brand.collection_id).name == "Nordlicht Kaffee"
    assert Collection.objects.filter(brand=brand).count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"key": "Nord Licht"}, "key"),
        ({"key": "nord:licht"}, "key"),
        ({"key": "nord--licht"}, "key"),
        ({"key": "nordlicht\n"}, "key"),
        ({"key": ""}, "key"),
        ({"name": ""}, "name"),
        ({"time_zone": "Europe/Entenhausen"}, "time_zone"),
        ({"time_zone": "localtime"}, "time_zone"),
        ({"default_locale": "xx"}, "default_locale"),
    ],
)
def test_a_wrong_brand_is_refused_by_field(values, field):
    with pytest.raises(ValidationError) as caught:
        create_brand(**({"key": "nordlicht", "name": "Nordlicht"} | values))
    assert set(caught.value.error_dict) == {field}
    assert not Brand.objects.exists()
    assert Collection.objects.count() == 1


def test_find_brand(brand, other_brand, editor):
    assert find_brand("nordlicht", viewer=editor) == brand
    with pytest.raises(Brand.DoesNotExist):
        find_brand("suedwind", viewer=editor)
    with pytest.raises(Brand.DoesNotExist):
        find_brand("nord\x00licht", viewer=editor)


def test_a_users_language_is_wagtails_too(db):
    user = User.objects.create_user("uwe", language="de")
    assert UserProfile.objects.get(user=user).preferred_language == "de"
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    user.refresh_from_db()
    assert user.language == "en"
    user.language = "de"
    user.save()
    assert UserProfile.objects.get(user=user).preferred_language == "de"


def test_both_content_languages_have_a_locale(db):
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"de", "en"}

"""The admin: each sees, edits and finds what is their brand's; of another's there is nothing, in either language."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from tests.hub.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("view", ["edit", "delete", "history", "history_results", "usage"])
def test_another_brand_is_not_there_in_any_view(brand, other_brand, administrator, superuser, signed_in, view):
    own, foreign = (reverse(f"brands:{view}", args=[each.pk]) for each in (brand, other_brand))
    client = signed_in(administrator)
    assert client.get(foreign).status_code == 404
    assert client.post(foreign, {"name": "Mine now"}).status_code == 404
    other_brand.refresh_from_db()
    assert other_brand.name == "Südwind"
    # Deleting is for superusers: administrators are sent home, as Wagtail does.
    assert client.get(own).status_code == (302 if view == "delete" else 200)
    client = signed_in(superuser)
    assert client.get(own).status_code == client.get(foreign).status_code == 200


def test_without_the_right_even_ones_own_brand_is_shut_and_the_foreign_is_404(brand, other_brand, editor, signed_in):
    client = signed_in(editor)
    assert client.get(reverse("brands:edit", args=[brand.pk])).status_code == 302
    assert client.get(reverse("brands:edit", args=[other_brand.pk])).status_code == 404


def test_who_is_not_signed_in_is_asked_to_whatever_there_is(client, brand):
    for pk in (brand.pk, 999_999):
        response = client.get(reverse("brands:edit", args=[pk]))
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("name", ["brands:index", "brands:index_results"])
def test_lists_searches_and_exports_show_ones_own(brand, other_brand, administrator, signed_in, name):
    client = signed_in(administrator)
    for query in ({}, {"q": "Südwind"}, {"export": "csv"}):
        response = client.get(reverse(name), query)
        content = (b"".join(response) if response.streaming else response.content).decode()
        assert "suedwind" not in content
        assert reverse("brands:edit", args=[other_brand.pk]) not in content
    assert "nordlicht" in client.get(reverse(name)).content.decode()


def test_a_superuser_makes_a_brand_and_its_key_stays(superuser, signed_in):
    client = signed_in(superuser)
    values = {"name": "Abendrot", "key": "abendrot", "time_zone": "Europe/Vienna", "default_locale": "en"}
    assert client.post(reverse("brands:add"), values).status_code == 302
    brand = Brand.objects.get(key="abendrot")
    assert brand.collection.name == "Abendrot"
    client.post(reverse("brands:edit", args=[brand.pk]), values | {"key": "morgenrot", "name": "Abendrot AG"})
    brand.refresh_from_db()
    assert (brand.key, brand.name) == ("abendrot", "Abendrot AG")


def test_a_wrong_brand_is_explained(superuser, signed_in):
    values = {"name": "Abendrot", "key": "Abend rot", "time_zone": "Wien", "default_locale": "de"}
    content = signed_in(superuser).post(reverse("brands:add"), values).content.decode()
    assert "Only small letters" in content
    assert "“Wien” is not a time zone" in content
    assert not Brand.objects.exists()


def test_an_administrator_cannot_add_brands(administrator, signed_in):
    assert signed_in(administrator).get(reverse("brands:add")).status_code == 302


# --- users -----------------------------------------------------------------------------------------------------------
def user_values(**changes):
    return {
        "username": "neu",
        "email": "neu@example.com",
        "first_name": "Nele",
        "last_name": "Neu",
        "password1": "ein-langes-kennwort",
        "password2": "ein-langes-kennwort",
        "is_active": "on",
    } | changes


def test_the_form_of_an_administrator_offers_own_brands_and_no_way_up(brand, other_brand, administrator, signed_in):
    content = signed_in(administrator).get(reverse("wagtailusers_users:add")).content.decode()
    assert "Nordlicht" in content
    assert "Südwind" not in content
    assert "is_superuser" not in content
    assert 'name="language"' in content


def test_an_administrator_makes_users_of_their_brand(brand, other_brand, administrator, signed_in):
    client = signed_in(administrator)
    editor = Group.objects.get(name=Role.EDITOR)
    forged = user_values(brands=[other_brand.pk], groups=[editor.pk], is_superuser="on")
    assert client.post(reverse("wagtailusers_users:add"), forged).status_code == 200
    assert client.post(reverse("wagtailusers_users:add"), user_values(groups=[editor.pk])).status_code == 200
    assert not User.objects.filter(username="neu").exists()
    fine = user_values(brands=[brand.pk], groups=[editor.pk], is_superuser="on", language="de")
    assert client.post(reverse("wagtailusers_users:add"), fine).status_code == 302
    made = User.objects.get(username="neu")
    assert (list(made.brands.all()), made.is_superuser, made.language) == ([brand], False, "de")
    assert list(made.groups.all()) == [editor]


def test_nobody_lifts_themselves_or_others_by_a_group_they_are_not_in(brand, administrator, editor, signed_in):
    mighty = Group.objects.create(name="Mighty")
    url = reverse("wagtailusers_users:edit", args=[editor.pk])
    values = user_values(username="edda", brands=[brand.pk], groups=[mighty.pk])
    assert signed_in(administrator).post(url, values).status_code == 200
    assert mighty not in editor.groups.all()


def test_groups_that_the_form_did_not_offer_stay(brand, administrator, editor, signed_in):
    special = Group.objects.create(name="Special")
    editor.groups.add(special)
    manager = Group.objects.get(name=Role.BRAND_MANAGER)
    url = reverse("wagtailusers_users:edit", args=[editor.pk])
    values = user_values(username="edda", brands=[brand.pk], groups=[manager.pk])
    assert signed_in(administrator).post(url, values).status_code == 302
    assert set(editor.groups.all()) == {special, manager}


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage"])
def test_users_of_another_brand_are_not_there(other_manager, administrator, superuser, signed_in, view):
    url = reverse(f"wagtailusers_users:{view}", args=[other_manager.pk])
    client = signed_in(administrator)
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert signed_in(superuser).get(url).status_code == 200


def test_the_list_of_users_is_ones_own(other_manager, editor, administrator, signed_in):
    content = signed_in(administrator).get(reverse("wagtailusers_users:index")).content.decode()
    assert "edda" in content
    assert "oscar" not in content.lower()


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_bulk_actions_on_users_stay_inside(brand, other_manager, editor, administrator, superuser, signed_in, action):
    client = signed_in(administrator)
    url = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    for foreign in (other_manager, superuser):
        assert client.get(url, {"id": foreign.pk}).status_code == 404
        assert client.post(f"{url}?id={editor.pk}&id={foreign.pk}", {"mark_as_active": "False"}).status_code == 404
    everybody = client.get(url, {"id": "all"}).content.decode()
    assert "edda" in everybody.lower()
    assert "oscar" not in everybody.lower()
    assert "susa" not in everybody.lower()


def test_the_bulk_role_is_one_that_may_be_given(editor, administrator, signed_in):
    mighty = Group.objects.create(name="Mighty")
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"]) + f"?id={editor.pk}"
    client = signed_in(administrator)
    client.post(url, {"role": mighty.pk})
    assert mighty not in editor.groups.all()
    manager = Group.objects.get(name=Role.BRAND_MANAGER)
    client.post(url, {"role": manager.pk})
    assert manager in editor.groups.all()


# --- the whole -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "word"), [("de", "Marken"), ("en", "Brands")])
def test_the_admin_speaks_the_users_language(language, word, superuser, signed_in):
    superuser.language = language
    superuser.save()
    content = signed_in(superuser).get(reverse("wagtailadmin_home")).content.decode()
    assert f'<html lang="{language}"' in content.replace("'", '"')
    if word == "Brands" or "Marken" in content:  # the catalog is compiled at the end of the build
        assert word in content


def test_a_collection_of_a_brand_is_not_deleted(brand, superuser, signed_in):
    url = reverse("wagtailadmin_collections:delete", args=[brand.collection_id])
    response = signed_in(superuser).post(url)
    brand.refresh_from_db()
    assert brand.collection is not None
    assert response.status_code in (302, 403)


def test_sign_in_and_out(client, editor):
    assert client.get("/admin/").status_code == 302
    response = client.post("/admin/login/", {"username": "edda", "password": "password"})
    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_user_without_a_role_cannot_enter(client, brand):
    client.force_login(UserFactory(brands=[brand]))
    assert client.get("/admin/").status_code == 302

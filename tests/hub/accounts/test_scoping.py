"""What belongs to another brand is not there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from wagtail.permissions import policy_registry

from hub.accounts.models import ApiToken, Brand, User
from hub.accounts.principal import NOBODY, Scope
from hub.accounts.roles import Role
from hub.accounts.scoping import brand_id_of, is_visible, principal_of, require_visible, visible
from hub.accounts.services import authenticate_token, issue_token
from hub.assets.models import ImageAsset, ImageRendition
from tests.hub.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_users_see_their_brands_superusers_all_strangers_none(brand, other_brand, editor, superuser):
    assert set(Brand.objects.visible_to(editor)) == {brand}
    assert set(Brand.objects.visible_to(superuser)) == {brand, other_brand}
    assert not Brand.objects.visible_to(AnonymousUser()).exists()
    editor.is_active = False
    assert principal_of(editor) is NOBODY


def test_tokens_see_their_brands_only(brand, other_brand, superuser):
    caller = authenticate_token(issue_token(name="t", brands=[other_brand], created_by=superuser).text)
    assert set(Brand.objects.visible_to(caller)) == {other_brand}


def test_a_change_of_brands_is_seen_at_once(brand, other_brand, editor):
    assert not editor.as_principal().sees_brand(other_brand.pk)
    editor.brands.add(other_brand)
    assert editor.as_principal().sees_brand(other_brand.pk)


def test_rights_of_users_follow_their_role(editor, brand_manager, superuser):
    assert editor.as_principal().has_scope(Scope.LINT)
    assert not editor.as_principal().has_scope(Scope.WEBHOOKS)
    assert superuser.as_principal().scopes == frozenset(Scope)


def test_require_visible_is_404_for_the_foreign_the_missing_and_nonsense(brand, other_brand, editor):
    require_visible(Brand, [brand.pk], editor)
    require_visible(Brand, [], editor)
    for wanted in ([other_brand.pk], [brand.pk, other_brand.pk], [999_999], ["x"], [10**30], [""]):
        with pytest.raises(Http404):
            require_visible(Brand, wanted, editor)


def test_the_brand_is_found_over_a_path(brand):
    image = ImageAsset(brand=brand)
    assert brand_id_of(image) == brand.pk
    assert brand_id_of(ImageAsset()) is None
    assert brand_id_of(ImageRendition(image=image)) is None  # an unsaved picture has no key to follow
    assert brand_id_of(brand) == brand.pk


def test_users_of_two_brands_are_out_of_reach_for_the_manager_of_one(brand, other_brand, administrator, superuser):
    both = UserFactory(brands=[brand, other_brand])
    own = UserFactory(brands=[brand])
    nobodys = UserFactory()
    chief = UserFactory(brands=[brand], is_superuser=True)
    seen = set(visible(User, administrator))
    assert {own, administrator} <= seen
    assert not seen & {both, nobodys, chief}
    assert {both, own, nobodys, chief} <= set(visible(User, superuser))
    assert is_visible(own, administrator)
    assert not is_visible(both, administrator)


def test_tokens_of_two_brands_are_out_of_reach_for_the_manager_of_one(brand, other_brand, administrator):
    own = issue_token(name="own", brands=[brand]).token
    issue_token(name="both", brands=[brand, other_brand])
    assert list(visible(ApiToken, administrator)) == [own]


def test_the_policy_knows_right_and_brand(brand, other_brand, editor, administrator, superuser):
    policy = policy_registry.get_by_type(Brand)
    assert policy.user_has_permission_for_instance(administrator, "change", brand)
    assert not policy.user_has_permission_for_instance(administrator, "change", other_brand)
    assert not policy.user_has_permission_for_instance(editor, "change", brand)
    assert list(policy.instances_user_has_permission_for(administrator, "change")) == [brand]
    assert not policy.instances_user_has_permission_for(editor, "change").exists()
    assert set(policy.users_with_permission_for_instance("change", brand)) == {administrator, superuser}
    assert set(policy.users_with_permission_for_instance("change", other_brand)) == {superuser}


def test_roles_are_groups_and_only_they_are_written(brand):
    from django.contrib.auth.models import Group, Permission

    from hub.accounts.roles import sync_roles

    assert set(Group.objects.values_list("name", flat=True)) == set(Role)
    own = Group.objects.create(name="Own group")
    own.permissions.add(Permission.objects.first())
    editors = Group.objects.get(name=Role.EDITOR)
    before = set(editors.permissions.all())
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    sync_roles()
    assert set(editors.permissions.all()) == before
    assert own.permissions.count() == 1


def test_no_role_but_administrators_touches_accounts():
    from django.contrib.auth.models import Permission

    accounts = Permission.objects.filter(content_type__app_label="accounts")
    for role in (Role.EDITOR, Role.CHANNEL_TEAM, Role.BRAND_MANAGER):
        assert not accounts.filter(group__name=role).exists()
    assert not Permission.objects.filter(group__name=Role.ADMINISTRATOR, codename="add_brand").exists()

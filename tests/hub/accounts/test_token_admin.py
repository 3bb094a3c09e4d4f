"""API tokens in the admin: shown once, revoked for good, and each administrator's own brands' only."""

import re

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.accounts.models import ApiToken
from hub.accounts.services import authenticate_token, issue_token

pytestmark = pytest.mark.django_db


def make(client, **values):
    given = {"name": "Shop", "scopes": ["variants:read", "lint"], "channels": " sms, email,email", "expires_at": ""}
    return client.post(reverse("tokens:add"), given | values)


def test_a_token_is_shown_once_and_works(brand, administrator, signed_in):
    client = signed_in(administrator)
    response = make(client, brands=[brand.pk])
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    (text,) = re.findall(r'value="(ein_[A-Za-z0-9]+)"', response.content.decode())
    caller = authenticate_token(text)
    assert caller.brand_ids == {brand.pk}
    assert caller.scopes == {"variants:read", "lint"}
    assert caller.channels == {"sms", "email"}
    token = ApiToken.objects.get()
    assert token.created_by == administrator
    for name, arguments in (("index", []), ("edit", [token.pk]), ("history", [token.pk])):
        page = client.get(reverse(f"tokens:{name}", args=arguments)).content.decode()
        assert text not in page
        assert token.digest not in page
    assert text not in str(list(ModelLogEntry.objects.values()))


@pytest.mark.parametrize(
    "values",
    [{"brands": []}, {"brands": "foreign"}, {"scopes": []}, {"scopes": ["all"]}, {"expires_at": "2020-01-01 00:00"}],
)
def test_what_is_wrong_makes_no_token(brand, other_brand, administrator, signed_in, values):
    given = {"brands": [brand.pk]} | values
    if given["brands"] == "foreign":
        given["brands"] = [other_brand.pk]
    response = make(signed_in(administrator), **given)
    assert response.status_code == 200
    assert "ein_" not in re.sub(r"ein_csrf|einklang_", "", response.content.decode())
    assert not ApiToken.objects.exists()


def test_revoking_keeps_the_row(brand, administrator, signed_in):
    issued = issue_token(name="Shop", brands=[brand])
    client = signed_in(administrator)
    url = reverse("tokens:delete", args=[issued.token.pk])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert authenticate_token(issued.text) is None
    assert ApiToken.objects.get().revoked_at is not None


def test_a_token_is_renamed_and_nothing_else(brand, administrator, signed_in):
    issued = issue_token(name="Shop", brands=[brand])
    url = reverse("tokens:edit", args=[issued.token.pk])
    assert signed_in(administrator).post(url, {"name": "Laden", "scopes": ["publish"]}).status_code == 302
    token = ApiToken.objects.get()
    assert token.name == "Laden"
    assert "publish" not in token.scopes


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage"])
def test_tokens_of_another_brand_are_not_there(brand, other_brand, administrator, superuser, signed_in, view):
    both = issue_token(name="Beide", brands=[brand, other_brand]).token
    url = reverse(f"tokens:{view}", args=[both.pk])
    client = signed_in(administrator)
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert "Beide" not in client.get(reverse("tokens:index")).content.decode()
    assert signed_in(superuser).get(url).status_code == 200


def test_only_administrators_make_tokens(brand, editor, brand_manager, signed_in):
    for user in (editor, brand_manager):
        assert make(signed_in(user), brands=[brand.pk]).status_code == 302
    assert not ApiToken.objects.exists()

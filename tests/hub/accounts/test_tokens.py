"""API tokens: shown once, stored as a digest, narrow, and ended at once."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.accounts.models import ApiToken
from hub.accounts.principal import READING_SCOPES, PrincipalKind, Scope
from hub.accounts.services import (
    DEMO_BRAND_KEY,
    PREFIX_LENGTH,
    SECRET_LENGTH,
    authenticate_token,
    issue_token,
    revoke_token,
)
from hub.demo import loading
from tests.hub.accounts.factories import BrandFactory

pytestmark = pytest.mark.django_db


def test_a_token_proves_its_brands_rights_and_channels(brand):
    issued = issue_token(name="Shop", brands=[brand], scopes=["variants:read", "lint"], channels=["email"])
    caller = authenticate_token(issued.text)
    assert caller is not None
    assert (caller.kind, caller.id, caller.name) == (PrincipalKind.TOKEN, issued.token.pk, "Shop")
    assert caller.brand_ids == {brand.pk}
    assert caller.scopes == {Scope.VARIANTS_READ, Scope.LINT}
    assert caller.uses_channel("email")
    assert not caller.uses_channel("sms")


def test_without_channels_all_are_meant(brand):
    caller = authenticate_token(issue_token(name="All", brands=[brand]).text)
    assert caller.channels is None
    assert caller.uses_channel("whatever")
    assert caller.scopes == READING_SCOPES


def test_the_secret_is_long_enough_and_nowhere_in_the_database(brand):
    issued = issue_token(name="Shop", brands=[brand])
    assert issued.text.startswith("ein_")
    # 62 characters: 5.95 bits each
    assert SECRET_LENGTH * 5.95 >= 128
    secret = issued.text[4 + PREFIX_LENGTH :]
    for value in ApiToken.objects.values().get().values():
        assert secret not in str(value)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-1],
        lambda t: t + "a",
        lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"),
        lambda t: t.lower() if t.lower() != t else t.upper(),
    ],
)
def test_another_text_proves_nothing(brand, change):
    text = issue_token(name="Shop", brands=[brand]).text
    assert authenticate_token(change(text)) is None


@pytest.mark.parametrize(
    "text", ["", "ein_", "ein_unknown", "Bearer x", "ein_äöü", "ein_" + "x" * 10_000, "\x00", "ein_\x00" + "x" * 40]
)
def test_nonsense_proves_nothing(text):
    assert authenticate_token(text) is None


def test_a_revoked_token_ends_with_the_next_request(brand):
    issued = issue_token(name="Shop", brands=[brand])
    revoke_token(issued.token)
    assert authenticate_token(issued.text) is None
    first = issued.token.revoked_at
    revoke_token(issued.token)
    assert issued.token.revoked_at == first


def test_an_expired_token_is_none(brand):
    issued = issue_token(name="Shop", brands=[brand], expires_at=timezone.now() + datetime.timedelta(hours=1))
    assert authenticate_token(issued.text) is not None
    ApiToken.objects.update(expires_at=timezone.now())
    assert authenticate_token(issued.text) is None


def test_last_use_is_noted_once_in_a_while(brand, django_assert_num_queries):
    issued = issue_token(name="Shop", brands=[brand])
    authenticate_token(issued.text)
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    with django_assert_num_queries(2):  # the token, its brands; no write
        authenticate_token(issued.text)
    assert ApiToken.objects.get().last_used_at == first


def test_a_token_whose_brand_is_gone_sees_nothing(brand):
    issued = issue_token(name="Shop", brands=[brand])
    issued.token.brands.clear()
    assert authenticate_token(issued.text).brand_ids == frozenset()


def test_what_is_wrong_is_said(brand):
    with pytest.raises(ValidationError, match="at least one brand"):
        issue_token(name="Nobody's", brands=[])
    with pytest.raises(ValidationError, match="“everything” is not a right"):
        issue_token(name="Greedy", brands=[brand], scopes=["everything"])
    with pytest.raises(ValidationError, match="at least one right"):
        issue_token(name="Idle", brands=[brand], scopes=[])
    with pytest.raises(ValidationError, match="past"):
        issue_token(name="Late", brands=[brand], expires_at=timezone.now())
    assert not ApiToken.objects.exists()


def run(*arguments):
    out = io.StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_command_prints_a_token_and_nothing_else(brand):
    caller = authenticate_token(run())
    assert caller.brand_ids == {brand.pk}
    assert caller.scopes == READING_SCOPES


def test_the_command_takes_brands_and_rights(brand, other_brand):
    text = run("--brand", "nordlicht", "--brand", "suedwind", "--scope", "publish", "--scope", "lint", "--days", "3")
    caller = authenticate_token(text)
    assert caller.brand_ids == {brand.pk, other_brand.pk}
    assert caller.scopes == {Scope.PUBLISH, Scope.LINT}


def test_the_command_without_arguments_takes_the_demo_brand(brand):
    demo = BrandFactory(key=DEMO_BRAND_KEY)
    assert authenticate_token(run()).brand_ids == {demo.pk}


def test_the_demo_brand_is_the_one_that_the_demonstration_makes():
    assert loading.KEY == DEMO_BRAND_KEY


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--brand", "nowhere"], "There is no brand “nowhere”. Known: nordlicht."),
        (["--scope", "all"], "“all” is not a right. Known: variants:read"),
        (["--days", "0"], "past"),
    ],
)
def test_the_command_says_what_is_wrong(brand, arguments, message):
    with pytest.raises(CommandError, match=message):
        run(*arguments)

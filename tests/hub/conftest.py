"""Two brands, and people of each: whatever is scoped is tested with these."""

import pytest
from django.core.cache import cache
from django.test import Client

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from tests.hub.accounts.factories import BrandFactory, UserFactory


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Nothing remembered of an earlier test's rows, whose numbers come again."""
    cache.clear()


@pytest.fixture
def brand(db: None) -> Brand:
    return BrandFactory(key="nordlicht", name="Nordlicht")


@pytest.fixture
def other_brand(db: None) -> Brand:
    return BrandFactory(key="suedwind", name="Südwind")


@pytest.fixture
def editor(brand: Brand) -> User:
    return UserFactory(username="edda", role=Role.EDITOR, brands=[brand])


@pytest.fixture
def brand_manager(brand: Brand) -> User:
    return UserFactory(username="maren", role=Role.BRAND_MANAGER, brands=[brand])


@pytest.fixture
def administrator(brand: Brand) -> User:
    return UserFactory(username="anton", role=Role.ADMINISTRATOR, brands=[brand])


@pytest.fixture
def other_manager(other_brand: Brand) -> User:
    return UserFactory(username="oscar", role=Role.BRAND_MANAGER, brands=[other_brand])


@pytest.fixture
def superuser(db: None) -> User:
    return UserFactory(username="susa", is_superuser=True)


@pytest.fixture
def signed_in(client: Client):
    """`signed_in(user)`: a test client in which this user has signed in."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in

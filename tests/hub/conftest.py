"""Two brands, and people of each: whatever is scoped is tested with these."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from hub.accounts import lately
from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.api import quota
from tests.hub.accounts.factories import BrandFactory, UserFactory


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Nothing remembered of an earlier test's rows, whose numbers come again."""
    cache.clear()
    quota.forget()


@pytest.fixture(autouse=True)
def tokens_looked_up_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a request asks of the database does not depend on how long ago the last one was."""
    monkeypatch.setattr(lately, "HOLDS", 0.0)
    lately.forget_tokens()


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


@pytest.fixture
def workflow(brand_manager: User) -> Workflow:
    """One task, which brand managers approve."""
    flow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Ansehen")
    task.groups.set(brand_manager.groups.all())
    WorkflowTask.objects.create(workflow=flow, task=task)
    return flow


@pytest.fixture
def mailed(django_capture_on_commit_callbacks) -> Callable[[Callable[[], Any]], list[EmailMessage]]:
    """`mailed(deed)`: do something; the mails it makes."""

    def act(deed: Callable[[], Any]) -> list[EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        return list(mail.outbox)

    return act

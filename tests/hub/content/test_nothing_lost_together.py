"""Two people write one piece at once: the second hears of the first, sees both versions, and nothing is lost."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from hub.accounts.roles import Role
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories
from tests.hub.content.posting import posted

pytestmark = pytest.mark.django_db

JSON = {"headers": {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}}


@pytest.fixture
def first(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def second(brand) -> Client:
    client = Client()
    client.force_login(UserFactory(username="zoe", role=Role.BRAND_MANAGER, brands=[brand]))
    return client


def edit_url(row) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])


def opened(client, row):
    """The form as the editor shows it, with the version that it began from."""
    response = client.get(edit_url(row))
    latest = type(row).objects.get(pk=row.pk).latest_revision
    page = response.content.decode()
    assert f'name="loaded_revision_id" value="{latest.pk}"' in page
    began = {"loaded_revision_id": str(latest.pk), "loaded_revision_created_at": latest.created_at.isoformat()}
    return response.context["form"], began


def save(client, row, open_form, **typed):
    form, began = open_form
    actions = {name: typed.pop(name) for name in list(typed) if name.startswith(("action", "overwrite"))}
    data = posted(form, **typed)
    data.update(began)
    data.update({name.replace("_publish", "-publish"): value for name, value in actions.items()})
    return client.post(edit_url(row), data, follow=True)


def said(response) -> str:
    return html.unescape(" ".join(str(message) for message in response.context["messages"]))


def headlines(row) -> list[str]:
    return [revision.content["headline"] for revision in row.revisions.order_by("pk")]


@pytest.mark.parametrize("button", [{}, {"action_publish": "1"}])
def test_the_second_hears_who_and_when_and_both_are_kept(brand, first, second, editor, button):
    row = factories.piece(factories.campaign(brand))
    mine, theirs = opened(second, row), opened(first, row)
    save(first, row, theirs, headline="Von Edda")
    refused = save(second, row, mine, headline="Von Zoe", **button)
    latest = Piece.objects.get(pk=row.pk).latest_revision
    assert latest.content["headline"] == "Von Edda"
    assert not Piece.objects.get(pk=row.pk).live
    words = said(refused)
    assert editor.get_full_name() in words
    began = mine[1]["loaded_revision_id"]
    compare = reverse(Piece.snippet_viewset.get_url_name("revisions_compare"), args=[row.pk, began, latest.pk])
    assert compare in words
    page = second.get(compare).content.decode()
    assert "Von Edda" in page
    # What was typed still stands in the form, which knows by now what it would cover.
    assert 'value="Von Zoe"' in refused.content.decode()
    assert f'name="loaded_revision_id" value="{latest.pk}"' in refused.content.decode()
    now = {"loaded_revision_id": str(latest.pk), "loaded_revision_created_at": latest.created_at.isoformat()}
    save(second, row, (mine[0], now), headline="Von Zoe", **button)
    assert headlines(row)[-2:] == ["Von Edda", "Von Zoe"]
    assert Piece.objects.get(pk=row.pk).live is bool(button)


def test_a_form_with_an_error_does_not_forget_where_it_began(brand, first, second):
    row = factories.piece(factories.campaign(brand))
    mine, theirs = opened(second, row), opened(first, row)
    save(first, row, theirs, headline="Von Edda")
    refused = save(second, row, mine, headline="Von Zoe", title="")
    assert "Edda" in said(refused)
    assert headlines(row)[-1] == "Von Edda"


def test_an_autosave_does_not_cover_anothers_words(brand, first, second):
    row = factories.piece(factories.campaign(brand))
    mine, theirs = opened(second, row), opened(first, row)
    save(first, row, theirs, headline="Von Edda")
    form, began = mine
    data = posted(form, headline="Von Zoe")
    data.update(began)
    response = second.post(edit_url(row), data, **JSON)
    assert response.status_code == 400
    assert response.json()["error_code"] == "invalid_revision"
    assert headlines(row)[-1] == "Von Edda"


def test_an_autosave_writes_on_in_its_own_version_only(brand, first, second):
    row = factories.piece(factories.campaign(brand))
    form, began = opened(second, row)
    data = posted(form, headline="Von Zoe 1")
    data.update(began)
    own = second.post(edit_url(row), data, **JSON).json()["revision_id"]
    data = posted(form, headline="Von Zoe 2")
    data.update({**began, "overwrite_revision_id": str(own)})
    assert second.post(edit_url(row), data, **JSON).json()["success"]
    assert headlines(row)[-1] == "Von Zoe 2"
    save(first, row, opened(first, row), headline="Von Edda")
    data = posted(form, headline="Von Zoe 3")
    data.update({**began, "overwrite_revision_id": str(own)})
    assert second.post(edit_url(row), data, **JSON).status_code == 400
    refused = second.post(edit_url(row), {**data.dict(), "overwrite_revision_id": str(own)}, follow=True)
    assert str(own) in said(refused)
    assert headlines(row)[-2:] == ["Von Zoe 2", "Von Edda"]


def test_who_is_alone_is_not_bothered(brand, first):
    row = factories.piece(factories.campaign(brand))
    save(first, row, opened(first, row), headline="Eins")
    save(first, row, opened(first, row), headline="Zwei")
    assert headlines(row)[-2:] == ["Eins", "Zwei"]


def test_the_same_holds_for_campaigns(brand, first, second):
    row = factories.campaign(brand)
    mine, theirs = opened(second, row), opened(first, row)
    save(first, row, theirs, goal="Von Edda")
    assert "Edda" in said(save(second, row, mine, goal="Von Zoe"))
    goals = [revision.content["goal"] for revision in Campaign.objects.get(pk=row.pk).revisions.order_by("pk")]
    assert goals[-1] == "Von Edda"

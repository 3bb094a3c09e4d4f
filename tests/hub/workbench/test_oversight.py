"""Overviews, dashboards, menus and mails name nothing of another brand."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from hub.accounts.models import User
from hub.accounts.roles import Role
from hub.content.campaigns import Campaign
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

HISTORY = "wagtailadmin_reports:site_history"


@pytest.fixture
def both(brand, other_brand):
    """A piece of each brand, written by somebody of it."""
    made = []
    for owner, title in ((brand, "Unser Winterstück"), (other_brand, "Fremdes Geheimnis")):
        writer = UserFactory(username=f"writer-{owner.key}", role=Role.EDITOR, brands=[owner], last_name=owner.key)
        row = factories.piece(factories.campaign(owner, slug=f"kampagne-{owner.key}"), slug="stueck", title=title)
        row.save_revision(user=writer, log_action=True)
        made.append(row)
    return made


@pytest.fixture
def workflow(brand_manager):
    """Pieces need the approval of brand managers, of whichever brand."""
    workflow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Ansehen")
    task.groups.set(brand_manager.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    kind = ContentType.objects.get_by_natural_key("content", "piece")
    WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    return workflow


@pytest.mark.parametrize("name", [HISTORY, f"{HISTORY}_results"])
@pytest.mark.parametrize("query", [{}, {"label": "e"}, {"export": "csv"}])
def test_the_history_is_of_ones_own_brands(both, brand_manager, superuser, signed_in, name, query):
    def shown(user) -> str:
        response = signed_in(user).get(reverse(name), query)
        assert response.status_code == 200
        return (b"".join(response) if response.streaming else response.content).decode()

    page = shown(brand_manager)
    assert "Unser Winterstück" in page
    for foreign in ("Fremdes Geheimnis", "writer-suedwind", "Kampagne-Suedwind"):
        assert foreign not in page
    assert "Fremdes Geheimnis" in shown(superuser)


@pytest.mark.parametrize("name", [HISTORY, f"{HISTORY}_results"])
def test_the_history_is_behind_the_door(both, client, signed_in, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("wagtailadmin_login") in response["Location"]
    nobody = UserFactory(username="nobody")
    assert signed_in(nobody).get(reverse(name)).status_code in (302, 403)


def test_what_is_gone_is_gone_from_the_history(both, brand_manager, signed_in):
    both[1].delete()
    assert "Fremdes" not in signed_in(brand_manager).get(reverse(HISTORY)).content.decode()


def test_the_dashboard_shows_ones_own(both, workflow, brand_manager, editor, other_manager, signed_in):
    for row in both:
        workflow.start(row, editor)
    home = reverse("wagtailadmin_home")
    page = signed_in(brand_manager).get(home).content.decode()
    assert "Unser Winterstück" in page
    assert "Fremdes Geheimnis" not in page
    page = signed_in(other_manager).get(home).content.decode()
    assert "Unser Winterstück" not in page
    assert "Fremdes Geheimnis" in page


def test_mails_about_approvals_go_to_the_brands_own(
    both, workflow, brand_manager, other_manager, superuser, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        workflow.start(both[1], editor)
    assert [mail.to for mail in mailoutbox] == [[other_manager.email]]


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks", "locked_pages", "aging_pages", "page_types_usage"])
def test_reports_of_pages_are_closed_or_empty(both, workflow, brand_manager, editor, signed_in, name):
    for row in both:
        workflow.start(row, editor)
    response = signed_in(brand_manager).get(reverse(f"wagtailadmin_reports:{name}"))
    assert b"Fremdes Geheimnis" not in response.content


def test_menus_know_no_pages(superuser, signed_in):
    page = signed_in(superuser).get(reverse("wagtailadmin_home")).content.decode()
    for name in ("explorer", "sites", "aging-pages", "locked-pages", "page-types-usage", "whats-new", "editor-guide"):
        assert f'"name": "{name}' not in page, name
    assert "wagtail.org" not in page
    assert f'href="{reverse("wagtailadmin_explore_root")}' not in page
    assert "Einklang</title>" in page.replace("\n", "")
    assert 'aria-label="Einklang"' in page


def test_an_empty_hub_says_what_to_begin_with(brand_manager, signed_in):
    page = signed_in(brand_manager).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(Campaign.snippet_viewset.get_url_name("add")) in page
    reader = UserFactory(role=Role.CHANNEL_TEAM, brands=list(brand_manager.brands.all()))
    page = signed_in(User.objects.get(pk=reader.pk)).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(Campaign.snippet_viewset.get_url_name("add")) not in page


def test_the_sign_in_page_is_ours(client):
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Einklang" in page
    assert "Wagtail" not in page.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r'<link[^>]+href="http', page)
    assert 'src="http' not in page

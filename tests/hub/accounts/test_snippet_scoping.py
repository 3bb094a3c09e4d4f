"""Every view of every snippet that belongs to a brand: one's own opens, another's is 404, whatever the view does."""

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.snippets.models import get_snippet_models

from hub.accounts.models import User
from hub.accounts.roles import Role
from hub.accounts.scoping import is_scoped
from hub.assets.services import create_image
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.guidelines.models import Guideline
from tests.hub.accounts.factories import UserFactory
from tests.hub.assets.pictures import picture

pytestmark = pytest.mark.django_db


def campaign_of(brand, **values):
    campaign = Campaign(brand=brand, name=f"Kampagne {brand.name}", slug="sommer", **values)
    campaign.save()
    campaign.save_revision()
    return campaign


def piece_of(brand, campaign=None):
    piece = Piece(campaign=campaign or campaign_of(brand), title=f"Stück {brand.name}", slug="auftakt")
    piece.save()
    piece.save_revision()
    return piece


def guideline_of(brand):
    guideline = Guideline.objects.create(brand=brand, source=f"schema: guideline/1\nbrand: {brand.key}\n")
    guideline.save_revision()
    return guideline


MAKERS = {Campaign: campaign_of, Piece: piece_of, Guideline: guideline_of}


def patterns(viewset):
    """(view name, names in its URL) of all views of a snippet."""
    for pattern in viewset.get_urlpatterns():
        yield pattern.name, tuple(pattern.pattern.regex.groupindex)


def cases():
    for model in MAKERS:
        for name, names in patterns(model.snippet_viewset):
            if "pk" in names:
                yield pytest.param(model, name, names, id=f"{model.__name__}-{name}")


def url_of(model, name, names, pk, revision):
    values = {
        "pk": pk,
        "revision_id": revision,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": 1,
        "task_id": 1,
        "workflow_state_id": 1,
    }
    return reverse(model.snippet_viewset.get_url_name(name), kwargs={each: values[each] for each in names})


def test_every_scoped_snippet_is_in_this_test():
    scoped = {model for model in get_snippet_models() if is_scoped(model)}
    assert scoped == set(MAKERS)


@pytest.mark.parametrize(("model", "name", "names"), list(cases()))
def test_another_brands_snippet_is_in_no_view(brand, other_brand, brand_manager, signed_in, model, name, names):
    own, foreign = MAKERS[model](brand), MAKERS[model](other_brand)
    client = signed_in(brand_manager)
    url = url_of(model, name, names, foreign.pk, foreign.latest_revision_id)
    for ajax in ({}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}):
        assert client.get(url, **ajax).status_code == 404
        assert client.post(url, {"name": "x"}, **ajax).status_code == 404
    assert model.objects.filter(pk=foreign.pk).exists()
    # Its own revision under another object's key is not there either; a missing key is as foreign as a foreign one.
    if "revision_id" in names:
        assert client.get(url_of(model, name, names, own.pk, foreign.latest_revision_id)).status_code == 404
    missing = client.get(url_of(model, name, names, 999_999, own.latest_revision_id))
    assert missing.status_code == 404
    if not {"task_state_id", "workflow_state_id", "task_id"} & set(names):
        answer = client.get(url_of(model, name, names, own.pk, own.latest_revision_id)).status_code
        assert answer < 400 or (answer == 405 and name in {"lock", "unlock", "try"})


def text_of(response):
    if response["Content-Type"] == "application/json":
        return response.json()["html"]
    return (b"".join(response) if response.streaming else response.content).decode()


@pytest.mark.parametrize("model", MAKERS)
@pytest.mark.parametrize("query", [{}, {"q": "Südwind"}, {"q": "Stück"}, {"export": "csv"}])
def test_lists_filters_searches_and_choosers_show_ones_own(brand, other_brand, brand_manager, signed_in, model, query):
    own, foreign = MAKERS[model](brand), MAKERS[model](other_brand)
    viewset = model.snippet_viewset
    client = signed_in(brand_manager)
    names = [viewset.get_url_name("list"), viewset.get_url_name("list_results")]
    names += [viewset.chooser_viewset.get_url_name("choose"), viewset.chooser_viewset.get_url_name("choose_results")]
    for name in names:
        response = client.get(reverse(name), query)
        assert response.status_code == 200
        content = text_of(response)
        assert str(foreign) not in content
        if query == {}:
            assert str(own) in content
            assert "Südwind" not in content


@pytest.mark.parametrize("model", MAKERS)
def test_choosers_confirm_ones_own_only(brand, other_brand, brand_manager, signed_in, model):
    own, foreign = MAKERS[model](brand), MAKERS[model](other_brand)
    chooser = model.snippet_viewset.chooser_viewset
    client = signed_in(brand_manager)
    assert client.get(reverse(chooser.get_url_name("chosen"), args=[own.pk])).status_code == 200
    assert client.get(reverse(chooser.get_url_name("chosen"), args=[foreign.pk])).status_code == 404
    several = reverse(chooser.get_url_name("chosen_multiple"))
    assert client.get(f"{several}?id={own.pk}").status_code == 200
    assert client.get(f"{several}?id={own.pk}&id={foreign.pk}").status_code == 404


def test_bulk_deleting_stays_inside(brand, other_brand, brand_manager, signed_in):
    own, foreign = campaign_of(brand), campaign_of(other_brand)
    url = reverse("wagtail_bulk_action", args=["content", "campaign", "delete"])
    client = signed_in(brand_manager)
    assert client.post(f"{url}?id={foreign.pk}").status_code == 404
    assert str(foreign) not in client.get(f"{url}?id=all").content.decode()
    client.post(f"{url}?id=all")
    assert set(Campaign.objects.all()) == {foreign}
    assert own.name


def test_a_task_of_another_objects_workflow_cannot_be_reached(brand, other_brand, brand_manager, signed_in):
    """Wagtail looks the task up by its number alone, whatever object the URL names."""
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.set(brand_manager.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    own, foreign = campaign_of(brand), campaign_of(other_brand)
    state, foreign_state = workflow.start(own, brand_manager), workflow.start(foreign, brand_manager)
    client = signed_in(brand_manager)
    action = Campaign.snippet_viewset.get_url_name("workflow_action")
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    good = reverse(action, args=[own.pk, "approve", state.current_task_state.pk])
    bad = reverse(action, args=[own.pk, "approve", foreign_state.current_task_state.pk])
    assert client.get(good, **ajax).status_code == 200
    assert client.post(bad, **ajax).status_code == 404
    foreign_state.refresh_from_db()
    assert foreign_state.status == "in_progress"
    detail = Campaign.snippet_viewset.get_url_name("workflow_history_detail")
    assert client.get(reverse(detail, args=[own.pk, state.pk])).status_code == 200
    assert client.get(reverse(detail, args=[own.pk, foreign_state.pk])).status_code == 404


def offered(model, field, user, instance=None):
    form = model.snippet_viewset.get_form_class()(instance=instance or model(), for_user=user)
    return set(form.fields[field].queryset)


def test_a_forged_brand_campaign_or_picture_is_no_choice(brand, other_brand, brand_manager):
    own = campaign_of(brand)
    campaign_of(other_brand)
    own_picture = create_image(brand, picture(), name="a.png", title="Eigenes Bild")
    create_image(other_brand, picture(), name="a.png", title="Fremdes Bild")
    assert offered(Campaign, "brand", brand_manager) == {brand}
    assert offered(Piece, "campaign", brand_manager) == {own}
    assert offered(Piece, "hero", brand_manager) == {own_picture}


def test_what_is_chosen_stays_chosen_and_colleagues_are_offered(brand, other_brand, brand_manager, superuser):
    colleague = UserFactory(role=Role.EDITOR, brands=[brand, other_brand])
    UserFactory(role=Role.EDITOR, brands=[other_brand])
    campaign = campaign_of(brand, owner=superuser)
    assert offered(Campaign, "owner", brand_manager, campaign) == {superuser, colleague, brand_manager}
    assert offered(Campaign, "team", brand_manager, campaign) == {colleague, brand_manager}
    assert offered(Campaign, "owner", superuser, campaign) == set(User.objects.all())

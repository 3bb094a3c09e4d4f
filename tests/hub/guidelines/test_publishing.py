"""Publishing stops where a do or don't does not hold, names it, and goes on when somebody means it."""

import pytest
from django.contrib.messages import get_messages

from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from tests.hub.guidelines.test_admin import draft, save, stream, url

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "1"}
FAILING = stream("examples", "example", [{"judged": "bad", "text": "Alles <b>gut</b>.", "locale": "de"}])
HOLDING = stream("examples", "example", [{"judged": "good", "text": "Du liest.", "locale": "de"}])


def confirm(client, row, revision):
    return client.post(url("publish", row.pk), {"revision": str(revision)})


def said(answer):
    return [str(each).strip() for each in get_messages(answer.wsgi_request)]


def test_publishing_with_a_failing_example_asks_and_names_it(manager, brand, row):
    answer = save(manager, brand, row, **FAILING, **PUBLISH)
    assert answer.url == url("publish", row.pk)
    assert GuidelineVersion.objects.count() == 0
    assert "Alles <b>gut</b>." in draft(brand).source  # kept as a draft
    page = manager.get(answer.url).content.decode()
    assert "Alles &lt;b&gt;gut&lt;/b&gt;." in page
    assert "No rule finds anything in it." in page
    answer = confirm(manager, row, draft(brand).latest_revision_id)
    assert answer.url == url("edit", row.pk)
    assert version_in_force(brand).number == 1
    assert version_in_force(brand).published_by.username == "maren"
    assert said(answer)[-1] == "Version 1 is in force."


def test_a_first_guideline_asks_too(manager, brand):
    answer = save(manager, brand, **FAILING, **PUBLISH)
    row = Guideline.objects.get()
    assert answer.url == url("publish", row.pk)
    assert (row.live, GuidelineVersion.objects.count()) == (False, 0)


def test_going_back_to_an_earlier_draft_asks_too(manager, brand, row):
    save(manager, brand, row, **FAILING)
    earlier = draft(brand).latest_revision
    save(manager, brand, row, **HOLDING)
    answer = manager.post(url("revisions_revert", row.pk, earlier.pk), {"brand": brand.pk, **FAILING, **PUBLISH})
    assert answer.url == url("publish", row.pk)
    assert GuidelineVersion.objects.count() == 0


def test_where_all_hold_nothing_is_asked(manager, brand, row):
    answer = save(manager, brand, row, **HOLDING, **PUBLISH)
    assert answer.url != url("publish", row.pk)
    assert version_in_force(brand).number == 1
    assert "All examples hold." in manager.get(url("publish", row.pk)).content.decode()


def test_only_the_draft_that_was_shown_is_published(manager, brand, row):
    save(manager, brand, row, **FAILING, **PUBLISH)
    shown = draft(brand).latest_revision_id
    save(manager, brand, row, **HOLDING)
    answer = confirm(manager, row, shown)
    assert answer.url == url("publish", row.pk)
    assert said(answer)[-1] == "The draft has changed since. Look at it once more."
    assert confirm(manager, row, "no number").url == url("publish", row.pk)
    assert GuidelineVersion.objects.count() == 0


def test_a_draft_that_cannot_be_read_or_is_locked_is_not_published(manager, brand, row, other_manager):
    save(manager, brand, row, **FAILING, **PUBLISH)
    Guideline.objects.update(locked=True, locked_by=other_manager)
    answer = confirm(manager, row, draft(brand).latest_revision_id)
    assert said(answer)[-1] == "The guideline is locked. Unlock it first."
    Guideline.objects.update(locked=False, locked_by=None)
    spoiled = draft(brand)
    spoiled.source = "schema: guideline/99\n"
    revision = spoiled.save_revision()
    page = manager.get(url("publish", row.pk)).content.decode()
    assert 'role="alert"' in page
    assert 'type="submit">' not in page.partition('class="guideline-page"')[2]
    confirm(manager, row, revision.pk)
    assert GuidelineVersion.objects.count() == 0


def test_only_who_may_publish_is_asked(signed_in, editor, other_manager, row):
    assert signed_in(editor).get(url("publish", row.pk)).status_code == 302  # to the admin, with a message
    assert signed_in(editor).post(url("publish", row.pk), {"revision": "1"}).status_code == 302
    assert signed_in(other_manager).get(url("publish", row.pk)).status_code == 404
    assert GuidelineVersion.objects.count() == 0

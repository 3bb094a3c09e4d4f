"""The gate judges what channels deliver: what only shows in one of them, and renderers that fail."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from wagtail.models import TaskState

from hub.accounts.roles import Role
from hub.audits import drafts
from hub.audits.brand_check import BrandCheckState
from hub.audits.drafts import judge_draft, warm
from hub.audits.gate import decide
from hub.audits.inspected import inspected
from hub.audits.waiving import Terms, waive
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

TERMS = "schema: guideline/1\nterms:\n  - {banned: gefalzt, instead: geformt, language: de}\n"
#: Without a line that says how to stop messages; nothing an author writes is wrong.
MUTE = TERMS + "\n".join(line for line in factories.LEGAL.splitlines() if "opt-out" not in line) + "\n"
CLEAN = {"teaser": "Aus Kupfer geformt.", "body": [], "facts": []}


@pytest.fixture(autouse=True)
def nothing_remembered():
    inspected.clear()


@pytest.fixture
def campaign(brand):
    import_guideline(brand, MUTE)
    return factories.campaign(brand)


@pytest.fixture
def publisher(brand):
    user = UserFactory(username="pia", role=Role.EDITOR, brands=[brand])
    user.user_permissions.add(Permission.objects.get(codename="publish_piece"))
    return user


def submit(row: Piece, user) -> BrandCheckState:
    row.get_workflow().start(row, user)
    return BrandCheckState.objects.for_instance(row).order_by("-pk").first()


def test_what_only_a_channel_shows_sends_back_and_keeps_from_publishing(campaign, editor, publisher, brand_manager):
    row = factories.piece(campaign, **CLEAN)
    found = [each for each in judge_draft(row).findings if each.is_open_error]
    assert [(each.rule, each.channel) for each in found] == [("sms/missing-opt-out", "sms")]
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_REJECTED
    assert state.get_comment().startswith("SMS: ")
    with pytest.raises(PublishRefusedError, match="does not say how to stop") as refused:
        row.publish(row.latest_revision, user=publisher)
    assert "brand manager" in refused.value.shown()[-1]
    assert not Piece.objects.get(pk=row.pk).live
    row.publish(row.latest_revision, user=brand_manager)
    assert Piece.objects.get(pk=row.pk).live


def test_waived_it_passes(campaign, editor, brand_manager):
    row = factories.piece(campaign, **CLEAN)
    leave = Terms(rule="sms/missing-opt-out", locale="de", channel="sms")
    waive(row, leave, reason="Steht in der Vereinbarung.", expires=drafts.today_of(campaign.brand), user=brand_manager)
    assert submit(row, editor).status == TaskState.STATUS_APPROVED
    assert Piece.objects.get(pk=row.pk).live


def test_a_channel_that_is_switched_off_says_nothing(campaign, editor):
    row = factories.piece(campaign, channels_off=["sms"], **CLEAN)
    assert submit(row, editor).status == TaskState.STATUS_APPROVED


def test_what_only_a_channel_shows_leads_back_to_its_field(campaign, brand):
    import_guideline(brand, TERMS + factories.LEGAL)
    row = factories.piece(campaign, **CLEAN, headline="Licht für den Winter und die langen Abende daheim, " * 3)
    (found,) = [each for each in judge_draft(row).findings if each.rule == "email/bad-subject-line"]
    assert (found.channel, found.where.source.field) == ("email", "headline")


def test_arms_are_judged_in_their_words_and_in_quick_channels(campaign, brand):
    import_guideline(brand, TERMS + factories.LEGAL)
    arm = ("arm", {"key": "b", "field": "headline", "value": "Aus Kupfer gefalzt"})
    row = factories.piece(campaign, arms=[arm], **CLEAN)
    (found,) = [each for each in judge_draft(row).findings if each.is_open_error]
    assert found.where.source.field == "arms.b"
    assert found.rule == "terms/banned-word"


def test_an_arm_with_a_fact_that_nobody_states_is_not_published(campaign, brand, brand_manager):
    arm = ("arm", {"key": "b", "field": "headline", "value": "Nur {{ fact.nothing }}"})
    row = factories.piece(campaign, arms=[arm], **CLEAN)
    with pytest.raises(PublishRefusedError, match=r"arms\.b.*nothing"):
        row.publish(row.latest_revision, user=brand_manager)


def break_renderer(monkeypatch, channel, error):
    def render(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(type(registry.get(channel)), "render", render)


def test_a_renderer_that_fails_is_said_and_stops_no_other(campaign, brand, editor, publisher, monkeypatch):
    import_guideline(brand, TERMS + factories.LEGAL)
    row = factories.piece(campaign, **{**CLEAN, "teaser": "Aus Kupfer gefalzt."})
    break_renderer(monkeypatch, "web", RuntimeError("secret words"))
    judged = judge_draft(row)
    assert [str(each.place) for each in judged.obstacles] == ["web/article"]
    assert "secret" not in judged.obstacles[0].message.show()
    (found,) = [each for each in judged.open if each.is_open_error]
    assert "email/newsletter" in found.also
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_REJECTED
    assert "web/article" in state.comment
    with pytest.raises(PublishRefusedError, match="web/article"):
        row.publish(row.latest_revision, user=publisher)


def test_in_launch_mode_a_broken_renderer_is_noted_and_blocks_nobody(campaign, brand, editor, publisher, monkeypatch):
    import_guideline(brand, MUTE + "launch_mode: true\n")
    break_renderer(monkeypatch, "web", RuntimeError("x"))
    row = factories.piece(campaign, **CLEAN)
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_APPROVED
    assert "web/article" in state.comment
    second = factories.piece(campaign, slug="zwei", **CLEAN)
    second.publish(second.latest_revision, user=publisher, skip_permission_checks=True)
    assert Piece.objects.get(pk=second.pk).live


@pytest.fixture
def rendered(monkeypatch):
    """Which channels were rendered, and whether inside a transaction of their own."""
    seen: list[tuple[str, int]] = []
    for renderer in registry.all_renderers():
        kind = type(renderer)
        plain = kind.render

        def render(self, source, assets, plain=plain):
            seen.append((f"{self.key}/{source.request.format}", len(connection.savepoint_ids)))
            return plain(self, source, assets)

        monkeypatch.setattr(kind, "render", render)
    return seen


def test_nothing_is_rendered_twice_or_inside_the_transaction(campaign, brand, editor, rendered):
    import_guideline(brand, TERMS + factories.LEGAL)
    row = factories.piece(campaign, **CLEAN)
    depth = len(connection.savepoint_ids)
    warm(row.get_latest_revision_as_object())
    formats = [name for name, _ in rendered]
    assert len(formats) == len(set(formats)) == sum(len(one.formats) for one in registry.all_renderers())
    assert {level for _, level in rendered} == {depth}
    with transaction.atomic():
        assert submit(row, editor).status == TaskState.STATUS_APPROVED
    assert Piece.objects.get(pk=row.pk).live
    assert len(rendered) == len(formats)


def test_what_is_stored_under_the_same_key_is_not_rendered_again(campaign, brand, rendered):
    import_guideline(brand, TERMS + factories.LEGAL)
    row = factories.piece(campaign, published=True, **CLEAN)
    work_off()
    rendered.clear()
    judge_draft(Piece.objects.get(pk=row.pk).get_latest_revision_as_object())
    assert rendered == []


def test_submitting_in_the_admin_renders_before_the_transaction(campaign, brand, editor, signed_in, rendered):
    from tests.hub.audits.test_brand_check import edit_url, form_of

    import_guideline(brand, TERMS + factories.LEGAL)
    row = factories.piece(campaign, **CLEAN)
    depth = len(connection.savepoint_ids)
    signed_in(editor).post(edit_url(row), form_of(row) | {"action-submit": "1"}, follow=True)
    assert Piece.objects.get(pk=row.pk).live
    assert rendered
    assert {level for _, level in rendered} == {depth}


def test_deciding_again_costs_few_queries_however_large_the_library(campaign, django_assert_max_num_queries):
    row = Piece.objects.select_related("campaign__brand", "locale").get(pk=factories.piece(campaign, **CLEAN).pk)
    decide(row)
    for number in range(5):
        factories.piece(campaign, slug=f"stueck-{number}")
    with django_assert_max_num_queries(10):
        decide(row)


def test_a_picture_stops_a_campaign_in_countries_that_its_rights_do_not_cover(brand, publisher):
    import_guideline(brand, TERMS)
    campaign = factories.campaign(brand, regions=["DE", "AT"])
    picture = factories.picture(brand, territories="DE, CH")
    row = factories.piece(campaign, **CLEAN, hero=picture)
    revision = row.save_revision(user=publisher)
    with pytest.raises(PublishRefusedError) as refused:
        row.publish(revision, user=publisher)
    assert any("do not cover AT" in line for line in refused.value.shown())
    picture.territories = "DE, AT"
    picture.save()
    row = Piece.objects.get(pk=row.pk)
    assert not [one for one in judge_draft(row).findings if one.rule == "pictures/expired-rights"]

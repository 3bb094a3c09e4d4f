"""A table of all that decides what a slot shows: each is changed alone; exactly the slots concerned get an entry.

What renderers make of it is not the matter here: they are replaced by one that writes a line. Keys decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from hub.accounts.models import Brand
from hub.assets.models import ImageAsset
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, JobState, RenderJob, SeenChannel, Slot
from hub.variants.rendering import work_off
from hub.variants.sweep import sweep
from renderers import registry
from renderers.contract.artifact import Artifact, Part
from renderers.contract.renderer import Format, Reads, Renderer
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = """
schema: guideline/1
sender: {name: Nordlicht, company: Nordlicht GmbH, email: gruss@nordlicht.example, sms_name: Nordlicht}
colors:
  wald: {srgb: "#1f5a46", roles: [primary, text]}
typography:
  body: {family: Source Sans 3, weights: [400, 700]}
legal:
  - {key: imprint, text: {de: "Nordlicht GmbH"}, channels: [email, web, print]}
  - {key: opt-out, text: {de: Abmelden mit STOP an 33155}, channels: [sms]}
  - {key: vat, text: {de: inkl. MwSt.}, triggers: ["fact:price"]}
utm: {utm_campaign: herbst}
terms:
  - {banned: Schnäppchen, instead: Angebot, language: de}
"""

Concerned = Callable[[Renderer, Format], bool]


def reads(*what: Reads) -> Concerned:
    return lambda renderer, _form: any(each in renderer.reads for each in what)


def channel(*keys: str) -> Concerned:
    return lambda renderer, _form: renderer.key in keys


def everywhere(_renderer: Renderer, _form: Format) -> bool:
    return True


def nowhere(_renderer: Renderer, _form: Format) -> bool:
    return False


@dataclass(frozen=True)
class World:
    brand: Brand
    piece: Piece

    def edit(self, **fields) -> None:
        factories.edit(Piece.objects.get(pk=self.piece.pk), **fields)

    def guide(self, old: str, new: str) -> None:
        assert old in GUIDELINE
        import_guideline(self.brand, GUIDELINE.replace(old, new))

    def campaign(self, **fields) -> None:
        row = Campaign.objects.get(pk=self.piece.campaign_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.publish(row.save_revision())

    def image(self, **fields) -> None:
        row = ImageAsset.objects.get(pk=self.piece.hero_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def override(key: str, form: str = "*", field: str = "headline"):
    value = {"value": "Nur hier", "source_digest": ""}
    return lambda world: world.edit(overrides={key: {form: {field: value}}})


PARAGRAPH = [("paragraph", {"text": "<p>Aus <b>Messing</b> gefalzt.</p>", "channels": []})]
LIMITED = [
    ("paragraph", {"text": "<p>Aus <b>Kupfer</b> gefalzt.</p>", "channels": []}),
    ("paragraph", {"text": "<p>Nur am Telefon.</p>", "channels": ["sms"]}),
]
#: What is changed; where that shows; what the entries say (all of it, or None where it differs by channel).
TABLE: dict[str, tuple[Callable[[World], object], Concerned, set[str] | None]] = {
    "headline": (lambda w: w.edit(headline="Anders"), everywhere, {"headline"}),
    "teaser": (lambda w: w.edit(teaser="Für {{ fact.price }} im Laden."), everywhere, {"teaser"}),
    "short": (lambda w: w.edit(short=[("wording", "Licht.")]), reads(Reads.SHORT), {"short"}),
    "hashtags": (lambda w: w.edit(hashtags=["Licht"]), reads(Reads.HASHTAGS), {"hashtags"}),
    "action": (lambda w: w.edit(action_label="Kaufen"), everywhere, {"action"}),
    "body": (lambda w: w.edit(body=PARAGRAPH), everywhere, None),
    "block for one channel": (lambda w: w.edit(body=LIMITED), everywhere, None),
    "fact": (lambda w: w.edit(facts=[factories.fact("price", "39,90 €")]), everywhere, None),
    "fact nobody names": (
        lambda w: w.edit(facts=[factories.fact("price", "49,90 €"), factories.fact("weight", "900 g", "text")]),
        reads(Reads.FACTS),
        {"fact.weight"},
    ),
    "working title": (lambda w: w.edit(title="Arbeitstitel"), nowhere, set()),
    "override of all formats": (override("social"), channel("social"), {"headline"}),
    "override of one format": (
        override("social", "instagram-feed"),
        lambda renderer, form: form.key == "instagram-feed",
        {"headline"},
    ),
    "override of an own field": (override("email", field="subject"), channel("email"), {"override.subject"}),
    "alternative text": (lambda w: w.edit(hero_alt="Eine Laterne"), everywhere, {"hero"}),
    "campaign's fact": (
        lambda w: w.campaign(facts=[factories.fact("deadline", "2026-12-24", "date")]),
        reads(Reads.FACTS),
        {"fact.deadline"},
    ),
    "campaign's name": (lambda w: w.campaign(name="Herbstlicht"), reads(Reads.CAMPAIGN), {"campaign"}),
    "campaign's key for links": (lambda w: w.campaign(utm_key="h26"), nowhere, set()),  # the guideline's own wins
    "campaign's start": (
        lambda w: w.campaign(starts_at=datetime(2026, 9, 1, 8, tzinfo=UTC)),
        reads(Reads.DATED, Reads.CAMPAIGN),
        None,
    ),
    "campaign's budget": (lambda w: w.campaign(goal="Mehr Licht"), nowhere, set()),
    "color": (lambda w: w.guide("#1f5a46", "#1f5a47"), reads(Reads.COLORS), {"token.color.wald"}),
    "font": (lambda w: w.guide("[400, 700]", "[400, 600]"), reads(Reads.TYPOGRAPHY), {"token.font.body"}),
    "sender": (lambda w: w.guide("sms_name: Nordlicht", "sms_name: Nord"), reads(Reads.SENDER), {"token.sender"}),
    "legal line of a channel": (lambda w: w.guide("STOP an", "STOPP an"), channel("sms"), {"token.legal.opt-out"}),
    "legal line with a trigger": (
        lambda w: w.guide("inkl. MwSt.", "inkl. 19 % MwSt."),
        reads(Reads.LEGAL),
        {"token.legal.vat"},
    ),
    "links": (lambda w: w.guide("utm_campaign: herbst", "utm_campaign: winter"), reads(Reads.LINKS), {"request.links"}),
    "banned word": (lambda w: w.guide("banned: Schnäppchen", "banned: Billigheimer"), nowhere, set()),
    "focal point": (lambda w: w.image(focal_point_x=900), reads(Reads.FOCAL), None),
    "credit": (lambda w: w.image(credit="Foto: Ole"), reads(Reads.CREDIT), None),
    "name of the picture": (lambda w: w.image(title="Anderer Name", licence="CC BY 4.0"), nowhere, set()),
}


@pytest.fixture
def world(brand, monkeypatch) -> World:
    monkeypatch.setattr(registry, "make", lambda renderer, *_: Artifact((Part("line.txt", "text/plain", b"-"),)))
    import_guideline(brand, GUIDELINE)
    image = factories.picture(brand, focal_point=(200, 300))
    row = factories.piece(factories.campaign(brand), hero=image, published=True)
    work_off()
    sweep()
    return World(brand, row)


def concerned(test: Concerned) -> set[tuple[str, str]]:
    return {
        (renderer.key, form.key)
        for renderer in registry.all_renderers()
        for form in renderer.formats
        if test(renderer, form)
    }


def after(change: Callable[[], object]) -> dict[tuple[str, str], Entry]:
    """What was appended by a change."""
    newest = max(Entry.objects.values_list("pk", flat=True))
    change()
    work_off()
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}
    entries = Entry.objects.filter(pk__gt=newest).select_related("slot")
    found = {(entry.slot.channel, entry.slot.format): entry for entry in entries}
    assert len(found) == len(entries)
    return found


@pytest.mark.parametrize("name", TABLE)
def test_exactly_the_slots_concerned_get_an_entry_that_says_why(world, name):
    change, where, says = TABLE[name]
    found = after(lambda: change(world))
    assert set(found) == concerned(where), name
    for place, entry in found.items():
        assert entry.changed, place
        if says is not None:
            assert set(entry.changed) == says, place


def test_what_differs_by_channel_is_said_by_channel(world):
    assert "fact.price" in after(lambda: TABLE["fact"][0](world))["email", "newsletter"].changed
    found = after(lambda: world.image(focal_point_x=900))
    assert all(set(entry.changed) == {"hero"} for entry in found.values())


def test_the_address_of_pictures(world):
    with override_settings(HUB_MEDIA_BASE="https://cdn.example/media/"):
        found = after(sweep)
    assert set(found) == concerned(reads(Reads.MEDIA))
    assert {name for entry in found.values() for name in entry.changed} == {"request.media_base"}
    assert {entry.reason for entry in found.values()} == {"renderer"}


def test_a_newer_version_of_a_channel(world, monkeypatch):
    monkeypatch.setattr(type(registry.get("sms")), "version", "999")
    found = after(sweep)
    assert set(found) == concerned(channel("sms"))
    assert found["sms", "message"].changed == ["renderer.version"]
    assert after(sweep) == {}


def test_a_newer_version_of_an_engine(world, monkeypatch):
    monkeypatch.setattr("renderers.contract.view.metadata.version", lambda _name: "999")
    found = after(sweep)
    assert set(found) == concerned(lambda renderer, _form: bool(renderer.engine))
    assert {name for entry in found.values() for name in entry.changed} == {"renderer.engine"}


def test_a_limit_that_ships_with_a_channel(world, monkeypatch):
    sms = registry.get("sms")
    first, *rest = sms.limits
    monkeypatch.setattr(type(sms), "limits", (type(first)(first.id, first.value + 1, first.unit, first.kind), *rest))
    found = after(sweep)
    assert set(found) == concerned(channel("sms"))
    assert found["sms", "message"].changed == [f"limit.{first.id}"]


def test_a_channel_that_was_not_there_before(world):
    SeenChannel.objects.filter(channel="sms").delete()
    Slot.objects.filter(channel="sms").delete()
    assert set(after(sweep)) == concerned(channel("sms"))


def test_the_end_of_a_picture_is_said(world):
    found = after(lambda: world.image(valid_until=datetime(2027, 1, 1, tzinfo=UTC).date()))
    assert set(found) == concerned(reads(Reads.PICTURES))
    assert {name for entry in found.values() for name in entry.changed} == {"visible_until"}


def test_a_campaigns_fact_is_known_where_it_is_named_until_the_campaign_is_taken_back(world):
    world.campaign(facts=[factories.fact("deadline", "2026-12-24", "date")])
    world.edit(teaser="Nur bis {{ fact.deadline }}.")
    work_off()
    found = after(lambda: world.campaign(facts=[factories.fact("deadline", "2026-12-31", "date")]))
    assert {"email", "sms", "web"} <= {channel for channel, _ in found}
    assert "fact.deadline" in found["email", "newsletter"].changed
    found = after(Campaign.objects.get(pk=world.piece.campaign_id).unpublish)
    assert "fact.deadline" in found["email", "newsletter"].changed


def test_a_guideline_looks_only_where_it_is_read(world, django_assert_max_num_queries):
    wanted = dict(RenderJob.objects.values_list("slot__channel", "wanted"))
    world.guide("STOP an", "STOPP an")
    now = dict(RenderJob.objects.values_list("slot__channel", "wanted"))
    assert {channel for channel in now if now[channel] != wanted[channel]} == {"sms"}
    world.guide("banned: Schnäppchen", "banned: Billigheimer")


def test_a_piece_costs_a_handful_of_queries_however_many_slots_it_has(world, django_assert_max_num_queries):
    from hub.variants.services import inputs_changed

    rows = list(Piece.objects.filter(pk=world.piece.pk).select_related("campaign__brand", "locale"))
    with django_assert_max_num_queries(8):
        inputs_changed(rows, reason="piece")
    for number in range(5):
        factories.piece(rows[0].campaign, slug=f"weitere-{number}", published=True)
    many = list(Piece.objects.select_related("campaign__brand", "locale"))
    with django_assert_max_num_queries(8):
        inputs_changed(many, reason="piece")

"""What of a guideline changes which slots: not one too many, not one too few, and nobody else is even looked at."""

from dataclasses import dataclass

import pytest
from django.test import override_settings

from brand.portable.reading import KEYS
from hub.assets.services import create_document
from hub.guidelines.services import import_guideline
from hub.links.shortening import CHANNELS
from hub.variants.models import RenderJob
from hub.variants.rendering import work_off
from hub.variants.sweep import sweep
from renderers import registry
from renderers.contract.artifact import Artifact, Part
from renderers.contract.renderer import Reads
from tests.hub.assets.pictures import SVG
from tests.hub.content import factories
from tests.hub.variants.test_every_input import Concerned, after, channel, concerned, nowhere, reads

pytestmark = pytest.mark.django_db

GUIDELINE = """
schema: guideline/1
sender: {name: Nordlicht, company: Nordlicht GmbH, email: gruss@nordlicht.example, sms_name: Nordlicht}
colors:
  wald: {srgb: "#1f5a46", roles: [primary, text]}
typography:
  body: {family: Source Sans 3, weights: [400, 700]}
logos:
  - {name: wort, svg: logo.svg}
legal:
  - {key: imprint, text: {de: "Nordlicht GmbH", en: "Northern Light"}, channels: [email, web, print]}
  - {key: opt-out, text: {de: Abmelden mit STOP an 33155}, channels: [sms]}
  - {key: vat, text: {de: inkl. MwSt.}, triggers: ["fact:price"]}
  - {key: disclaimer, text: {de: Nur solange es hell ist.}, triggers: ["text:mondfinsternis"]}
fields:
  first_name: {max_length: 20}
  company: {max_length: 30}
voice: {address: du}
hosts: [nordlicht.example, elsewhere.example]
utm: {utm_campaign: herbst}
limits: [{channel: sms, limit: segments, value: 2, reason: Wir zahlen zwei.}]
terms:
  - {banned: Schnäppchen, instead: Angebot, language: de}
claims:
  hell: {text: Hell wie der Tag, evidence: Messung 2026}
"""


@dataclass(frozen=True)
class Change:
    """What is changed in the guideline; where that shows, and which channels are looked at to find out."""

    old: str
    new: str
    where: Concerned
    looked_at: Concerned


def exactly(old: str, new: str, where: Concerned) -> Change:
    return Change(old, new, where, where)


LINKS = reads(Reads.LINKS)
TABLE = {
    "color": exactly("#1f5a46", "#1f5a47", reads(Reads.COLORS)),
    "font": exactly("[400, 700]", "[400, 600]", reads(Reads.TYPOGRAPHY)),
    "logo": exactly("logo.svg", "other.svg", reads(Reads.LOGOS)),
    "sender": exactly("Nordlicht GmbH, email", "Nordlicht AG, email", reads(Reads.SENDER)),
    "legal line of some channels": exactly(
        '{de: "Nordlicht GmbH"', '{de: "Nordlicht AG"', channel("email", "web", "print")
    ),
    "legal line of one channel": exactly("33155", "33156", channel("sms")),
    "legal line in another language": exactly("Northern Light", "Northern Lights", nowhere),
    "legal line that is set off": exactly("inkl. MwSt.", "inkl. 19 % MwSt.", reads(Reads.LEGAL)),
    "legal line that is not": Change("Nur solange", "Solange", nowhere, reads(Reads.LEGAL)),
    "legal line that begins to be": exactly("text:mondfinsternis", "text:winter", reads(Reads.LEGAL)),
    "channels of a line": exactly("channels: [sms]", "channels: [sms, social]", channel("social")),
    "field that is used": exactly("first_name: {max_length: 20", "first_name: {max_length: 30", reads(Reads.FIELDS)),
    "field that is not": Change("company: {max_length: 30", "company: {max_length: 50", nowhere, reads(Reads.FIELDS)),
    "host that is linked": exactly("hosts: [nordlicht.example, ", "hosts: [", LINKS),
    "host that is not": Change("elsewhere.example", "nowhere.example", nowhere, LINKS),
    "order of hosts": Change(
        "nordlicht.example, elsewhere.example", "elsewhere.example, nordlicht.example", nowhere, LINKS
    ),
    "parameters of links": exactly("utm_campaign: herbst", "utm_campaign: winter", LINKS),
    "limit of one channel": exactly("value: 2,", "value: 3,", channel("sms")),
    "limit of one format": exactly(
        "limits: [",
        "limits: [{channel: social, limit: x-post, value: 200, reason: Kurz.}, ",
        lambda _, form: form.key == "x-post",
    ),
    "reason of a limit": exactly("Wir zahlen zwei.", "So will es das Haus.", nowhere),
    "banned word": exactly("banned: Schnäppchen", "banned: Billigheimer", nowhere),
    "claim": exactly("Messung 2026", "Messung 2027", nowhere),
    "voice": exactly("address: du", "address: sie", nowhere),
    "rule": exactly("voice:", "rules: [{rule: voice/long-sentence, severity: note}]\nvoice:", nowhere),
    "nothing": exactly("schema: guideline/1", "schema: guideline/1\n# said in other words", nowhere),
}


@pytest.fixture
def brand(brand, monkeypatch):
    monkeypatch.setattr(registry, "make", lambda renderer, *_: Artifact((Part("line.txt", "text/plain", b"-"),)))
    create_document(brand, SVG, name="logo.svg", title="Logo")
    create_document(brand, SVG.replace(b'width="20"', b'width="18"'), name="other.svg", title="Logo")
    import_guideline(brand, GUIDELINE)
    greeting = 'Hallo {{ contact.first_name | default: "du" }}, für {{ fact.price }} im Laden.'
    factories.piece(factories.campaign(brand), hero=factories.picture(brand), teaser=greeting, published=True)
    work_off()
    sweep()
    return brand


def wishes() -> dict[str, int]:
    return dict(RenderJob.objects.values_list("slot__channel", "wanted"))


@pytest.mark.parametrize("name", TABLE)
def test_exactly_the_slots_concerned_change_and_only_who_may_be_is_looked_at(brand, name):
    change = TABLE[name]
    assert GUIDELINE.count(change.old) == 1
    before = wishes()
    found = after(lambda: import_guideline(brand, GUIDELINE.replace(change.old, change.new)))
    assert set(found) == concerned(change.where)
    now = wishes()
    looked_at = {key for key in now if now[key] != before[key]}
    assert looked_at == {key for key, _ in concerned(change.looked_at)}
    assert all(entry.changed and entry.reason == "guideline" for entry in found.values())


def test_every_part_of_a_guideline_is_in_the_table():
    """Who adds a part says here whether renderers read it."""
    there = {line.partition(":")[0] for line in GUIDELINE.splitlines() if line[:1].isalpha()}
    for linters_only in ("version", "locales", "launch_mode", "pairs", "examples", "patterns", "clients", "deprecated"):
        there.add(linters_only)
    assert there | {"brand", "rules"} == set(KEYS)


def test_the_address_of_short_links(brand):
    """It is no part of the guideline, but of the hub's environment; the sweep after the restart finds it."""
    with override_settings(HUB_SHORT_BASE="https://nl.example/s/"):
        found = after(sweep)
        assert set(found) == concerned(lambda renderer, _form: renderer.key in CHANNELS)
        assert {name for entry in found.values() for name in entry.changed} == {"request.links"}
        assert after(sweep) == {}
    with override_settings(HUB_SHORT_BASE="https://nord.example/s/"):
        assert set(after(sweep)) == concerned(lambda renderer, _form: renderer.key in CHANNELS)

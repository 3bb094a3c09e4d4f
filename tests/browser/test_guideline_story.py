"""A guideline from nothing in one sitting: read from the shop, completed by hand, files brought in, published, undone.

A brand manager does it all, once in German and once in English. A published piece stands by: what the guideline says
is found in it, what the guideline takes back is not, and what is put in force again is.
"""

import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext, override

from hub.accounts.models import Brand
from hub.accounts.roles import Role
from hub.audits.services import judge_unjudged
from hub.content.models import Piece
from hub.guidelines import gathering
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.variants.rendering import work_off
from renderers import registry
from tests.browser import axe
from tests.browser.conftest import ARTEFACTS
from tests.browser.person import Person
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories
from tests.hub.guidelines.shop import Shop, opened

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

TOKENS = {"color": {"$type": "color", "nachtblau": {"$value": "#12202b"}, "broken": {"$value": "no color"}}}
VALE = "extends: existence\nmessage: Avoid '%s'.\nlevel: error\nignorecase: true\ntokens:\n  - {word}\n"
#: The plus at the end of a section of the form.
_PLUS = """
const stream = document.querySelector(`[data-contentpath='${arguments[0]}'] [data-streamfield-stream-container]`);
const buttons = stream ? [...stream.querySelectorAll(":scope > div > .c-sf-add-button")] : [];
const last = buttons.filter((one) => one.offsetParent).pop();
if (last) { last.scrollIntoView({block: "center"}); last.click(); }
return !!last;
"""
_DELETE = """
const child = document.querySelector(`[name='${arguments[0]}']`)?.closest("[data-streamfield-child]");
const button = child?.querySelector("[data-streamfield-action='DELETE']");
if (button) { button.click(); }
return !!button;
"""
_QUOTES = "return [...document.querySelectorAll('article .remarks q')].map((one) => one.textContent)"
#: EINKLANG_LOOKS=1 keeps every screen of the story in both widths and both themes.
LOOKS = bool(os.environ.get("EINKLANG_LOOKS"))


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in one language."""

    banned: str
    instead: str
    vale: str
    headline: str
    teaser: str
    claim: str
    exclamations: str = "1"


WORDS = {
    "de": Words(
        "billig", "günstig", "Rundumlösung", "Nie war Pflege so billig", "Eine Rundumlösung.", "Aus dem Schwarzwald"
    ),
    "en": Words("cheap", "good value", "turnkey", "Care was never so cheap", "A turnkey set.", "From the Black Forest"),
}


@dataclass(slots=True)
class Stage:
    """Where the story plays."""

    brand: Brand
    language: str
    person: Person
    shop: Shop
    piece: Piece
    folder: Path

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    def said(self, text: str) -> str:
        """A text of the screens, as the catalog has it."""
        with override(self.language):
            return gettext(text)

    def url(self, name: str) -> str:
        """A page of the guideline."""
        return reverse(Guideline.snippet_viewset.get_url_name(name), args=[Guideline.objects.get(brand=self.brand).pk])

    def look(self, name: str) -> None:
        """Keep the screen, as wide and as dark as people have it."""
        person, name = self.person, f"guideline-story-{name}-{self.language}"
        if not LOOKS:
            person.picture(name)
            return
        folder = ARTEFACTS / "guideline-story"
        folder.mkdir(parents=True, exist_ok=True)
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                person.width(width)
                person.scheme(scheme)
                person.at_rest()
                person.whole(folder / f"{name}-{width}-{scheme}.png")
        person.scheme("")
        person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(params=["de", "en"])
def stage(request, brand, person, tmp_path, monkeypatch) -> Stage:
    call_command("migrate", verbosity=0)  # the roles' rights: an earlier test's end swept them away
    for code in ("de", "en"):
        factories.locale(code)
    Brand.objects.filter(pk=brand.pk).update(default_locale=request.param)
    UserFactory(username="maren", role=Role.BRAND_MANAGER, brands=[brand], language=request.param)
    words = WORDS[request.param]
    piece = factories.piece(
        factories.campaign(brand),
        headline=words.headline,
        teaser=words.teaser,
        channels_off=[renderer.key for renderer in registry.all_renderers() if renderer.key not in {"web", "email"}],
        code=request.param,
        published=True,
    )
    with opened() as shop:
        monkeypatch.setattr(gathering, "read_address", partial(gathering.look_up, get=shop.get))
        yield Stage(brand, request.param, person, shop, piece, tmp_path)


def test_a_guideline_in_one_sitting(stage):
    banned, vale = stage.words.banned, stage.words.vale
    stage.person.sign_in("maren")
    assert found_in_piece(stage) == set()
    start_without_typing(stage)
    complete_by_hand(stage)
    bring_files_in(stage)
    publish(stage, version=1)
    assert found_in_piece(stage) == {banned, vale}
    take_the_term_back(stage)
    publish(stage, version=2)
    assert found_in_piece(stage) == {vale}
    compare(stage)
    roll_back(stage)
    assert found_in_piece(stage) == {banned, vale}


def start_without_typing(stage: Stage) -> None:
    """From the empty list over the shop's address to a draft."""
    person = stage.person
    person.open("/admin/snippets/guidelines/guideline/")
    stage.look("empty")
    person.press_words(stage.said("Start without typing"), "main a")
    person.find("[name=address]")
    stage.look("start")
    person.fill("address", stage.shop.url)
    person.press("main form button[type=submit]")
    person.find("[name=colors-0-name]")
    sees_what_is_found(stage)
    stage.look("found")
    person.fill("logos-0-name", "Moosbach")
    person.press("main .starting-foot button[type=submit]")
    person.find("form[data-edit-form]")
    person.find(".messages .success")
    assert {"moosgruen", "sand", "tinte"} <= {block.value["name"] for block in draft(stage).colors}
    assert [block.value["name"] for block in draft(stage).logos] == ["Moosbach"]
    assert not GuidelineVersion.objects.exists()
    stage.look("look-tab")


def sees_what_is_found(stage: Stage) -> None:
    """Nobody is kept out of the page, and it is no wider than a phone."""
    person = stage.person
    axe.still(person.driver)
    for scheme in ("light", "dark"):
        person.scheme(scheme)
        assert [str(breach) for breach in axe.breaches(person.driver, set())] == []
    person.scheme("")
    person.width(390)
    assert person.overflow() <= 1
    person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert person.hosts() <= {person.base.removeprefix("http://")}


def tab(person: Person, number: int) -> None:
    person.press(f"[role=tab]:nth-of-type({number})")


def add_entry(person: Person, field: str) -> str:
    """Add an entry at the end of a section; the prefix of its fields."""
    count = person.find(f"[name={field}-count]")
    number = int(count.get_attribute("value"))
    person.wait(lambda: person.driver.execute_script(_PLUS, field), f"the plus of {field}")
    person.wait(lambda: int(person.find(f"[name={field}-count]").get_attribute("value")) > number, f"one more {field}")
    return f"{field}-{number}-value"


def complete_by_hand(stage: Stage) -> None:
    """A color, the voice, a term, a claim and a legal line, tab by tab."""
    person, words = stage.person, stage.words
    color = add_entry(person, "colors")
    person.fill(f"{color}-name", "kupfer")
    person.fill(f"{color}-srgb", "#b4572a")
    tab(person, 2)
    person.fill("voice-0-value-exclamations", words.exclamations)
    stage.look("voice-tab")
    tab(person, 3)
    term = add_entry(person, "terms")
    person.fill(f"{term}-word", words.banned)
    person.fill(f"{term}-instead", words.instead)
    claim = add_entry(person, "claims")
    person.fill(f"{claim}-name", "origin")
    person.fill(f"{claim}-text-0-value-text", words.claim)
    stage.look("words-tab")
    tab(person, 4)
    line = add_entry(person, "legal")
    person.driver.execute_script(
        "const field = document.querySelector(`[name='${arguments[0]}']`); field.value = 'vat';"
        "field.dispatchEvent(new Event('change', {bubbles: true}))",
        f"{line}-key",
    )
    person.fill(f"{line}-text-0-value-text", "inkl. MwSt.")
    stage.look("law-tab")
    person.save()
    # The message may be an earlier one's: what counts is what is kept.
    person.wait(lambda: terms(stage) == [words.banned], "the term kept")
    person.wait(lambda: all(word in draft(stage).source for word in ("kupfer", "vat", words.claim)), "all of it kept")


def draft(stage: Stage) -> Guideline:
    """The newest draft."""
    row: Guideline = Guideline.objects.get(brand=stage.brand).get_latest_revision_as_object()
    return row


def terms(stage: Stage) -> list[str]:
    """The words of the draft's terms."""
    return [block.value["word"] for block in draft(stage).terms]


def bring_files_in(stage: Stage) -> None:
    """Design tokens and a Vale rule; what of them is left aside is named."""
    person = stage.person
    tokens, rule = stage.folder / "tokens.json", stage.folder / "Haus.yml"
    tokens.write_text(json.dumps(TOKENS))
    rule.write_text(VALE.format(word=stage.words.vale), "utf-8")
    person.open(stage.url("bring"))
    person.find("input[type=file][name=uploads]").send_keys(f"{tokens}\n{rule}")
    person.press("main form button[type=submit]")
    for words in ("nachtblau", "haus", "color.broken"):
        person.sees(words, "main")
    stage.look("brought")


def publish(stage: Stage, *, version: int) -> None:
    person = stage.person
    person.open(stage.url("edit"))
    person.publish()
    person.wait(lambda: numbers(stage) == list(range(1, version + 1)), f"version {version}")
    person.find(".messages .success")


def numbers(stage: Stage) -> list[int]:
    return list(GuidelineVersion.objects.filter(brand=stage.brand).order_by("number").values_list("number", flat=True))


def found_in_piece(stage: Stage) -> set[str]:
    """Which of the words the channel board quotes from the published piece, once the worker had its turn."""
    work_off()
    while judge_unjudged(100):
        pass
    person = stage.person
    person.open(reverse("board_piece", args=[stage.piece.pk]))
    person.find("article#web-article")
    person.sees(stage.words.headline, "main")
    stage.look(f"board-{len(numbers(stage))}")
    return set(person.driver.execute_script(_QUOTES)) & {stage.words.banned, stage.words.vale}


def take_the_term_back(stage: Stage) -> None:
    """Delete the term in the form."""
    person = stage.person
    person.open(stage.url("edit"))
    tab(person, 3)
    person.find("[name=terms-0-value-word]")
    person.wait(lambda: person.driver.execute_script(_DELETE, "terms-0-value-word"), "the button that deletes")
    person.wait(lambda: person.find("[name=terms-0-deleted]").get_attribute("value") == "1", "the term deleted")
    person.save()
    person.wait(lambda: terms(stage) == [], "the term gone from the draft")


def compare(stage: Stage) -> None:
    person = stage.person
    person.open(stage.url("versions"))
    person.press("form.guideline-compare button")
    person.sees(stage.words.banned, ".guideline-changes")
    gone = stage.said("gone").casefold()  # the style shows it in capitals
    person.wait(lambda: gone in person.text(".guideline-changes").casefold(), gone)
    stage.look("compared")


def roll_back(stage: Stage) -> None:
    """What version 1 said is in force again, as version 3."""
    person = stage.person
    person.open(stage.url("versions"))
    person.press_words(stage.said("Put in force again"), "main button")
    person.find(".messages .success")
    assert numbers(stage) == [1, 2, 3]
    first = GuidelineVersion.objects.get(brand=stage.brand, number=1)
    assert version_in_force(stage.brand).digest == first.digest
    assert [term.word for term in to_guideline(version_in_force(stage.brand)).terms] == [stage.words.banned]
    stage.look("rolled-back")

"""The Preview panel as a person uses it: how one looks stays while one types; half a piece is shown as what it is."""

import json

import pytest
from selenium.webdriver.support.select import Select

from hub.accounts.models import Brand, User
from hub.content.models import Piece
from tests.browser.person import Person
from tests.browser.writing import PREVIEW, see_preview, shows
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

GREETING = '{{ contact.salutation | default: "Guten Tag" }}, die Laterne ist da.'


@pytest.fixture
def piece(brand: Brand) -> Piece:
    return factories.piece(factories.campaign(brand), teaser=GREETING)


def inside(person: Person, script: str) -> object:
    """Do something in the preview's page."""
    person.driver.switch_to.frame(person.find(PREVIEW))
    try:
        return person.driver.execute_script(script)
    finally:
        person.driver.switch_to.default_content()


def press_inside(person: Person, selector: str) -> None:
    """Press something there, as soon as it is there: the frame is filled anew while one types."""
    press = f"const it = document.querySelector({json.dumps(selector)}); it?.click(); return it !== null"
    person.wait(lambda: inside(person, press), selector)


def test_how_one_looks_stays_while_one_types(person: Person, manager: User, piece: Piece) -> None:
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")
    person.panel("preview")
    see_preview(person, "email/newsletter", "Guten Tag, die Laterne")
    press_inside(person, "a[href*='reader=named']")
    see_preview(person, "email/newsletter", "Sehr geehrte Frau")
    press_inside(person, "input[value='text']")
    person.fill("headline", "Eben erst getippt")
    see_preview(person, "email/newsletter", "Eben erst getippt")
    see_preview(person, "email/newsletter", "Sehr geehrte Frau")
    letter = "return getComputedStyle(document.querySelector('.letter')).display"
    person.wait(lambda: inside(person, letter) == "block", "the plain text, still")
    reached = "return document.querySelector('iframe[sandbox]').contentDocument"
    assert inside(person, reached) is None, "what is framed is out of reach"


def test_the_mode_chosen_last_is_shown(person: Person, manager: User, piece: Piece) -> None:
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")
    person.panel("preview")
    see_preview(person, "email/newsletter")
    select = Select(person.find("[data-w-preview-target=mode]"))
    select.select_by_value("print/a5-flyer")  # takes longest
    select.select_by_value("sms/message")
    person.wait(lambda: shows(person, "sms/message", "Laterne"), "the mode chosen last")


def test_half_a_piece_says_what_is_missing(person: Person, manager: User, piece: Piece) -> None:
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")
    person.panel("preview")
    person.fill("headline", "")
    person.fill("teaser", "Nur {{ fact.prise }}")
    see_preview(person, "web/article", "prise")
    person.picture("preview-unfinished-de")
    press_inside(person, ".is-unfinished [data-jump=teaser]")
    field = "return document.activeElement.name"
    person.wait(lambda: person.driver.execute_script(field) == "teaser", "the field that lacks something")
    assert not person.shown("#w-preview-error-banner"), "the preview is never out of date"

"""What is typed at an awkward moment is stored like the rest: while the page loads, while an autosave is under way."""

import pytest
from selenium.webdriver.common.by import By

from hub.content.models import Piece
from tests.browser.person import Person
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

#: The next autosave is answered when the page's `answer()` is called.
HOLD = """
const send = window.fetch;
window.fetch = async (...call) => {
  const answered = await send(...call);
  if (String(call[1]?.method).toUpperCase() === "POST" && call[1].headers?.Accept === "application/json") {
    window.fetch = send;
    window.isHeld = true;
    await new Promise((resolve) => { window.answer = resolve; });
  }
  return answered;
};
"""


@pytest.fixture
def piece(brand, manager) -> Piece:
    return factories.piece(factories.campaign(brand))


def headline(piece: Piece) -> str:
    return str(Piece.objects.get(pk=piece.pk).get_latest_revision_as_object().headline)


def edit(person: Person, piece: Piece) -> None:
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")


def test_typed_while_an_autosave_is_under_way(person: Person, piece: Piece) -> None:
    edit(person, piece)
    person.wait(lambda: person.driver.execute_script("return Boolean(window.wagtail?.app)"))
    person.driver.execute_script(
        "document.addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true; })" + HOLD
    )
    person.wait(lambda: person.driver.execute_script("return window.isWatched === true"), "the form being watched")
    person.fill("headline", "Licht")
    person.wait(lambda: person.driver.execute_script("return window.isHeld === true"), "an autosave")
    # Both at once: nothing looks at the form between the last key and the answer.
    person.driver.execute_script(
        "const field = document.querySelector('[name=headline]'); field.value = 'Licht für alle';"
        "field.dispatchEvent(new Event('input', {bubbles: true})); window.answer();"
    )
    person.wait(lambda: headline(piece) == "Licht für alle", "the words typed meanwhile")


def test_typed_while_the_page_still_loads(person: Person, piece: Piece) -> None:
    edit(person, piece)
    person.driver.find_element(By.NAME, "headline").send_keys(" früh")
    person.wait(lambda: headline(piece).endswith(" früh"), "the words typed early")


def test_looking_stores_nothing(person: Person, piece: Piece) -> None:
    edit(person, piece)
    person.driver.execute_script(
        "document.addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true; })"
    )
    revision = Piece.objects.get(pk=piece.pk).latest_revision_id
    person.press("[name=headline]")
    person.wait(lambda: person.driver.execute_script("return window.isWatched === true"), "the form being watched")
    assert not person.soon(lambda: Piece.objects.get(pk=piece.pk).latest_revision_id != revision, 3)

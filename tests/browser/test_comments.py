"""The comments panel as a person uses it, by keyboard alone; and nothing typed is lost."""

import pytest
from selenium.webdriver.common.keys import Keys

from hub.accounts.roles import Role
from hub.content import commenting
from hub.content.comments import Comment
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

TOGGLE = '[data-side-panel-toggle="comments"]'
NEW = '[data-draft="new"]'


@pytest.fixture
def piece(brand, manager):
    UserFactory(username="edda", role=Role.EDITOR, brands=[brand], language="en")
    return factories.piece(factories.campaign(brand))


def edit_path(piece) -> str:
    return f"/admin/snippets/content/piece/edit/{piece.pk}/"


def open_panel(person) -> None:
    person.panel("comments")
    person.sees("Nobody has said anything yet", "[data-threads]")


def leaving_is_asked(person) -> bool:
    """Whether the page would have the browser ask."""
    leave = "const leaving = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(leaving);"
    return bool(person.driver.execute_script(f"{leave} return leaving.defaultPrevented"))


def test_a_conversation_by_keyboard(person, piece, manager):
    person.sign_in("edda")
    person.open(edit_path(piece))
    person.find('[name="headline"]').click()  # where one was writing is what one talks about
    open_panel(person)
    field = person.find(NEW)
    field.click()
    person.wait(lambda: person.find("[data-about]").get_attribute("value") == "headline", "the guessed place")
    field.send_keys("Stimmt das, @mar")
    person.sees("Maren Test", '[data-names="new"]')
    field.send_keys(Keys.ENTER, "?")
    assert field.get_attribute("value") == "Stimmt das, @maren ?"
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    person.sees("@Maren Test", "[data-threads]")
    comment = Comment.objects.get()
    assert (comment.about, list(comment.mentioned.all())) == ("headline", [manager])
    assert person.find(NEW).get_attribute("value") == ""
    assert person.find(f"{TOGGLE} [data-side-panel-toggle-counter]").text == "1"
    person.picture("comments-1280")

    person.press(f'[data-open="answer-{comment.pk}"]')
    person.driver.switch_to.active_element.send_keys("Danke", Keys.CONTROL, Keys.ENTER)
    person.sees("Danke", "[data-threads]")
    person.press(f'[data-deed="resolve"][data-pk="{comment.pk}"]')
    person.sees("Nothing is open", "[data-threads]")
    assert person.complaints() == []


def test_what_is_typed_is_never_lost(person, piece):
    person.sign_in("edda")
    person.open(edit_path(piece))
    open_panel(person)
    assert not leaving_is_asked(person)
    person.find(NEW).send_keys("x" * 2003)
    person.sees("3 characters too many", '[data-count="new"]')
    person.press('[data-send="new"]')
    person.sees("3 too many", "[data-trouble]")
    assert len(person.find(NEW).get_attribute("value")) == 2003
    assert leaving_is_asked(person)
    person.driver.refresh()  # the driver says yes to that
    open_panel(person)
    person.wait(lambda: len(person.find(NEW).get_attribute("value")) == 2003, "the kept words")
    person.complaints()  # the refusal above
    person.driver.execute_script("sessionStorage.clear()")


def test_from_a_mail_to_the_comment(person, piece, manager):
    comment = commenting.write(piece, user=manager, text="hier bitte")
    person.sign_in("edda")
    person.open(f"/admin/board/comment/{comment.pk}/")
    person.wait(
        lambda: person.driver.execute_script("return document.activeElement.id") == f"comment-{comment.pk}", "focus"
    )
    person.sees("hier bitte", f"#comment-{comment.pk}")
    assert person.complaints() == []

"""How a person writes a piece: blocks from the menu of the stream, words into rich text, previews one by one."""

import json
from typing import Any

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.browser.person import Person

PREVIEW = "#w-preview-iframe"
_LAST_PLUS = """
const stream = document.querySelector("[data-contentpath='body'] [data-streamfield-stream-container]");
const buttons = stream ? [...stream.querySelectorAll(":scope > div > .c-sf-add-button")] : [];
const last = buttons.filter((one) => one.offsetParent).pop();
if (last) { last.scrollIntoView({block: "center"}); last.click(); }
return !!last;
"""


def choose(person: Person, field: str, words: str) -> None:
    """Choose through the dialog of a chooser's field, by what its rows say."""
    person.press(f"[id='id_{field}-chooser'] [data-chooser-action-choose]")
    person.press_words(words, ".modal a")
    person.wait(lambda: person.find(f"[name={field}]").get_attribute("value"), f"{words} chosen")


def add_block(person: Person, label: str) -> str:
    """Add a block at the end of the body, by its name in the menu; the prefix of its fields."""
    number = int(person.find("[name=body-count]").get_attribute("value"))
    person.wait(lambda: person.driver.execute_script(_LAST_PLUS), "the plus below the body")
    person.press_words(label, ".w-combobox__option", exact=True)
    person.wait(lambda: int(person.find("[name=body-count]").get_attribute("value")) > number, label)
    return f"body-{number}-value"


def write_rich(person: Person, name: str, words: str) -> None:
    """Write into a rich text field, in the place of what is there."""

    def act() -> bool:
        hidden = person.driver.find_element(By.NAME, name)
        field = hidden.find_element(By.XPATH, "following::*[@contenteditable='true'][1]")
        person.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus();"
            "document.getSelection().selectAllChildren(arguments[0])",
            field,
        )
        field.send_keys(words)
        # The editor hands on what was typed a moment later.
        return person.soon(lambda: json.dumps(words, ensure_ascii=False)[1:-1] in hidden.get_attribute("value"), 3)

    person.wait(act, name)


def modes(person: Person) -> list[str]:
    """The modes that the preview panel offers."""
    return [one.get_attribute("value") for one in Select(person.find("[data-w-preview-target=mode]")).options]


def see_preview(person: Person, mode: str, words: str = "") -> None:
    """Choose a mode of the preview and wait until it shows these words, or anything."""

    def choose() -> bool:
        """The panel may draw its modes anew meanwhile: then it is looked for again."""
        select = Select(person.find("[data-w-preview-target=mode]"))
        if select.first_selected_option.get_attribute("value") != mode:
            select.select_by_value(mode)
        return True

    person.wait(choose, f"the mode {mode}")
    person.wait(lambda: shows(person, mode, words), f"the preview {mode}")


def shows(person: Person, mode: str, words: str) -> bool:
    """Whether the preview shows this mode and these words, in itself or in a frame within."""
    for frame in person.all(PREVIEW):
        if f"mode={mode.replace('/', '%2F')}" not in (frame.get_attribute("src") or "") and f"mode={mode}" not in (
            frame.get_attribute("src") or ""
        ):
            continue
        person.driver.switch_to.frame(frame)
        try:
            if person.driver.execute_script("return document.readyState") == "complete" and words in _said(person):
                return True
        finally:
            person.driver.switch_to.default_content()
    return False


def _said(person: Person) -> str:
    said: Any = person.driver.execute_script(
        "const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.srcdoc);"
        "return document.documentElement.outerHTML + frames.join('')"
    )
    return str(said)

"""What is pasted from Word, Google Docs and web pages arrives clean, whole, and with its typography. Real pastes."""

import json
import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from hub.content.convert import to_document
from hub.content.models import Piece
from tests.browser.pasted import GOOGLE, WEB, WORD, WORD_TEXT
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

DIRT = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2028\x0b\r]|mso|<span|style=|class=|<o:|onclick|javascript:")
TABLE = {
    "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": ""}],
    "rows": [{"values": ["", ""]}],
    "caption": "",
}


@pytest.fixture
def piece(person, brand, manager):
    """Opened by somebody, with an empty block of each kind."""
    body = [
        ("paragraph", {"text": "", "channels": []}),
        ("markdown", {"text": "", "channels": []}),
        ("list", {"items": [""], "ordered": False, "channels": []}),
        ("table", {"table": TABLE, "channels": []}),
    ]
    row = factories.piece(factories.campaign(brand), headline="", teaser="", body=body)
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{row.pk}/")
    person.wait(lambda: len(person.all("[data-contentpath='body'] .public-DraftEditor-content")) >= 2, "the editors")
    return row


def focus(person, element):
    person.driver.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus()", element)


def press(person, key):
    ActionChains(person.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()


def copy(person, html, text):
    """Put on the clipboard what a program would."""
    focus(person, person.driver.find_element(By.NAME, "title"))
    person.driver.execute_script(
        """const [html, text] = arguments;
        window.copied = false;
        document.addEventListener("copy", (event) => {
            event.preventDefault();
            event.stopPropagation();
            if (html) event.clipboardData.setData("text/html", html);
            event.clipboardData.setData("text/plain", text);
            window.copied = true;
        }, { once: true, capture: true });""",
        html,
        text,
    )
    press(person, "c")
    person.wait(lambda: person.driver.execute_script("return window.copied"), "the copy")


def paste(person, element, html, text):
    copy(person, html, text)
    focus(person, element)
    press(person, "v")


def editor(person, number=0):
    return person.all("[data-contentpath='body'] .public-DraftEditor-content")[number]


def paste_words(person, html, text="x", number=0):
    paste(person, editor(person, number), html, text)
    person.wait(lambda: kept(person, number), "the words")


def kept(person, number=0):
    """Whether the editor has put its words into the form; it waits a moment for more."""
    name = ("body-0-value-text", "body-2-value-items-0-value")[number]
    state = json.loads(person.driver.find_element(By.NAME, name).get_attribute("value"))
    return bool(state and any(block["text"].strip() for block in state["blocks"]))


def saved(person, row):
    """Save, and read what arrived."""
    before = Piece.objects.get(pk=row.pk).latest_revision_id
    person.driver.execute_script("document.querySelector('form[data-edit-form]').requestSubmit()")
    person.wait(lambda: Piece.objects.get(pk=row.pk).latest_revision_id != before, "the draft")
    person.sees("geändert", ".messages")
    return Piece.objects.get(pk=row.pk).get_latest_revision_as_object()


def html_of(draft, number=0):
    return re.sub(r' data-block-key="\w+"', "", draft.body[number].value["text"].source)


def paragraphs(draft):
    return [block.text.source for block in to_document(draft).blocks if hasattr(block, "text")]


def test_from_word(person, piece):
    paste_words(person, WORD, WORD_TEXT)
    draft = saved(person, piece)
    html = html_of(draft)
    assert html == (
        "<p>Die Laterne</p>"
        "<p>Sie brennt <b>acht\xa0Stunden</b> – und kostet 10\xa0%\xa0weniger als „vorher“.</p>"
        "<p>Kupferschmiede, <i>Handarbeit</i>, sehr schön "
        '<a href="https://nordlicht.example/laterne">hier ansehen</a>. </p>'
        "<p>Erster Punkt</p><p>Darunter</p><p>Höhe</p><p>32\xa0cm</p><p>Schluss.</p>"
    )
    assert not DIRT.search(html)
    assert "Geheim" not in html
    assert person.all(".paste-note") == []


def test_from_google_docs(person, piece):
    paste_words(person, GOOGLE)
    html = html_of(saved(person, piece))
    assert html == (
        "<p>Die Laterne ist <b>sehr warm</b><i> im Winter</i>.</p><p>Kupfer</p><p>Glas</p>"
        '<p><a href="https://nordlicht.example/pflege">Pflege</a></p>'
    )


def test_from_a_web_page_with_pictures_and_links_that_lead_nowhere(person, piece):
    paste_words(person, WEB)
    note = person.text(".paste-note")
    assert "Kleiner Punkt" in note
    assert "Laterne im Schnee" in note
    assert "2" in note
    assert "da" in note
    person.picture("paste-note")
    html = html_of(saved(person, piece))
    assert html == (
        "<p>Neu im\xa0Laden</p><p>Erste Zeile<br/>Zweite Zeile</p>"
        '<p>Schau hier, dort, da und <a href="https://shop.example/x?farbe=rot">im Laden</a>.</p>'
        "<p>Ein Bild: davor danach.</p><p>Kaufen</p><p>Nullbreite umgekehrt Zeichen.</p>"
    )


def test_a_picture_alone_is_not_lost_in_silence(person, piece):
    person.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    done = person.driver.execute_async_script(
        """const done = arguments[0];
        const canvas = document.createElement("canvas");
        canvas.getContext("2d").fillRect(0, 0, 9, 9);
        canvas.toBlob((blob) => navigator.clipboard.write([new ClipboardItem({ "image/png": blob })])
            .then(() => done("ok"), (error) => done(String(error))));"""
    )
    assert done == "ok"
    focus(person, editor(person))
    press(person, "v")
    assert "1" in person.text(".paste-note")
    assert editor(person).text.strip() == ""


def test_into_plain_fields_markdown_list_and_table(person, piece):
    text = "  Sie\u00a0kostet 10\u00a0%\r\nZeile\u200b zwei\u00ad\ufeff ende\u2028weiter\x0bunten "
    for name in ("headline", "teaser", "body-1-value-text"):
        paste(person, person.driver.find_element(By.NAME, name), WORD, text)
    paste_words(person, WORD, WORD_TEXT, number=1)
    cell = person.driver.find_element(By.NAME, "body-3-value-table-cell-0-0")
    paste(person, cell, WORD, "Höhe\t32\u00a0cm\r\nBreite\u200b\t9\u00a0cm\r\n")
    draft = saved(person, piece)
    assert draft.headline == "Sie\xa0kostet 10\xa0% Zeile zwei ende weiter unten"
    assert draft.teaser.split("\n")[:2] == ["Sie\xa0kostet 10\xa0%", "Zeile zwei ende"]
    assert draft.body[1].value["text"].startswith("Sie\xa0kostet 10\xa0%\nZeile zwei ende\nweiter")
    for words in (draft.headline, draft.teaser, draft.body[1].value["text"]):
        assert not DIRT.search(words)
    assert "acht\xa0Stunden" in draft.body[2].value["items"][0].source
    table = draft.body[3].value["table"]
    assert "Höhe 32\xa0cm Breite 9\xa0cm" in [str(cell.value) for row in table.rows for cell in row]


def test_between_two_editors_nothing_changes(person, piece):
    """From one rich text to another: Draft.js' own clipboard is left alone."""
    paste_words(person, "<p>Erst <b>fett</b>, dann <a href='https://nordlicht.example/x?utm_source=a'>hier</a></p>")
    focus(person, editor(person))
    press(person, "a")
    press(person, "c")
    focus(person, editor(person, 1))
    press(person, "v")
    person.wait(lambda: "fett" in editor(person, 1).text and kept(person, 1), "the words")
    draft = saved(person, piece)
    assert "<b>fett</b>" in draft.body[2].value["items"][0].source
    assert 'href="https://nordlicht.example/x"' in draft.body[2].value["items"][0].source

"""The article: what cannot get in."""

import json
from dataclasses import replace

import markdown
from selectolax.lexbor import LexborHTMLParser

from renderers.contract.document import (
    Action,
    Heading,
    Paragraph,
)
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import RichText
from tests.renderers.web.pages import BARE, DOCUMENT, page, render

HOSTILE = (
    "</script><script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% "
    '"><img src=x onerror=y> # **a** [x](javascript:y) \u202eTXT'
)


def test_hostile_words_are_inert_everywhere() -> None:
    hostile = RichText.of(HOSTILE)
    document = replace(
        DOCUMENT,
        headline=hostile,
        teaser=hostile,
        slug=HOSTILE,
        locale="de-DE",
        action=Action(hostile, "javascript:alert(1)"),
        hero=replace(DOCUMENT.hero, alt=HOSTILE, credit=HOSTILE),
        blocks=(Paragraph(id=HOSTILE, text=hostile), Heading(id="h", text=hostile), *DOCUMENT.blocks),
    )
    made = render(document)
    for part in ("body.html", "head.html"):
        parsed = page(made, part)
        assert not parsed.css("script")
        assert not [node for node in parsed.css("*") if any(name.startswith("on") for name in node.attributes)]
        assert "{{7" not in made.part(part).text
    assert "</script" not in made.part("data.jsonld").text.lower()
    html = markdown.markdown(made.part("content.md").text, extensions=["tables"])
    assert not LexborHTMLParser(html).css("script, [onerror], [href^=javascript]")
    assert "{{7" not in made.part("content.md").text
    data = json.loads(made.part("content.json").text)
    assert data["action"]["url"] is None
    assert "<script" not in json.dumps([data["headline"]["html"], data["blocks"][0]["text"]["html"]])
    assert Place("action.url") in {loss.source for loss in made.losses}


def test_addresses_on_the_same_host_are_taken() -> None:
    made = render(replace(BARE, action=Action(read("Los"), "/shop?a=1")))
    assert page(made).css_first("a.ein-button").attributes["href"] == "/shop?a=1"

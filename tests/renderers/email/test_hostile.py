"""The newsletter: what cannot get in."""

import re
from dataclasses import replace

import pytest

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import Action, Paragraph
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import MergeField, RichText
from tests.renderers.email.letters import BARE, DOCUMENT, page, render, words


def test_no_outside_address_is_loaded(artifact: Artifact) -> None:
    markup = artifact.part("body.html").text
    assert not re.search(r"""(src|background)=["']https?:|url\(|@import|<link""", markup)


HOSTILE = "<script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% </style><!-- --> ]]> &lt; \u202eTXT\u200b \x00\x1b"


_BRACES = ("{{7*7}}",)
#: What of the hostile words each system would act upon. Words that only another one reads stay words.
TAGS_READ_BY = {
    "plain": ("{{7*7}}", "*|UNSUB|*", "%%=v"),
    "brevo": _BRACES,
    "hubspot": _BRACES,
    "klaviyo": _BRACES,
    "listmonk": _BRACES,
    "mautic": (),
    "sendgrid": _BRACES,
    "salesforce": ("{{7*7}}", "%%=v"),
    "mailchimp": ("*|UNSUB|*",),
    "activecampaign": (),
    "zoho": (),
}
#: A footer tag that a system writes itself and an author typed, too.
OWN_TAGS = {"mailchimp": 'href="*|UNSUB|*"'}


def test_hostile_words_are_inert_everywhere() -> None:
    hostile = RichText.of(HOSTILE)
    document = replace(
        DOCUMENT,
        headline=hostile,
        teaser=hostile,
        action=Action(hostile, "https://a.example/?x=*|UNSUB|*&y={{7*7}}"),
        blocks=(Paragraph(id="x", text=RichText((*hostile.runs, MergeField("first_name", HOSTILE)))), *DOCUMENT.blocks),
        hero=replace(DOCUMENT.hero, alt=f'"><img src=x onerror=alert(1)>{HOSTILE}'),
    )
    for dialect in plugin.dialects:
        made = render(document, dialect=dialect)
        parsed = page(made)
        assert not parsed.css("script")
        assert not [node for node in parsed.css("*") if any(name.startswith("on") for name in node.attributes)]
        markup = made.part("body.html").text
        assert not [tag for tag in TAGS_READ_BY[dialect] if tag in markup.replace(str(OWN_TAGS.get(dialect)), "")]
        assert "\u202e" not in markup
        shown = words(parsed.css_first("h1").text().replace("\u2060", ""))
        assert shown == words("<script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% </style><!-- --> ]]> &lt; TXT")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/nur/ein/pfad", "java\nscript:x"])
def test_refused_addresses_leave_their_words_and_a_loss(url: str) -> None:
    made = render(replace(BARE, action=Action(read("Los"), url)))
    assert "Los" in page(made).body.text()
    assert not [link for link in page(made).css("a") if "script" in (link.attributes["href"] or "")]
    assert Place("action.url") in {loss.source for loss in made.losses}

"""The newsletter's fields: written as each sending system wants them, and nobody else's."""

import html
from dataclasses import replace
from email.message import EmailMessage
from typing import cast

import pytest

from renderers.contract.document import Paragraph
from renderers.contract.errors import UnsupportedDialectError
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.tokens import Field
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, mail, page, render


@pytest.mark.parametrize(
    ("dialect", "field", "unsubscribe", "online"),
    [
        (
            "brevo",
            '{{ contact.FIRSTNAME | default : "liebe Genießerin, lieber Genießer" }}',
            "{{ unsubscribe }}",
            "{{ mirror }}",
        ),
        (
            "mailchimp",
            "*|IF:FNAME|**|FNAME|**|ELSE:|*liebe Genießerin, lieber Genießer*|END:IF|*",
            "*|UNSUB|*",
            "*|ARCHIVE|*",
        ),
    ],
)
def test_dialects(dialect: str, field: str, unsubscribe: str, online: str) -> None:
    made = render(dialect=dialect)
    for name in ("body.html", "body.txt"):
        assert f"Guten Tag, {field}!" in made.part(name).text
    links = [link.attributes["href"] for link in page(made).css("a")]
    assert unsubscribe in links
    assert online in links
    assert f"\n{unsubscribe}\n" in made.part("body.txt").text
    assert mail(made)["List-Unsubscribe"] == f"<{unsubscribe}>"
    assert mail(made)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_field_names_of_the_register_win() -> None:
    tokens = replace(BRAND, fields=(Field("first_name", names=(("brevo", "VORNAME"),)),))
    assert "{{ contact.VORNAME | default" in render(tokens=tokens, dialect="brevo").part("body.txt").text


@pytest.mark.parametrize("name", ["x}} {{ evil", ""])
def test_a_name_that_could_end_its_tag_is_not_written(name: str) -> None:
    tokens = replace(BRAND, fields=(Field("first_name", names=(("brevo", name),)),))
    made = render(tokens=tokens, dialect="brevo")
    assert "evil" not in made.part("body.html").text
    assert "Guten Tag, liebe Genießerin, lieber Genießer!" in made.part("body.txt").text
    assert [loss.source for loss in made.losses if loss.what.startswith("{{")] == [Place("body.text", "p1")]


def test_dialects_that_are_not_written_are_refused() -> None:
    with pytest.raises(UnsupportedDialectError, match="plain, brevo, mailchimp"):
        render(dialect="pigeon")


FOREIGN = (
    *("{{ contact.NAME }}", "{{7*7}}", "{{{raw}}}", "{% if x %}", "{# note #}", "*|FNAME|*", "%%FIRSTNAME%%"),
    *(
        "%%=v(@x)=%%",
        "$[FNAME|x]$",
        "[[email]]",
        "<% name %>",
        "${name}",
        "{$name}",
        "{contactfield=x}",
        "%FIRST-NAME%",
    ),
)


@pytest.mark.parametrize("tag", FOREIGN)
def test_tags_of_other_systems_that_authors_type_stay_words(tag: str) -> None:
    typed = RichText.of(f"Vor {tag} nach")
    document = replace(
        BARE, headline=typed, blocks=(Paragraph(id="p", text=typed),), hero=replace(DOCUMENT.hero, alt=f"Bild {tag}")
    )
    made = render(document, dialect="plain")
    body = cast("EmailMessage", mail(made).get_body(("html",))).get_content()
    for markup in (made.part("body.html").text, body):
        assert tag not in markup
        assert html.escape(tag) not in markup
    assert page(made).css_first("h1").text() == f"Vor {tag} nach"
    assert f"Vor {tag} nach" in made.part("body.txt").text

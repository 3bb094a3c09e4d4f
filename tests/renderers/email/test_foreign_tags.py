"""A mail for one system holds that system's tags, each whole, and nothing that it or another would read besides."""

import re
from dataclasses import replace

import pytest

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact, LossKind
from renderers.contract.dialect import all_dialects, get_dialect
from renderers.contract.document import Action
from renderers.contract.grammar import read
from tests.renderers.email.letters import BARE, render

GREETING = (
    'Hallo {{ contact.first_name | default: "liebe Kundin, lieber Kunde" }} aus {{ contact.city | default: "nah" }}!'
)
#: The parts where a sending system looks for its tags. Styles have braces of their own, and none that meet.
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


@pytest.fixture(params=sorted(plugin.dialects))
def mail(request: pytest.FixtureRequest) -> tuple[str, Artifact]:
    """A mail with merge fields in its subject, preheader, words, button and picture text."""
    greeting = read(GREETING)
    document = replace(
        BARE,
        headline=greeting,
        teaser=read(f"Neu im Laden. {GREETING}"),
        action=Action(greeting, "https://a.example/?a=b&c=%20d"),
    )
    return request.param, render(document, dialect=request.param)


def test_nothing_is_left_of_another_system(mail: tuple[str, Artifact]) -> None:
    key, made = mail
    dialect = get_dialect(key)
    fields = [field for field in read(GREETING).words if hasattr(field, "filters")]
    for part in made.parts:
        if part.name == "message.eml":
            continue
        text = _STYLE.sub("", part.text)
        written = [
            dialect.merge_field(field, context, name=dialect.usual_name(field.name))
            for field in fields
            for context in ("html", "attribute", "text", "line")
        ]
        if key == "activecampaign":
            written = ["%FIRSTNAME%", "%CITY%"]
        if key != "plain":
            assert any(tag in text for tag in written), part.name
        for tag in sorted({*written, *dialect.tags.values()}, key=len, reverse=True):
            text = text.replace(tag, "") if key != "plain" else text
        for other in (other for key, other in all_dialects().items() if key != "plain"):
            found = other.own.search(text)
            assert found is None, (part.name, other.key, text[max(0, found.start() - 60) : found.end() + 60])


def test_braces_of_styles_never_meet(mail: tuple[str, Artifact]) -> None:
    """`{{`, `{%` and `{#` in a style sheet would begin a tag of half the systems there are."""
    styles = "".join(_STYLE.findall(mail[1].part("body.html").text))
    assert styles
    assert not re.search(r"\{\{|\{%|\{#|%%|\*\||\$\[", styles)


def test_what_cannot_be_said_is_on_record(mail: tuple[str, Artifact]) -> None:
    key, made = mail
    lost = {loss.what for loss in made.losses if dict(loss.why.params).get("field") == "first_name"}
    assert lost == ({"liebe Kundin, lieber Kunde"} if key == "activecampaign" else set())
    assert all(loss.kind in {LossKind.DROPPED, LossKind.DEGRADED, LossKind.REPLACED} for loss in made.losses)

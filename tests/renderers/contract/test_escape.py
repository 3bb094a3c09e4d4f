"""Escaping: the quick ways say the same as the long ones."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from renderers.contract import escape as module
from renderers.contract.dialects import plain
from renderers.contract.escape import Context, clean, escape

WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from("{}%*|=$[]<>&\"'\n\t\u200b\u202e"))
#: What looks like somebody's tag, as it was first written down: an alternative that looks behind itself.
FIRST = r"(?<=[\w}%])\}"


def test_what_can_be_printed_is_clean() -> None:
    every = map(chr, range(0x110000))
    assert not [character for character in every if character.isprintable() and module._UNCLEAN.match(character)]


@given(WORDS)
def test_markup(text: str) -> None:
    assert escape(text, Context.HTML) == html.escape(clean(text), quote=False)
    assert escape(text, Context.ATTRIBUTE) == html.escape(clean(text))
    assert escape(text, Context.LINE) == re.sub("[ \n\t]*[\n\t][ \n\t]*", " ", clean(text))


@given(WORDS)
def test_plain_dialect_finds_a_tags_end(text: str) -> None:
    own = plain.plugin.own.pattern.split("|")
    own[own.index(r"\}(?<=[\w}%]\})")] = FIRST
    assert re.findall("|".join(own), text) == plain.plugin.own.findall(text)

"""What is done in a quick way because every render asks for it is what the long way would give."""

import re
from itertools import groupby

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from renderers.contract.dialect import get_dialect
from renderers.contract.escape import Context
from renderers.contract.text import FactRef, Link, Mark, MergeField, RichText, Text
from renderers.toolkit import html
from renderers.toolkit.lines import one_line
from renderers.toolkit.sentences import graphemes

PLAIN = get_dialect("plain")
MARKED = {Mark.BOLD: "strong", Mark.ITALIC: "em"}
WORDS = st.text(st.sampled_from('ab {}%*|<&"\n\t\u00a0\u2028\x85é👍\u0301\r'), max_size=12)
MARKS = st.lists(st.sampled_from(Mark), max_size=3).map(tuple)
TEXTS = st.builds(Text, WORDS, MARKS)
RUNS = st.lists(
    TEXTS
    | st.builds(FactRef, st.just("price"), MARKS, WORDS)
    | st.builds(MergeField, st.just("first_name"), st.none() | WORDS, marks=MARKS),
    max_size=5,
).map(tuple)
FLOWING = st.lists(RUNS | st.builds(Link, st.just("https://a.example"), RUNS).map(lambda link: (link,)), max_size=3)


@given(WORDS)
@example("a  b")
@example(" \u2028 ")
def test_folding_lines(text: str) -> None:
    assert one_line(text) == re.sub(r"[ \t\n\r\f\v\x85\u2028\u2029]+", " ", text).strip()


@given(WORDS)
@example("\r\n")
def test_counting_what_readers_see(text: str) -> None:
    assert graphemes(text) == len(regex.findall(r"\X", text))


@given(FLOWING)
def test_whether_there_are_words(parts: list[tuple]) -> None:
    text = RichText(tuple(run for part in parts for run in part))
    assert bool(text) == any(run.source.strip() for run in text.runs)


@given(RUNS)
@example((Text("{", (Mark.BOLD, Mark.BOLD)), Text("{", (Mark.BOLD,))))
def test_neighbors_of_the_same_marks_are_escaped_as_one(runs: tuple) -> None:
    def write(field: MergeField, context: Context) -> str:
        return PLAIN.words(field.plain, context)

    expected = ""
    for marks, group in groupby(runs, key=lambda word: tuple(dict.fromkeys(word.marks))):
        markup = html.flat(tuple(group), PLAIN, field=write, context=Context.HTML).replace("\n", "<br>")
        for mark in reversed(marks):
            markup = f"<{MARKED[mark]}>{markup}</{MARKED[mark]}>"
        expected += markup
    assert html.inline(RichText(runs), PLAIN, field=write, resolve=lambda link: link.url) == expected

"""Whatever an author types, every word of it is in the document or named in a problem."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from renderers.contract.walk import pictures, texts, urls
from renderers.markdown import PieceError, read_piece

WORDS = [f"w{number}" for number in range(40)]
word = st.sampled_from(WORDS)
#: What may stand between two words; a line each, `·` for a space, `↵` for a line feed.
GLUE = """
·
↵
↵↵
··↵
↵····
↵↵····
↵··-·
↵-·
↵↵-·
↵1.·
↵↵2.·
↵*·
↵>·
↵>↵>·
↵↵>·—·
↵#·
↵##·
↵===↵
↵---↵
↵↵---↵↵
↵↵|·
·|·
·|↵
·|↵|---|---|↵|·
**
*
_
__
`
``
↵```↵
↵~~~↵
[
](
)
]
](https://a.example)·
]:·
↵↵[
]:·https://b.example↵
![
<
>
<b>
<br>
&
&amp;
\\
{{·
·}}
{{·contact.city·|·default:·"
"·}}
#
\t
↵\t
24.·
↵::·email↵
+·
·—·
↵—·
:
↵```legal↵
"
'
"""
glue = st.sampled_from([line.replace("·", " ").replace("↵", "\n") for line in GLUE.split("\n") if line])
bodies = st.lists(st.tuples(word, glue), min_size=1, max_size=30).map(lambda parts: "".join(map("".join, parts)))


def said(piece):
    document = piece.document
    parts = [text.source for _, text in texts(document)]
    parts += [url for _, url in urls(document)]
    parts += [str(fact) for fact in document.facts]
    parts += [f"{asset.alt} {asset.id}" for _, asset in pictures(document)]
    return " ".join(parts)


@settings(max_examples=400, deadline=None)
@given(bodies)
@example("w1\n- w2\n    w3\n\n24. w4\n\n    1. w5")
@example("[w1]: w2\n\n[w3]: https://b.example\n")
def test_every_word_is_kept(body):
    source = f"---\ntitle: T\n---\n{body}"
    try:
        piece = read_piece(source)
    except PieceError:
        return
    # An unread definition, a comment and the words of a fence's first line are no content.
    definitions = re.findall(r"^ {0,3}\[[^\]]*\]:.*", body, re.MULTILINE)
    fences = re.findall(r"^ {0,3}(?:`{3,}|~{3,})[^\n]*", body, re.MULTILINE)
    silent = " ".join([*definitions, *fences, *re.findall(r"^:::.*", body, re.MULTILINE)])
    if piece.problems:
        return
    kept = said(piece)
    lost = [
        name
        for name in set(re.findall(r"w\d+", body)) - set(re.findall(r"w\d+", silent))
        if not re.search(rf"{name}(?!\d)", kept)
    ]
    assert not lost, (lost, kept)


def problems(text):
    try:
        return read_piece(text).problems
    except PieceError as error:
        return error.problems


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text):
    for source in (f"---\ntitle: T\n---\n{text}", f"---\ntitle: T\n{text}\n---\n", text):
        found = problems(source)
        assert all(problem.line and problem.column for problem in found)
        assert [str(problem) for problem in found] == [str(problem) for problem in problems(source)]

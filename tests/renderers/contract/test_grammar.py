"""The one small syntax in every text: what it reads, what it leaves alone, and where it says something is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderers.contract.grammar import FILTERS, parse, read, spans
from renderers.contract.text import FactRef, Link, Mark, MergeField, RichText, Text, join

words = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
fields = st.builds(MergeField, names, words, st.lists(st.sampled_from(FILTERS), max_size=2).map(tuple))
runs = st.lists(st.one_of(st.builds(Text, words), fields, st.builds(FactRef, names)), max_size=6)


def merged(found):
    """Neighboring words as one, as the grammar gives them back."""
    out = []
    for run in found:
        if isinstance(run, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + run.text)
        elif not isinstance(run, Text) or run.text:
            out.append(run)
    return tuple(out)


@settings(max_examples=400)
@given(runs)
def test_what_is_written_is_read_again(found):
    expected = RichText(merged(found))
    parsed = parse(expected.source)
    assert parsed.runs == expected.runs
    assert parsed.problems == ()


@settings(max_examples=400)
@given(st.text(alphabet=st.sampled_from("{}|:\"'“„”\\ .abcontact_fact=default\n"), max_size=60))
def test_hostile_input_loses_no_character_and_problems_lie_inside(text):
    parsed = parse(text)
    again = parse(RichText(parsed.runs).source)
    assert again.runs == parsed.runs
    for problem in parsed.problems:
        assert 0 <= problem.start < problem.end <= len(text)
        assert text[problem.start :].startswith("{{")
    if "{{" not in text:
        assert RichText(parsed.runs).plain == text
    for start, end in spans(text):
        assert text[start : start + 2] == "{{"
        assert text[end - 2 : end] == "}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{ contact.a | default: "x" }}', (MergeField("a", "x"),)),
        ("{{contact.a|default:'x'}}", (MergeField("a", "x"),)),
        ("{{ contact.a | default: „x“ }}", (MergeField("a", "x"),)),
        ("{{ contact.a | default: “x” }}", (MergeField("a", "x"),)),
        ('{{ contact.a | upcase | default: "x" | downcase }}', (MergeField("a", "x", ("upcase", "downcase")),)),
        (r'{{ contact.a | default: "sagt \"ja\"\n\\" }}', (MergeField("a", 'sagt "ja"\n\\'),)),
        ('{{ contact.a | default: "}} {{" }}!', (MergeField("a", "}} {{"), Text("!"))),
        ('{{ contact.a | default: "" }}', (MergeField("a", ""),)),
        ("{{ fact.price }}", (FactRef("price"),)),
        ('{{ "{{" }} x', (Text("{{ x"),)),
        ("a {b} {c", (Text("a {b} {c"),)),
        ("{{{ fact.a }}}", (Text("{"), FactRef("a"), Text("}"))),
    ],
)
def test_every_way_to_write_a_field(text, expected):
    parsed = parse(text)
    assert parsed.runs == expected
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "start", "end", "says"),
    [
        ("Hi {{ contact.a }}!", 3, 18, "has no default"),
        ("{{ a }} x", 0, 7, "is no field"),
        ("x {{ }}", 2, 7, "is no field"),
        ("x {{ contact.a | default: x }}", 2, 30, "in quotation marks"),
        ("x {{ contact.a | shout }}", 2, 25, "no filter “shout”"),
        ("x {{ contact.a , }}", 2, 19, "not expected"),
        ("x {{ contact.a | }}", 2, 19, "not expected"),
        ('x {{ fact.a | default: "y" }}', 2, 29, "takes no filters"),
        ("ab {{ contact.a", 3, 15, "never closed"),
        ("{{ fact.a }} ab {{ x", 16, 20, "never closed"),
        ("{{ include 'x' }}", 0, 17, "is no field"),
        ("{{ contact.__class__.x }}", 0, 25, "is no field"),
    ],
)
def test_problems_say_where(text, start, end, says):
    (problem,) = parse(text).problems
    assert (problem.start, problem.end) == (start, end)
    assert says in problem.message.show()


def test_what_cannot_be_read_stays_as_typed():
    assert RichText(parse("{{ x }} {{ contact.a | b }}").runs).plain == "{{ x }} {{ contact.a | b }}"


def test_a_merge_field_without_default_is_still_a_field():
    assert parse("{{ contact.a }}").runs == (MergeField("a"),)


def test_marks_reach_every_run():
    assert {run.marks for run in parse('a {{ fact.b }} {{ contact.c | default: "d" }}', marks=(Mark.BOLD,)).runs} == {
        (Mark.BOLD,)
    }


def test_rich_text_tells_words_from_source():
    text = RichText((Text("Ab {{"), Link("https://a.example", (FactRef("p", text="5 €"),)), MergeField("n", "du")))
    assert text.plain == "Ab {{5 €du"
    assert text.source == 'Ab {{ "{{" }}{{ fact.p }}{{ contact.n | default: "du" }}'
    assert bool(text)
    assert not RichText((Text(" "),))
    assert join([RichText.of("a"), RichText(), RichText.of("b")], ", ").plain == "a, b"
    assert read(text.source).plain.startswith("Ab {{")


def test_long_and_deep_texts_take_no_time():
    for text in ("{{" * 5_000, '{{ "' * 5_000, "{{ contact.a }}" * 5_000, "{{'" * 5_000 + "}}"):
        parse(text)

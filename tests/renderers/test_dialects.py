"""Dialects write exactly what their systems read, and authors' words never become tags."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.dialect import Tag, all_dialects, get_dialect
from renderers.contract.errors import UnknownDialectError
from renderers.contract.escape import Context, clean, escape
from renderers.contract.text import MergeField

FIRST_NAME = MergeField("first_name", "there")

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "{% raw %}", "*|UNSUB|*", "%%=v(@x)=%%", "$[FNAME|x]$", "[[email]]")


def write(key: str, field: MergeField = FIRST_NAME, context: Context = Context.HTML) -> str:
    dialect = get_dialect(key)
    return dialect.merge_field(field, context, name=dialect.usual_name(field.name))


def test_exact_strings() -> None:
    assert write("plain") == "there"
    assert write("brevo") == '{{ contact.FIRSTNAME | default : "there" }}'
    assert write("mailchimp") == "*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*"


def test_footer_tags() -> None:
    assert [get_dialect("plain").tag(tag) for tag in Tag] == [None] * 4
    assert get_dialect("brevo").tags == {
        Tag.UNSUBSCRIBE: "{{ unsubscribe }}",
        Tag.VIEW_ONLINE: "{{ mirror }}",
        Tag.PREFERENCES: "{{ update_profile }}",
    }
    assert get_dialect("mailchimp").tag(Tag.ADDRESS) == "*|LIST:ADDRESS|*"


def test_unknown_dialect_names_the_known_ones() -> None:
    with pytest.raises(UnknownDialectError, match=r"brevo, mailchimp, plain"):
        get_dialect("pigeon")


@pytest.mark.parametrize("context", [Context.LINE, Context.TEXT])
def test_quotes_in_a_default_cannot_end_it(context: Context) -> None:
    field = MergeField("first_name", 'liebe "Kundin" \\')
    assert write("brevo", field, context) == '{{ contact.FIRSTNAME | default : "liebe \\"Kundin\\" \\\\" }}'


@pytest.mark.parametrize("context", [Context.HTML, Context.ATTRIBUTE])
def test_quotes_in_a_default_are_references_in_html(context: Context) -> None:
    written = write("brevo", MergeField("first_name", 'x" }}<b>'), context)
    assert written.count('"') == 2
    assert written.count("}}") == 1
    assert "<" not in written


def test_default_of_mailchimp_cannot_close_its_tag() -> None:
    written = write("mailchimp", MergeField("first_name", "|*x*|"), Context.TEXT)
    assert re.findall(r"\*\|([^|]*)\|\*", written) == ["IF:FNAME", "FNAME", "ELSE:", "END:IF"]


def test_filters() -> None:
    field = MergeField("first_name", "there", ("upcase",))
    assert write("brevo", field) == '{{ contact.FIRSTNAME | upper | default : "there" }}'
    assert write("mailchimp", field) == "*|IF:FNAME|**|UPPER:FNAME|**|ELSE:|*there*|END:IF|*"
    assert get_dialect("mailchimp").unknown_filters(MergeField("x", "y", ("capitalize",))) == ("capitalize",)


@pytest.mark.parametrize("key", sorted(all_dialects()))
@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("context", list(Context))
def test_hostile_words_hold_no_tag(key: str, words: str, context: Context) -> None:
    dialect = get_dialect(key)
    written = dialect.words(words, context)
    if key != "plain" or context in (Context.HTML, Context.ATTRIBUTE):
        assert not dialect.own.search(written)
    if context is Context.URL and key == "plain":
        assert not any(opening in written for opening in ("{{", "{%", "*|", "%%", "$[", "[[", "<"))
    if context in (Context.HTML, Context.ATTRIBUTE):
        assert html.unescape(written) == words


@pytest.mark.parametrize("words", HOSTILE[1:])
def test_plain_html_is_inert_in_every_system(words: str) -> None:
    written = get_dialect("plain").words(words, Context.HTML)
    assert not any(opening in written for opening in ("{{", "{%", "*|", "%%", "$[", "[["))


SNIPPETS = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(["{{", "}}", "*|", "|*", "{%", "%%", "{", "*", "|", "&", "<", '"', "\u202e"]),
    )
).map("".join)


@given(SNIPPETS, st.sampled_from(sorted(all_dialects())), st.sampled_from([Context.HTML, Context.ATTRIBUTE]))
def test_html_says_what_was_typed(text: str, key: str, context: Context) -> None:
    dialect = get_dialect(key)
    written = dialect.words(text, context)
    assert html.unescape(written) == clean(text) or "\x0d" in html.unescape(written)
    assert not dialect.own.search(written)
    assert "<" not in written
    assert context is Context.HTML or '"' not in written


@given(SNIPPETS, st.sampled_from(["brevo", "mailchimp"]), st.sampled_from([Context.LINE, Context.TEXT]))
def test_texts_hold_no_tag_and_lose_nothing(text: str, key: str, context: Context) -> None:
    dialect = get_dialect(key)
    written = dialect.words(text, context)
    assert not dialect.own.search(written)
    assert clean(written) == escape(text, context)
    assert context is Context.TEXT or "\n" not in written


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert not re.search(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", escape(text, Context.LINE))
    escape(text, Context.LINE).encode()


@pytest.mark.parametrize("key", sorted(all_dialects()))
@pytest.mark.parametrize(
    "url", ["https://a.example/?q=%C3%A4%AB%CD&x=%7B%7B", "https://a.example/gr%C3%B6%C3%9Fe?a[b]=1#c", "tel:+49%20123"]
)
def test_addresses_that_are_encoded_already_stay(key: str, url: str) -> None:
    assert get_dialect(key).words(url, Context.URL) == url

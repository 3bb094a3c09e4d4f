"""Dialects write exactly what their systems read, and authors' words never become tags."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.dialect import Tag, all_dialects, get_dialect
from renderers.contract.errors import UnknownDialectError
from renderers.contract.escape import Context, clean, escape
from renderers.contract.text import MergeField, Text
from renderers.toolkit.html import flat

FIRST_NAME = MergeField("first_name", "there")

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "{% raw %}", "*|UNSUB|*", "%%=v(@x)=%%", "$[FNAME|x]$", "[[email]]")


def write(key: str, field: MergeField = FIRST_NAME, context: Context = Context.HTML) -> str:
    dialect = get_dialect(key)
    return dialect.merge_field(field, context, name=dialect.usual_name(field.name))


#: Each system's strings as its vendor's pages have them: a field with a default, one with a filter, the foot.
MATRIX = {
    "plain": ("there", "there", None, None, None, None),
    "brevo": (
        '{{ contact.FIRSTNAME | default : "there" }}',
        '{{ contact.CITY | capfirst | default : "there" }}',
        "{{ unsubscribe }}",
        "{{ mirror }}",
        "{{ update_profile }}",
        None,
    ),
    "mailchimp": (
        "*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*",
        "*|IF:CITY|**|CITY|**|ELSE:|*there*|END:IF|*",
        "*|UNSUB|*",
        "*|ARCHIVE|*",
        "*|UPDATE_PROFILE|*",
        "*|LIST:ADDRESS|*",
    ),
    "hubspot": (
        "{{ personalization_token('contact.firstname', 'there') }}",
        "{{ personalization_token('contact.city', 'there') }}",
        "{{ unsubscribe_link }}",
        "{{ view_as_page_url }}",
        None,
        (
            "{{ site_settings.company_name }}, {{ site_settings.company_street_address_1 }}, "
            "{{ site_settings.company_city }}"
        ),
    ),
    "activecampaign": (
        "%FIRSTNAME%",
        "%CITY|TITLECASE%",
        "%UNSUBSCRIBELINK%",
        "%WEBCOPY%",
        "%UPDATELINK%",
        "%SENDER-INFO-SINGLELINE%",
    ),
    "salesforce": (
        '%%=Iif(Empty(AttributeValue("FirstName")),"there",AttributeValue("FirstName"))=%%',
        '%%=Iif(Empty(AttributeValue("City")),"there",ProperCase(AttributeValue("City")))=%%',
        "%%unsub_center_url%%",
        "%%view_email_url%%",
        "%%profile_center_url%%",
        "%%Member_Busname%%, %%Member_Addr%%, %%Member_PostalCode%% %%Member_City%%, %%Member_Country%%",
    ),
    "zoho": ("$[FNAME|there]$", "$[UD:CITY|there]$", "$[LI:UNSUBSCRIBE]$", "$[LI:VIEWINBROWSER]$", None, None),
    "klaviyo": (
        "{{ first_name|default:'there' }}",
        "{{ person|lookup:'city'|default:''|capfirst|default:'there' }}",
        "{% unsubscribe_link %}",
        "{% web_view_link %}",
        "{% manage_preferences_link %}",
        "{{ organization.full_address }}",
    ),
    "mautic": (
        "{contactfield=firstname|there}",
        "{contactfield=city|there}",
        "{unsubscribe_url}",
        "{webview_url}",
        None,
        None,
    ),
    "listmonk": (
        '{{ .Subscriber.FirstName | default "there" }}',
        '{{ .Subscriber.Attribs.city | default "" | toString | title | default "there" }}',
        "{{ UnsubscribeURL }}",
        "{{ MessageURL }}",
        None,
        None,
    ),
    "sendgrid": (
        "{{#if first_name}}{{first_name}}{{else}}there{{/if}}",
        "{{#if city}}{{city}}{{else}}there{{/if}}",
        "{{{unsubscribe}}}",
        None,
        "{{{unsubscribe_preferences}}}",
        None,
    ),
}


def test_every_dialect_of_the_promise_is_there() -> None:
    assert set(all_dialects()) == set(MATRIX)


@pytest.mark.parametrize("key", sorted(MATRIX))
def test_exact_strings(key: str) -> None:
    field, filtered, *tags = MATRIX[key]
    assert write(key) == field
    assert write(key, MergeField("city", "there", ("capitalize",))) == filtered
    assert [get_dialect(key).tag(tag) for tag in Tag] == tags


#: How a field with its default is read back, by systems that have both in one tag.
READ_BACK = {
    "brevo": r'\{\{ contact\.(?P<name>\w+)(?: \| (?P<filter>\w+))? \| default : "(?P<default>[^"]*)" \}\}',
    "mailchimp": r"\*\|IF:(\w+)\|\*\*\|(?:(?P<filter>\w+):)?(?P<name>\w+)\|\*"
    r"\*\|ELSE:\|\*(?P<default>.*)\*\|END:IF\|\*",
    "hubspot": r"\{\{ personalization_token\('contact\.(?P<name>\w+)', (?P<q>['\"])(?P<default>.*)(?P=q)\) \}\}",
    "salesforce": r'%%=Iif\(Empty\(AttributeValue\("(?P<name>\w+)"\)\),(?P<q>[\'"])(?P<default>.*)(?P=q),'
    r'(?:(?P<filter>\w+)\()?AttributeValue\("(?P=name)"\)\)*=%%',
    "zoho": r"\$\[(?:UD:)?(?P<name>\w+)\|(?P<default>.*)\]\$",
    "klaviyo": r"\{\{ (?:person\|lookup:')?(?P<name>\w+)'?(?:\|default:''\|(?P<filter>\w+))?"
    r"\|default:(?P<q>['\"])(?P<default>.*)(?P=q) \}\}",
    "mautic": r"\{contactfield=(?P<name>\w+)\|(?P<default>.*)\}",
    "listmonk": r"\{\{ \.Subscriber\.(?:Attribs\.)?(?P<name>\w+)"
    r'(?: \| default "" \| toString)?(?: \| (?P<filter>(?!default)\w+))? \| default (?P<go>".*") \}\}',
    "sendgrid": r"\{\{#if (?P<name>\w+)\}\}\{\{(?P=name)\}\}\{\{else\}\}(?P<default>.*)\{\{/if\}\}",
}


@pytest.mark.parametrize("key", sorted(READ_BACK))
@pytest.mark.parametrize("name", ["first_name", "last_name", "salutation", "company", "city", "email"])
@pytest.mark.parametrize("default", ["there", "liebe Kundin, lieber Kunde", "Guten Tag & hallo „Du“", "l’ami d'Anna"])
def test_a_field_comes_back_as_it_was(key: str, name: str, default: str) -> None:
    dialect = get_dialect(key)
    filters = tuple(name for name in ("upcase",) if name in dialect.filters)
    found = re.fullmatch(READ_BACK[key], write(key, MergeField(name, default, filters)))
    assert found is not None
    groups = found.groupdict()
    said = json.loads(groups["go"]) if "go" in groups else html.unescape(groups["default"])
    ours = {
        dialect.usual_name(each): each for each in ("first_name", "last_name", "salutation", "company", "city", "email")
    }
    back = {there: here for here, there in dialect.filters.items()}
    again = tuple(back[value] for value in (groups.get("filter"),) if value)
    assert MergeField(ours[groups["name"]], said, again) == MergeField(name, default, filters)


def test_a_default_that_the_system_cannot_say() -> None:
    both = "„l'ami\" d\\x"
    assert not get_dialect("activecampaign").can_default("there", Context.HTML)
    assert not get_dialect("hubspot").can_default(both, Context.TEXT)
    assert get_dialect("hubspot").can_default(both, Context.HTML)
    assert not get_dialect("mautic").can_default("True", Context.HTML)
    assert not get_dialect("zoho").can_default("a|b", Context.LINE)


@pytest.mark.parametrize("key", sorted(all_dialects()))
@pytest.mark.parametrize(
    "default", ['"', "'", "\\", "|", "]$", "}", "}}", "%%", "*|", "=%%", "{{/if}}", "') }}", '")=%%']
)
@pytest.mark.parametrize("context", [Context.LINE, Context.TEXT, Context.HTML, Context.ATTRIBUTE])
def test_a_default_cannot_end_its_tag(key: str, default: str, context: Context) -> None:
    """What holds a default ends where it ends without one: the tag's own marks are as many as with a harmless one."""
    dialect = get_dialect(key)
    hostile = dialect.words(default, context)
    if key == "plain" or not dialect.can_default(hostile, context):
        return
    written = dialect.merge_field(MergeField("first_name", default), context, name=dialect.usual_name("first_name"))
    harmless = dialect.merge_field(MergeField("first_name", "there"), context, name=dialect.usual_name("first_name"))
    assert len(dialect.own.findall(written)) == len(dialect.own.findall(harmless))


def test_unknown_dialect_names_the_known_ones() -> None:
    with pytest.raises(UnknownDialectError, match=r"brevo, hubspot, klaviyo"):
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


@pytest.mark.parametrize("context", [Context.HTML, Context.ATTRIBUTE])
def test_a_backslash_in_a_default_escapes_nothing_in_html(context: Context) -> None:
    written = write("brevo", MergeField("first_name", "a\\"), context)
    assert written == '{{ contact.FIRSTNAME | default : "a&#92;" }}'


@pytest.mark.parametrize("key", sorted(set(all_dialects()) - {"plain"}))
@pytest.mark.parametrize("context", [Context.LINE, Context.TEXT, Context.ATTRIBUTE])
def test_a_tag_stands_on_one_line(key: str, context: Context) -> None:
    assert "\n" not in write(key, MergeField("first_name", "liebe Kundin,\nlieber Kunde"), context)


#: What stands right before and right after a merge field, and would be read together with it.
NEIGHBORS = ("{", "}", "{{", "}}", "%", "%%", "*", "|", "$", "[", "]", "=", "\\", "#", "50 %", "{%", "%}", "&", "<")


@pytest.mark.parametrize("key", sorted(set(all_dialects()) - {"plain"}))
@pytest.mark.parametrize("context", [Context.LINE, Context.TEXT, Context.HTML, Context.ATTRIBUTE])
def test_words_beside_a_field_are_no_part_of_its_tag(key: str, context: Context) -> None:
    dialect = get_dialect(key)
    tag = write(key, context=context)
    for before in NEIGHBORS:
        for after in NEIGHBORS:
            runs = (Text(before), FIRST_NAME, Text(after))
            whole = flat(runs, dialect, field=lambda field, context: write(key, field, context), context=context)
            left, middle, right = whole.partition(tag)
            assert middle, whole
            border = (len(left), len(left) + len(tag))
            for start in range(max(0, border[0] - 3), border[1]):
                found = dialect.own.match(whole, start)
                ends = found.end() if found else start
                assert not any(start < edge < ends for edge in border), whole
            said = html.unescape(left), html.unescape(right)
            assert tuple(side.replace("\u2060", "") for side in said) == (before, after)


def test_three_braces_are_two_and_a_word() -> None:
    runs = (Text("{"), FIRST_NAME, Text("}"))

    def written(key: str, context: Context) -> str:
        return flat(runs, get_dialect(key), field=lambda field, context: write(key, field, context), context=context)

    assert written("brevo", Context.HTML) == '&#123;{{ contact.FIRSTNAME | default : "there" }}&#125;'
    assert written("sendgrid", Context.HTML) == "&#123;{{#if first_name}}{{first_name}}{{else}}there{{/if}}&#125;"
    joined = '{\u2060{{ .Subscriber.FirstName | default "there" }}\u2060}'
    assert written("listmonk", Context.LINE) == joined


@pytest.mark.parametrize("default", ["{", "}", "\\", "{}", "a{", "}b"])
def test_a_default_between_tags_is_no_part_of_them(default: str) -> None:
    written = write("sendgrid", MergeField("first_name", default), Context.TEXT)
    middle = written.removeprefix("{{#if first_name}}{{{first_name}}}{{else}}").removesuffix("{{/if}}")
    assert middle.replace("\u2060", "") == default
    assert middle[:1] != "}"
    assert middle[-1:] not in ("{", "\\")


def test_filters_never_meet_a_value_that_is_not_there() -> None:
    """Django's filters make "None" of it, Go's stop the sending."""
    field = MergeField("city", "nah", ("upcase",))
    assert write("klaviyo", field) == "{{ person|lookup:'city'|default:''|upper|default:'nah' }}"
    assert write("listmonk", field) == '{{ .Subscriber.Attribs.city | default "" | toString | upper | default "nah" }}'
    name = MergeField("first_name", "x", ("upcase",))
    assert write("listmonk", name) == '{{ .Subscriber.FirstName | upper | default "x" }}'


def test_an_encoded_brace_begins_no_tag_of_mautic() -> None:
    written = get_dialect("mautic").words("https://a.example/?x={contactfield=email}", Context.URL)
    assert written == "https://a.example/?x=%7B%63ontactfield=email%7D"
    again = get_dialect("mautic").words("https://a.example/?x=%7Bcontactfield=email%7D", Context.URL)
    assert again == written


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
        st.sampled_from(
            ["{{", "}}", "*|", "|*", "{%", "%%", "{", "}", "%", "$[", "]$", "[", "*", "|", "&", "<", '"', "\u202e"]
        ),
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


@given(
    SNIPPETS, st.sampled_from(sorted(set(all_dialects()) - {"plain"})), st.sampled_from([Context.LINE, Context.TEXT])
)
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

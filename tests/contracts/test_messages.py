"""Everything people read has its German, and the German is sound. `make messages` helps to bring it there."""

import ast
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand.catalogue import described, page_of
from renderers.contract.message import Message, translator
from renderers.contract.page import passages, translated
from tests.messages import bare
from tests.messages.catalogs import BOOKS, German, merged, messages, mo_bytes, po_bytes, read, strings
from tests.messages.quality import complaints, problems, typography


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.package)
def test_everything_is_translated(book):
    found = list(complaints(book))
    assert found == [], "\n".join(found[:50])


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.package)
def test_our_own_linter_likes_the_german(book):
    assert list(typography(book)) == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.package)
def test_updating_twice_changes_nothing(book):
    catalog = read(book.po)
    texts = {}
    book.collect(texts)
    once = po_bytes(merged(texts, catalog))
    book_again = po_bytes(merged(texts, _parsed(once)))
    assert book_again == once


def test_one_word_is_one_word_in_both_cores():
    """A translator asks one catalog after the other: what both have must be the same."""
    one, other = ({key: strings(message) for key, message in messages(read(book.po)).items()} for book in BOOKS[:2])
    assert {key: (one[key], other[key]) for key in one.keys() & other.keys() if one[key] != other[key]} == {}


def test_the_hub_says_nothing_that_cannot_be_translated():
    assert list(bare.bare_texts()) == []


def test_pages_of_rules_are_german():
    translate = translator("de")
    for rule in described().values():
        page = page_of(rule, translate)
        assert [text for text in passages(rule.page) if text in page.splitlines()] == []


def test_a_message_is_shown_in_german():
    message = Message("There is no channel “{asked}”. Known: {known}.", asked="fax", known="sms")
    assert message.show(translator("de-AT")) == "Den Kanal „fax“ gibt es nicht. Bekannt: sms."
    assert message.show(translator("en")) == message.show() == "There is no channel “fax”. Known: sms."


# The checks notice what they are for.


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("There is no “{name}”.", "„{nam}“ gibt es nicht."),
        ("There is no “{name}”.", '"{name}" gibt es nicht.'),
        ("There is no “{name}”.", "“{name}” gibt es nicht."),
        ("There is no “{name}”.", "{name} gibt es nicht."),
        ("There is no “{name}”.", "„{name}“ gibt es nicht"),
        ("%(count)s of them.", "%(zahl)s davon."),
        ("Check the address.", "Prüfen Sie Ihre Adresse."),
        ("Check the address.", "Prüfe deine Adresse."),
        ("That's it.", "Das war's."),
    ],
)
def test_careless_german_is_noticed(english, german):
    assert list(problems(German().add(english, german)))


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("There is no “{name}”.", "„{name}“ gibt es nicht."),
        ('A list, for instance ["email", "sms"].', 'Eine Liste, zum Beispiel ["email", "sms"].'),
        ("Check the address.", "Bitte die Adresse prüfen."),
        ("Sie and du differ.", "Sie und du sind zweierlei."),
        (("One piece", "%(count)s pieces"), ("Ein Beitrag", "%(count)s Beiträge")),
    ],
)
def test_good_german_is_left_alone(english, german):
    assert list(problems(German().add(english, german))) == []


def test_an_untranslated_or_stale_catalog_is_noticed(tmp_path):
    catalog = German()
    catalog.add("Headline", "Überschrift")
    catalog.add("Teaser", "")
    catalog.add("Picture", "Bild", flags=["fuzzy"])
    assert mo_bytes(catalog) != mo_bytes(German())
    texts = {("", name, ""): {"x.py"} for name in ("Headline", "Teaser", "Picture", "Video")}
    book = _Book(tmp_path, texts)
    book.po.write_bytes(po_bytes(catalog))
    book.mo.write_bytes(mo_bytes(German()))
    found = "\n".join(complaints(book))
    assert all(f"'{name}'" in found for name in ("Teaser", "Picture", "Video"))
    assert "'Headline'" not in found
    assert "not the compilation" in found


def test_translations_survive_and_vanished_texts_are_set_aside():
    old = German()
    old.add("Kept", "Behalten")
    old.add("Gone", "Verschwunden")
    new = merged({("", "Kept", ""): {"a.py"}, ("", "New", ""): {"b.py"}}, old)
    written = po_bytes(new).decode()
    assert '#: a.py\nmsgid "Kept"\nmsgstr "Behalten"' in written
    assert '#~ msgid "Gone"\n#~ msgstr "Verschwunden"' in written
    back = merged({("", "Gone", ""): {"c.py"}}, _parsed(po_bytes(new)))
    assert strings(messages(back)["", "Gone", ""]) == ("Verschwunden",)


@pytest.mark.parametrize(
    "code",
    [
        'x = CharField(verbose_name="the name")',
        'class Meta:\n    verbose_name = "piece"',
        'class Phase(models.TextChoices):\n    A = "a", "Awareness"',
        'raise ValidationError("Too long.")',
        'raise ValidationError({"name": f"Too long: {name}"})',
        'messages.error(request, "It failed.")',
    ],
)
def test_bare_texts_in_code_are_noticed(code):
    assert list(bare.bare_in_code(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'x = CharField(verbose_name=_("the name"))',
        'class Meta:\n    verbose_name = _("piece")',
        'class Phase(models.TextChoices):\n    A = "a", _("Awareness")',
        'raise ValidationError(_("Too long."))',
        'log.error("It failed.")',
    ],
)
def test_wrapped_texts_are_left_alone(code):
    assert list(bare.bare_in_code(ast.parse(code))) == []


def test_bare_texts_in_templates_are_noticed():
    assert bare.bare_in_template('<p title="Go there">{% translate "Yes" %} and {{ more }}</p>') == ["Go there", "and"]
    assert bare.bare_in_template('<p translate="no">Aa <b>Bb</b> Cc</p><p>Dd</p>') == ["Dd"]
    assert bare.bare_in_template("{% blocktranslate %}Yes {{ x }}{% endblocktranslate %}<style>p {}</style>") == []


# Pages are split into passages and put together again.

PAGE = """A title.

## Why it matters
Two lines
of words.

- one item
  that goes on
- another
1. first

| a | b |
|---|---|
| c | d |

```
code stays
```

    indented code stays

> a quotation
The end."""


def test_a_page_is_split_into_passages():
    assert passages(PAGE) == (
        "A title.",
        "Why it matters",
        "Two lines of words.",
        "one item that goes on",
        "another",
        "first",
        "| a | b |",
        "| c | d |",
        "a quotation The end.",
    )


def test_a_translated_page_keeps_its_shape():
    shouted = translated(PAGE, str.upper)
    assert "## WHY IT MATTERS\nTWO LINES OF WORDS." in shouted
    assert "```\ncode stays\n```\n\n    indented code stays" in shouted
    assert passages(translated(PAGE)) == passages(PAGE)


LINES = st.lists(
    st.sampled_from(
        ["", "  ", "words", "more words", "- item", "  going on", "## Head", "1. one", "> said", "| a |", "```"]
    )
)


@given(LINES)
def test_every_word_of_a_page_is_shown_once(lines):
    """Whatever a page looks like: nothing is lost or doubled, and translating leaves the shape alone."""
    page = "\n".join(lines)
    assert translated(page).split() == inspect.cleandoc(page).split()
    assert passages(translated(page)) == passages(page)


class _Book:
    package = "sample"

    def __init__(self, folder, texts):
        self.po, self.mo, self._texts = folder / "sample.po", folder / "sample.mo", texts

    def collect(self, texts):
        texts.update(self._texts)
        return []


def _parsed(data):
    import io

    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(data), locale="de")

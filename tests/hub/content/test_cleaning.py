"""What nobody sees is taken out when a form is saved; what is typographic stays."""

import pytest
from django.urls import reverse

from hub.content.cleaning import tidy, tidy_html, tidy_text
from hub.content.models import Piece
from tests.hub.content import factories
from tests.hub.content.posting import posted

KEPT = [
    "10\u00a0% und 1\u202f299\u00a0€",
    "Kanu\u2011Tour – „so“ ‚nicht‘ … 5\u2009×\u20093",
    "👩\u200d👧 und 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f ❤\ufe0f",
    "می\u200cخواهم",
    "\u200fשלום\u200e \u2067עברית\u2069",
    "Erste Zeile\nZweite\tmit Tab",
    '{{ contact.first_name | default: "liebe\u00a0Kundin" }}',
]


@pytest.mark.parametrize("text", KEPT)
def test_typography_stays(text):
    assert tidy_text(text) == text
    assert tidy_html(f"<p>{text}</p>") == f"<p>{text.replace(chr(10), chr(10))}</p>"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Hand\u200barbeit", "Handarbeit"),
        ("\ufeffAnfang", "Anfang"),
        ("Kupfer\u00adschmiede", "Kupferschmiede"),
        ("Wort\u2060wort", "Wortwort"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("eins\r\nzwei\rdrei\u2028vier\x0bfünf", "eins\nzwei\ndrei\nvier\nfünf"),
        ("a\x00b\x07c", "abc"),
    ],
)
def test_what_nobody_sees_is_taken_out(text, clean):
    assert tidy_text(text) == clean


def test_one_line_stays_one_line():
    assert tidy_text("eins\u2028zwei\tdrei\n", lines=False) == "eins zwei drei "


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://nordlicht.example/a?b=1&amp;c=2", True),
        ("mailto:a@nordlicht.example", True),
        ("tel:+49123", True),
        ("#unten", True),
        ("javascript:alert(1)", False),
        (" JavaScript&#58;alert(1)", False),
        ("data:text/html,x", False),
        ("about:blank", False),
        ("vbscript:x", False),
    ],
)
def test_links_that_lead_nowhere_leave_their_words(href, kept):
    html = f'<p>Schau <a href="{href}">hier <b>und</b> da</a>.</p>'
    assert tidy_html(html) == (html if kept else "<p>Schau hier <b>und</b> da.</p>")


@pytest.mark.django_db
def test_saving_cleans_every_field_of_a_piece_and_touches_nothing_else(brand, editor, signed_in):
    dirty = "Sie\u200b kostet\u00ad 10\u00a0%"
    clean = "Sie kostet 10\u00a0%"
    table = {"columns": [{"type": "text", "heading": dirty}], "rows": [{"values": [dirty]}], "caption": dirty}
    body = [
        ("heading", {"text": dirty, "level": "2", "channels": []}),
        ("paragraph", {"text": f"<p>{dirty}</p>", "channels": ["web"]}),
        ("list", {"items": [f"<p>{dirty}</p>"], "ordered": False, "channels": []}),
        ("table", {"table": table, "channels": []}),
        ("markdown", {"text": f"{dirty}\u2028**fett**", "channels": []}),
    ]
    row = factories.piece(factories.campaign(brand), headline=dirty, teaser=f"{dirty}\r\n{dirty}", body=body)
    client = signed_in(editor)
    address = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[row.pk])
    ids = [child.id for child in row.body]
    assert client.post(address, posted(client.get(address).context["form"])).status_code == 302
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert draft.headline == clean
    assert draft.teaser == f"{clean}\n{clean}"
    assert [child.id for child in draft.body] == ids
    assert "\u200b" not in str(draft.body.get_prep_value())
    assert "\u00ad" not in str(draft.body.get_prep_value())
    assert draft.body[0].value["text"] == clean
    assert draft.body[1].value["channels"] == ["web"]
    assert draft.body[4].value["text"] == f"{clean}\n**fett**"
    assert draft.body[3].value["table"].caption == clean
    assert tidy(draft.body) is draft.body

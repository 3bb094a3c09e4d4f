"""What a page, a PDF and a token file tell of a brand: a shop as shops are, our own flyer, and files that lie."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest

from brand.cli.channels import run_apart
from brand.errors import BrandError, GuidelineError, InspectError
from brand.portable.starting import (
    Candidates,
    Spot,
    Use,
    imported_sheets,
    linked_sheets,
    read_css,
    read_page,
    read_paper,
    read_tokens,
)
from brand.portable.starting.candidates import COLORS
from brand.portable.starting.page import text_of
from renderers import registry
from renderers.contract.view import view
from tests import corpus
from tests.brand import pdfs
from tests.size import FULL

SHOP = Path(__file__).parent / "shop"
URL = "https://moosbach.example/"


def file(name: str) -> str:
    return (SHOP / name).read_text("utf-8")


@pytest.fixture(scope="module")
def shop() -> Candidates:
    return read_page(file("index.html"), url=URL, sheets=[file("schrift.css"), file("shop.css")])


def colors(found: Candidates) -> dict[str, tuple[str, ...]]:
    return {one.srgb: one.roles for one in found.colors}


def texts(found: Candidates) -> dict[str, str]:
    return {one.key: one.value for one in found.texts}


def page(body: str, css: str = "", head: str = "") -> Candidates:
    return read_page(f"<html lang=de><head>{head}<style>{css}</style></head><body>{body}</body></html>", url=URL)


def test_sheets_of_a_screen_and_what_they_import() -> None:
    assert linked_sheets(file("index.html"), url=URL) == (f"{URL}css/shop.css",)
    assert imported_sheets(file("shop.css"), url=f"{URL}css/shop.css") == (f"{URL}css/schrift.css",)
    based = '<base href="https://cdn.example/x/"><link rel=stylesheet href=a.css><link rel="stylesheet" href="a.css">'
    assert linked_sheets(based, url=URL) == ("https://cdn.example/x/a.css",)


def test_colors_of_a_shop_by_what_they_are_for(shop: Candidates) -> None:
    assert colors(shop) == {
        "#f4efe6": ("surface",),
        "#23261f": ("text",),
        "#ffffff": ("background", "on-primary"),
        "#2f5d3a": ("primary", "link"),
        "#c4572e": ("accent",),
        "#6b7068": ("muted",),
        "#d8d4ca": ("line",),
        "#7a3b8f": (),
    }
    green = next(one for one in shop.colors if one.name == "moosgruen")
    assert dict(green.uses) == {Use.LINK: 5, Use.BUTTON: 4, Use.HEADING: 4}
    assert green.merged == ("#2e5c3a",)
    assert [one.name for one in shop.colors if not one.suggested] == ["unbenutzt"]


def test_typefaces_of_a_shop(shop: Candidates) -> None:
    assert [(one.role, one.family, one.weights, one.sizes) for one in shop.fonts] == [
        ("body", "Source Sans 3", (400, 700), (14.0, 17.0)),
        ("heading", "Fraunces", (600,), (24.0, 44.0)),
    ]
    assert shop.fonts[0].stack == ("Arial", "sans-serif")


def test_one_family_for_all_is_both(shop: Candidates) -> None:
    found = page("<h1>Guten Tag</h1><p>Wir sind da.</p>", "body {font-family: Inter, sans-serif}")
    assert [(one.role, one.family) for one in found.fonts] == [("body", "Inter"), ("heading", "Inter")]
    system = page("<p>x <i class=i>y</i></p>", 'body {font-family: system-ui} .i {font-family: "Font Awesome 6"}')
    assert system.fonts == ()


def test_logos_the_likeliest_first_and_nobody_elses(shop: Candidates) -> None:
    assert [(one.spot, one.url.removeprefix(URL)) for one in shop.logos] == [
        (Spot.NAMED, "img/logo.svg"),
        (Spot.NAMED, "img/moosbach-logo.png"),
        (Spot.ICON, "favicon.png"),
        (Spot.ICON, "apple-touch-icon.png"),
    ]


def test_logos_that_stand_in_the_page() -> None:
    drawn = '<svg class="logo" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9z"/></svg>'
    inside = '<img class="logo" src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27/%3E">'
    sprite = '<svg class="logo"><use href="#l"/></svg>'
    found = page(f"<header><a href=/>{drawn}{inside}{sprite}</a></header>").logos
    assert [(one.on, one.media_type, b"xmlns" in one.data) for one in found] == [
        ("dark", "image/svg+xml", True),
        ("light", "image/svg+xml", True),
    ]
    assert b'viewBox="0 0 9 9"' in found[0].data


def test_what_words_tell(shop: Candidates) -> None:
    assert texts(shop) == {
        "sender.name": "Moosbach",
        "sender.company": "Moosbach Naturkosmetik GmbH",
        "sender.email": "hallo@moosbach.example",
        "sender.phone": "+497651123456",
        "sender.website": "https://moosbach.example",
        "sender.handles": "instagram = moosbach.kosmetik",
        "basics.locales": "de, en",
        "voice.address": "sie",
    }
    lines = {one.key: one.text for one in shop.lines}
    assert lines["privacy"] == f"Datenschutz: {URL}datenschutz"
    assert lines["imprint"].startswith("Moosbach Naturkosmetik GmbH, Lindenweg 3, 79856 Hinterzarten")
    assert lines["imprint"].endswith(f"Impressum: {URL}impressum")


@pytest.mark.parametrize(
    ("said", "side", "suggested"),
    [
        ("Entdecke deine Creme. Du wirst sie lieben. Das gefällt dir.", "du", True),
        ("Bestellen Sie jetzt. Wir helfen Ihnen. Haben Sie Fragen?", "sie", True),
        ("Haben Sie Fragen? Wir helfen Ihnen. Du bist dran. Das ist dein Tag. Wir mögen dich.", "du", False),
    ],
)
def test_who_is_addressed(said: str, side: str, suggested: bool) -> None:
    (found,) = (one for one in page(f"<p>{said}</p>").texts if one.key == "voice.address")
    assert (found.value, found.suggested) == (side, suggested)


def test_too_few_words_tell_nothing() -> None:
    found = page("<p>Haben Sie Fragen?</p>")
    assert "voice.address" not in texts(found)
    assert any("hardly any words" in one.reason.text for one in found.troubles)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" Nordlicht ">', "Nordlicht"),
        ('<script type="application/ld+json">{"@type": "Store", "name": "Nordlicht"}</script>', "Nordlicht"),
        ("<title>Laternen aus Kupfer | Nordlicht</title>", "Nordlicht"),
        ("<title>Startseite – Nordlicht</title>", "Nordlicht"),
        ("<title>Laternen</title>", None),
        ('<script type="application/ld+json">{"@graph": [[[[[[[[[[{}]]]]]]]]]]</script>', None),
    ],
)
def test_whose_page_it_is(head: str, name: str | None) -> None:
    assert texts(page("<p>Guten Tag</p>", head=head)).get("sender.name") == name


def test_sixty_colors_are_told_by_halves() -> None:
    css = "".join(f".c{n} {{ color: hsl({n * 6} 80% {30 + n % 3 * 15}%) }}" for n in range(60))
    found = page("".join(f"<p class=c{n}>Wort</p>" for n in range(60)), css)
    assert len(found.colors) == COLORS
    assert len({one.name for one in found.colors}) == COLORS
    assert any("more colors" in one.reason.text for one in found.troubles)


def test_a_huge_or_hostile_sheet_ends() -> None:
    huge = ".a{color:#123456}" * 200_000
    deep = ":root{--a:" + "(" * 5000
    found = read_page("<p class=a>Wort</p>", url=URL, sheets=[huge, deep])
    assert [one.srgb for one in found.colors if one.uses[0][0] is Use.TEXT] == ["#123456"]
    assert any("the first {limit} rules" in one.reason.text for one in found.troubles)
    circles = page("<p>x</p>", ":root{--a:var(--b);--b:var(--a)} p{color:var(--a)}")
    assert circles.colors == page("<p>x</p>").colors


def test_properties_that_hold_always() -> None:
    sheet = """@charset "utf-8"; @import url(x.css);
    /* :root { --a: red } */ @media (prefers-color-scheme: dark) { :root { --dark: #00aa01 } p { color: red } }
    @layer base { :root { --layered: #aa0002 } } @layer a, b;
    :root, .x { --both: #000003; } .y { --not: #aaaa04 } html { --twice: #000005; --twice: var(--both) }"""
    assert {one.name for one in page("<p>x</p>", sheet).colors if one.name != "Weiß"} == {"layered", "both"}


def test_equal_pages_tell_equal_things(shop: Candidates) -> None:
    assert shop == read_page(file("index.html"), url=URL, sheets=[file("schrift.css"), file("shop.css")])


@pytest.fixture(scope="module")
def flyer() -> Candidates:
    """Our own flyer, read in a guarded process."""
    printer = registry.get("print")
    source = view(corpus.document("spring"), corpus.tokens(), corpus.request("a5-flyer"), printer)
    parts = {part.name: part.data for part in printer.render(source, corpus.Pictures()).parts}
    return read_paper(parts["print.pdf"], name="flyer.pdf", run=run_apart)


def test_inks_and_typefaces_of_a_flyer(flyer: Candidates) -> None:
    inks = {one.cmyk: one.roles for one in flyer.colors}
    assert inks[100, 70, 10, 40] == ("primary",)
    assert inks[10, 95, 85, 30] == ("accent",)
    assert inks[2, 5, 20, 0] == ("surface",)
    assert {one.family for one in flyer.fonts} == {"Source Sans 3", "Source Serif 4"}
    assert texts(flyer)["sender.company"] == "Flusslicht GmbH"
    assert flyer.lines[0].text == "Flusslicht GmbH, Uferweg 3, 19055 Schwerin, Germany, HRB 4711"
    assert any("by name only" in one.reason.text for one in flyer.troubles)


def test_spot_colors_keep_their_names() -> None:
    def spot(made):  # type: ignore[no-untyped-def]
        from pikepdf import Array, Dictionary, Name

        mixed = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.8, 0.1, 0.6, 0.2], N=1)
        return Array([Name.Separation, Name("/PANTONE 7483 C"), Name.DeviceCMYK, mixed])

    data = pdfs.pdf(b"/S cs 1 scn 20 20 150 80 re f BT /F1 9 Tf 20 200 Td (Hallo) Tj ET", spaces={"/S": spot})
    (found,) = (one for one in read_paper(data, name="a.pdf").colors if one.spot)
    assert (found.spot, found.name, found.cmyk) == ("PANTONE 7483 C", "PANTONE 7483 C", (80, 10, 60, 20))


def test_broken_papers_say_why() -> None:
    with pytest.raises(InspectError, match="no PDF"):
        read_paper(b"%PDF-1.7 nothing", name="a.pdf", run=run_apart)


def test_tokens_of_three_kinds() -> None:
    dtcg = {"color": {"$type": "color", "primary": {"$value": "#112233"}, "bad": {"$value": "none"}}}
    found = read_tokens(json.dumps(dtcg).encode(), name="t.json")
    assert [(one.name, one.roles) for one in found.colors] == [("primary", ("primary",))]
    assert [one.name for one in found.troubles] == ["color.bad"]
    studio = {
        "core": {"blau": {"value": "#0000aa", "type": "color"}, "satz": {"value": "Inter", "type": "fontFamilies"}},
        "licht": {"primary": {"value": "{blau}", "type": "color"}},
        "$themes": [],
        "$metadata": {"tokenSetOrder": ["core", "licht"]},
    }
    found = read_tokens(json.dumps(studio).encode(), name="t.json")
    assert [(one.name, one.srgb) for one in found.colors] == [("blau", "#0000aa"), ("primary", "#0000aa")]
    assert [one.family for one in found.fonts] == ["Inter"]
    css = b':root{--color-primary:#123456;--font-heading:"Fraunces",serif;--font-size-m:17px;--half:#12345680}'
    found = read_css(css, name="t.css")
    assert [(one.name, one.roles) for one in found.colors] == [("primary", ("primary",))]
    assert [(one.role, one.family) for one in found.fonts] == [("heading", "Fraunces")]
    with pytest.raises(GuidelineError):
        read_tokens(b"[]", name="t.json")


BITS = (
    "<", ">", '"', "'", "&#0;", "\0", "url(", "var(--a)", 'src="data:image/svg+xml;base64,%%%"', "http://[", "//", "{",
    "}", "<svg>", "</svg>", '<base href="http://[x">', "@import", 'href="http://[::1"', "content=", "é", "\n",
    '"@type":["Organization"],"name":5,"logo":{"url":7}',
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40 if FULL else 2))
def test_spoiled_pages_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)

    def spoiled(text: str) -> str:
        letters = list(text)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(letters))
            letters[at : at + chance.choice((0, 0, 1, 5, 40))] = list(chance.choice(BITS))
        return "".join(letters)

    for _ in range(25):
        text = spoiled(file("index.html"))
        text = text_of(text.encode()[: chance.randint(10, 9000)], name="x") if chance.random() < 0.5 else text
        sheet = spoiled(file("shop.css"))
        with suppress(BrandError):
            linked_sheets(text, url=URL)
            imported_sheets(sheet, url=URL)
            read_page(text, url=URL, sheets=[sheet])
        with suppress(BrandError):
            read_css(sheet.encode(), name="x")

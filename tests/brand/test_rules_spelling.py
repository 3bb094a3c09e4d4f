"""Spelling rules: what they find in words of their own lists, and the traps they must walk past."""

import re
from dataclasses import replace

import pytest

from brand.guideline import Guideline, Setting, Term, TermKind
from brand.language.lists import rows
from brand.registry import all_rules
from brand.rule import Good
from brand.samples import GUIDELINE
from brand.subject import RunKind
from tests.contracts.judging import applied, findings

RULES = {rule.id: rule for rule in all_rules()}
ESZETT = RULES["typography/wrong-eszett"]
VARIANT = RULES["typography/wrong-english-variant"]
HEADING = RULES["typography/wrong-heading-case"]
ANGLICISM = RULES["terms/avoidable-anglicism"]
TRADEMARK = RULES["terms/misplaced-trademark-sign"]


def mended(rule, text: str, locale: str, guideline: Guideline = GUIDELINE) -> str:
    example = Good(text, locale=locale, guideline=guideline)
    return applied(text, findings(rule, example))


def quotes(rule, text: str, locale: str, guideline: Guideline = GUIDELINE) -> list[str]:
    return [one.quote.text for one in findings(rule, Good(text, locale=locale, guideline=guideline))]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Bewußtseinsprozeß", "Bewusstseinsprozess"),
        ("Schlußverkauf am Flußufer", "Schlussverkauf am Flussufer"),
        ("ein bißchen mißverständlich", "ein bisschen missverständlich"),
        ("Er läßt es, weil er es vergißt.", "Er lässt es, weil er es vergisst."),
        ("ausserplanmässige Massnahmen", "außerplanmäßige Maßnahmen"),
        ("Die grösste Strassenbahn heisst Fritz.", "Die größte Straßenbahn heißt Fritz."),
        ("Wir geniessen den Spass draussen.", "Wir genießen den Spaß draußen."),
    ],
)
def test_old_and_swiss_spellings_are_mended(wrong, right):
    assert mended(ESZETT, wrong, "de") == right
    assert mended(ESZETT, right, "de") == right


@pytest.mark.parametrize(
    "text",
    [
        "Die Masse der Busse misst die Maße der Buße im Floß.",
        "Wassermassen, Preissenkung, Kreissäge, Kiessand, Reisstroh, Eisschrank, Hinweisschild.",
        "Reisepass, Gebirgspass, Arbeitspass und Kompass.",
        "Die Aussendung der Briefe, das Aussehen, die Aussicht, der Aussenhandel".replace(", der Aussenhandel", "."),
        "Saugrüssel, Rüssel, Füssen im Allgäu, die fusselige Decke.",
        "Familie Süssmuth, Herr Strasser, Frau Weiss und die Brüder Gross.",
        "Die Muße, müßig zu gehen; der Ruß am Fuß; Grießbrei und Soße.",
        "Haßfurt, Meßkirch, Nußloch, Roßlau und die Litfaßsäule.",
    ],
)
def test_words_that_only_look_wrong(text):
    assert quotes(ESZETT, text, "de") == []


def test_names_of_the_brand_keep_their_spelling():
    brand = replace(GUIDELINE, terms=(Term("Schloßgold", TermKind.NAME),))
    assert quotes(ESZETT, "Schloßgold aus dem Schloß.", "de", brand) == ["Schloß"]
    assert quotes(ESZETT, "Die Straße am Fluß.", "de-CH", brand) == ["Straße", "Fluß"]


def test_the_patterns_of_eszett_name_what_is_wrong():
    """A pattern for ß holds one, a pattern for ss holds it, and none is empty."""
    for kind, pattern in rows("eszett"):
        assert kind in {"short", "long"}
        for part in pattern.split("|"):
            assert part.strip(), pattern
        assert ("ß" if kind == "short" else "ss") in pattern
        re.compile(pattern)


def variants() -> list[tuple[str, str, str]]:
    return [
        (who, british + tail, american + tail)
        for who, british, american, endings in rows("english_variants")
        for tail in ("" if ending == "-" else ending for ending in endings.split())
    ]


def test_no_word_is_wrong_on_both_sides():
    british = {word for _, word, _ in variants()}
    american = {word for _, _, word in variants()}
    assert not british & american
    assert len(british) > 800


@pytest.mark.parametrize("who", ["both", "us"])
def test_every_word_of_the_list_is_found_in_american(who):
    for kind, british, american in variants():
        if kind == who:
            assert mended(VARIANT, f"We say {british} here.", "en-US") == f"We say {american} here."


def test_british_text_is_spared_what_is_another_word_there():
    for kind, british, american in variants():
        wanted = british if kind == "both" else american
        assert mended(VARIANT, f"We say {american} here.", "en-GB") == f"We say {wanted} here."


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("We saw “The Colour Purple” at the Kennedy Center.", "en-US"),
        ("The Department of Defense and the Sydney Harbour Bridge.", "en-GB"),
        ("Under Armour and Earl Grey.", "en-US"),
        ("We license it, and they licensed a driver.", "en-GB"),
        ("Rigor mortis, curb your spending, check the tire gauge of the program.", "en-GB"),
        ("See www.colour.example and #favourite.", "en-US"),
        ("The colour of money", "en"),
    ],
)
def test_names_and_second_meanings_in_english(text, locale):
    assert quotes(VARIANT, text, locale) == []


def test_case_is_kept():
    assert mended(VARIANT, "COLOUR and Favourite.", "en-US") == "COLOR and Favorite."


def heading(text: str, locale: str, style: str = "") -> list[str]:
    guideline = replace(GUIDELINE, settings=(Setting(HEADING.id, options=(("style", style),)),))
    subject_text = Good(f"<h2>{text}</h2>", locale=locale, kind="html", guideline=guideline)
    return [one.fix.new for one in findings(HEADING, subject_text)]


@pytest.mark.parametrize(
    "text",
    [
        "Der Pate und Die Zeit",
        "NEU IM LADEN UND IM NETZ",
        "Was Sie über Ihre Leuchte wissen sollten",
        "Licht: Die Lampe, die bleibt – Und wie",
    ],
)
def test_german_headings_that_are_right(text):
    assert heading(text, "de") == []


def test_german_title_case_is_lowered():
    assert heading("Wir Machen Licht Für Alle Und Mit Liebe", "de") == [
        "wir".title() + " Machen Licht für alle und mit Liebe"
    ]


def test_english_titles_and_sentences():
    assert heading("Light for the Long Evenings You Love", "en", "sentence") == ["Light for the long evenings you love"]
    assert heading("light for the evening: a guide to it", "en", "title") == ["Light for the Evening: A Guide to It"]
    assert heading("How BMW and Anna won in Paris", "en", "sentence") == []


def test_the_general_anglicisms_give_way_to_the_guideline():
    general = Setting(ANGLICISM.id, options=(("general", True),))
    text = "Das Event hat ein Highlight."
    assert quotes(ANGLICISM, text, "de", Guideline(settings=(general,))) == ["Event", "Highlight"]
    prefers = Guideline(settings=(general,), terms=(Term("Fest", TermKind.NON_PREFERRED, instead="Event"),))
    assert quotes(ANGLICISM, text, "de", prefers) == ["Highlight"]
    own = Guideline(settings=(general,), terms=(Term("Event", TermKind.ANGLICISM, instead="Fest", language="de"),))
    found = findings(ANGLICISM, Good(text, locale="de", guideline=own))
    assert [(one.quote.text, one.fix.new) for one in found] == [("Event", "Fest"), ("Highlight", "Höhepunkt")]


def test_every_anglicism_has_another_word():
    for word, instead in rows("anglicisms"):
        assert instead.strip()
        assert instead.casefold() != word.casefold()


def test_the_sign_of_a_name_is_written_and_read():
    from brand.portable import read_guideline, write_guideline

    source = 'schema: guideline/1\nterms:\n  - {name: "GlowOne", sign: "®"}\n'
    guideline = read_guideline(source)
    assert guideline.terms[0].sign == "®"
    assert read_guideline(write_guideline(guideline).text).terms == guideline.terms


def test_a_sign_that_is_none_is_refused():
    from brand.errors import GuidelineError
    from brand.portable import read_guideline

    with pytest.raises(GuidelineError, match="®"):
        read_guideline('schema: guideline/1\nterms:\n  - {name: "GlowOne", sign: "(R)"}\n')


def test_a_name_in_the_title_of_the_window_is_no_first_mention():
    signed = replace(GUIDELINE, terms=(Term("GlowOne", TermKind.NAME, sign="®"),))
    page = "<html><head><title>GlowOne</title></head><body><h1>GlowOne®</h1><p>GlowOne</p></body></html>"
    assert findings(TRADEMARK, Good(page, kind="html", guideline=signed)) == []
    assert RunKind.TITLE  # a window's title is a run of this kind

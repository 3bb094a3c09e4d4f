"""Gender forms: each style, what only looks like one, and pairs."""

import pytest

from brand.language.gender import GenderStyle, gender_forms


def found(text: str) -> list[tuple[str, str]]:
    return [(form.style.value, form.quote) for form in gender_forms(text)]


@pytest.mark.parametrize(
    ("word", "style"),
    [
        ("Kund*innen", "star"), ("Mitarbeiter*in", "star"), ("Liebe*r", "star"), ("Leser*innenbrief", "star"),
        ("der*die", "star"), ("Ärzt*in", "star"),
        ("Kund:innen", "colon"), ("Mitarbeiter:in", "colon"), ("jede:r", "colon"), ("Leser:innenbrief", "colon"),
        ("Kund_innen", "underscore"), ("Mitarbeiter_in", "underscore"), ("jede_r", "underscore"),
        ("KundInnen", "inner-i"), ("MitarbeiterIn", "inner-i"), ("StudentInnen", "inner-i"), ("ÄrztInnen", "inner-i"),
        ("LeserInnenbrief", "inner-i"),
        ("Kund/-innen", "slash"), ("Kund/innen", "slash"), ("Mitarbeiter/in", "slash"), ("Mitarbeiter/-in", "slash"),
    ],
)  # fmt: skip
def test_style(word: str, style: str) -> None:
    text = f"Wir suchen {word}, gern auch heute."
    (form,) = gender_forms(text)
    assert (form.style, form.quote, form.certain) == (GenderStyle(style), word, True)
    assert text[form.start : form.end] == word


@pytest.mark.parametrize(
    "text",
    [
        "LinkedIn", "CheckIn und LogIn", "PlugIn", "OptIn", "opt_in", "sign_in", "user_info_in", "und/oder", "er/sie",
        "12:30 Uhr", "Betreff:Inhalt", "Preis* in Euro", "5*in", "*innen*", "**fett**", "24/7",
        "https://rad.example/Kund:in",
        "Innenarchitektin", "IN", "KUNDINNEN", "MwSt", "eMail", "iPhone", "McInnes", "Kundinnen",
        "Termine in Berlin und Wien", "Berlin, Berlin", "Medizin und Mediziner",
        "Die Ärztin und der Arzt stritten", "Die Hausfrau und ihr Hausmeister", "Die Königin, der König und der Hof",
    ],
)  # fmt: skip
def test_no_gender_form(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "pair",
    [
        "Kundinnen und Kunden", "Kunden und Kundinnen", "Leserinnen oder Leser", "Ärztinnen und Ärzte",
        "Ärzte und Ärztinnen", "Kundinnen/Kunden", "Kundin, lieber Kunde", "Kolleginnen & Kollegen",
        "Freundinnen sowie Freunde", "Eigentümerin oder der Eigentümer", "Patin bzw. ein Pate",
        "Kauffrau oder Kaufmann", "Industriekauffrau bzw. zum Industriekaufmann",
        "Fachfrauen und Fachmänner", "Landfrauen und Landleute",
    ],
)  # fmt: skip
def test_pairs_are_for_a_person_to_see(pair: str) -> None:
    (form,) = gender_forms(f"An alle {pair} in Ulm")
    assert (form.style, form.quote, form.certain) == (GenderStyle.PAIR, pair, False)


def test_order_and_mix() -> None:
    assert found("Kund:innen, Leser*innen und Ärztinnen und Ärzte") == [
        ("colon", "Kund:innen"),
        ("star", "Leser*innen"),
        ("pair", "Ärztinnen und Ärzte"),
    ]


def test_soft_hyphens_hide_nothing() -> None:
    assert found("Kun\u00add*innen") == [("star", "Kun\u00add*innen")]


def test_english_has_none() -> None:
    assert gender_forms("Kund*innen", "en") == ()

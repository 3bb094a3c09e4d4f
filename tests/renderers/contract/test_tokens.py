"""Brand values: by role, by locale, and neutral where a brand names none."""

from renderers.contract.document import AssetRef
from renderers.contract.tokens import Color, Field, Font, LegalLine, Logo, Tokens, localized, pick


def test_texts_are_picked_for_a_locale_without_silent_fallback():
    texts = localized({"de": "Impressum", "de-AT": "Offenlegung", "en": "Imprint"})
    assert [pick(texts, locale) for locale in ("de", "de-AT", "de-CH", "de_CH", "en-GB", "fr")] == [
        "Impressum", "Offenlegung", "Impressum", "Impressum", "Imprint", "",
    ]  # fmt: skip
    assert pick(localized("STOP"), "fr") == "STOP"


def test_colors_by_role_then_name_then_neutral():
    tokens = Tokens(colors=(Color("accent", "#111111"), Color("Rost", "#a03010", roles=("accent",))))
    assert tokens.color("accent").name == "Rost"
    assert tokens.color("Rost").srgb == "#a03010"
    assert tokens.color("background").srgb == "#ffffff"
    assert tokens.color("nix").srgb == "#1a1a1a"
    assert tokens.color("nix", "#222222").srgb == "#222222"


def test_fonts_logos_lines_and_fields():
    svg = AssetRef("", "a")
    tokens = Tokens(
        typography=(Font("heading", "Demo"),),
        logos=(Logo("dark", on="dark", svg=svg), Logo("light", svg=svg)),
        legal=(LegalLine("imprint", localized({"de": "Impressum"})),),
    )
    assert tokens.font("heading").family == "Demo"
    assert tokens.font("body").family == "Source Sans 3"
    assert tokens.logo().name == "light"
    assert tokens.logo("dark").name == "dark"
    assert tokens.logo("red").name == "dark"
    assert Tokens().logo() is None
    assert tokens.line("imprint", "de-AT") == "Impressum"
    assert tokens.line("imprint", "en") == tokens.line("nix", "de") == ""
    assert tokens.in_locale("de").line("imprint") == "Impressum"
    assert tokens.in_locale("en").legal == ()
    assert tokens.register("first_name").max_length == 24
    assert tokens.register("nix") is None
    assert Field("a", names=(("brevo", "VORNAME"),)).name_in("brevo") == "VORNAME"
    assert Field("a").name_in("brevo") == "a"
    assert Field("a").name_in("brevo", "B") == "B"

"""A brand with a published guideline that says something of everything, and a logo to go with it."""

import pytest

from hub.accounts.models import Brand
from hub.assets.services import create_image
from hub.guidelines.services import import_guideline

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'
GUIDELINE = """
schema: guideline/1
locales: [de, en]
colors:
  tanne: {srgb: "#1f5a46", cmyk: [82, 40, 75, 32], spot: HKS 57, roles: [primary]}
  kupfer: {srgb: "#b4572a", roles: [accent]}
pairs:
  - {text: kupfer, background: tanne, allowed: false}
typography:
  heading: {family: Source Serif 4, stack: [Georgia, serif]}
  body: {family: "Evil</style><script>alert(1)</script>"}
logos:
  - name: Nordlicht
    on: light
    svg: {file: logo.svg, alt: Nordlicht}
    min_width_mm: 28
    min_width_px: 120
    clear_space: 0.5
sender: {name: Nordlicht, email: hallo@nordlicht.example}
legal:
  - {key: opt-out, text: {de: Abmelden mit STOP}, channels: [sms], triggers: ["fact:price"]}
voice: {address: du, address_in: {print: sie}, gender: star, sentence_words: 28, exclamations: 0, emoji: 1}
terms:
  - {banned: billig, instead: günstig, reason: "<b>klingt nicht gut</b>", language: de}
  - {competitor: Gartenfix}
claims:
  nights: {text: {de: Leuchtet 40 Nächte.}, evidence: Labor 7, expires: 2999-12-31}
  old: {text: {de: Die hellste Laterne.}, expires: 2020-01-31}
limits:
  - {channel: sms, limit: segments, value: 2}
examples:
  - {good: Stell sie ans Fenster., locale: de}
  - {bad: Wie billig!, rules: [terms/banned-word], locale: de}
"""


@pytest.fixture
def published(brand: Brand) -> Brand:
    """Nordlicht with its guideline in force."""
    create_image(brand, LOGO, title="Nordlicht", name="logo.svg", alt="Nordlicht")
    import_guideline(brand, GUIDELINE)
    return brand

"""A piece with pictures, as a file."""

import pytest
from PIL import Image, ImageDraw

PIECE = """---
title: Herbst-Sale
brand: demo
headline: '{{ contact.first_name | default: "Hallo" }}, der Herbst ist da'
teaser: Nur bis {{ fact.ends }} ab {{ fact.price }}.
short: ['Herbst-Sale bis {{ fact.ends }}']
action: {label: Zum Angebot, url: 'https://example.com/herbst'}
hero: {file: wald.jpg, alt: Ein Wald im Herbst, focal: [0.3, 0.4]}
hashtags: [herbst]
facts: {price: 1.299 €, ends: 2026-12-24}
campaign: {slug: herbst-2026, starts: 2026-10-01}
arms: {b: {headline: Andere Zeile}}
---
Ein Absatz mit **fetten** Wörtern und einem [Link](https://example.com/mehr).

- eins
- zwei
"""


@pytest.fixture
def piece(tmp_path):
    """The file's path."""
    picture = Image.new("RGB", (1600, 1200), (210, 160, 60))
    ImageDraw.Draw(picture).ellipse((300, 300, 700, 700), fill=(90, 40, 20))
    picture.save(tmp_path / "wald.jpg")
    file = tmp_path / "herbst-sale.md"
    file.write_text(PIECE, encoding="utf-8")
    return file
